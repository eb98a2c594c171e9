/** A column of amounts is learnt as numbers, and wherever its figures are told they have its unit. */
import { late } from "../../src/app/messages/late.ts";
import { t } from "../../src/app/messages/index.ts";
import { expect, test } from "./fixtures.ts";
import { drop, goTo, steps, trainButton, trained } from "./steps.ts";

test("predictions, scores and groups of columns with a unit are told in it", async ({ page }) => {
  const rows = Array.from({ length: 300 }, (_, i) => {
    const area = 20 + ((i * 37) % 160);
    return `"${area} m²",${["north", "south"][i % 2]},"${(1000 + area * 12 + ((i * 13) % 40)).toLocaleString("de-DE")} €"`;
  });
  await page.goto("/");
  await drop(page, { "rents.csv": ["area,side,rent", ...rows].join("\n") });
  await page.getByRole("radiogroup", { name: t.data.roleOf("rent") }).getByText(t.data.role.output, { exact: true }).click();
  await trainButton(page).click();
  await trained(page, 60_000);
  await goTo(page, steps.evaluate);
  await expect(page.getByRole("main").getByText(/typically .+\u00a0€ off/)).toBeVisible();
  await expect(page.getByRole("main")).toContainText(/\d\u00a0–\u00a0\d+\u00a0m²|\d – \d+\u00a0m²/);
  await goTo(page, steps.predict);
  await expect(page.getByRole("region", { name: late.predict.answer.title })).toContainText(/\d\u00a0€/);
});
