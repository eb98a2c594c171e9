/**
 * From a dropped table with ten planted faults to a better model, by the buttons of the doctor alone. That the findings and remedies are right, Node
 * shows (test/app/doctor.test.ts); here each button is pressed, and what follows comes through all workers to the screen and out as a file.
 */
import type { Page } from "@playwright/test";
import { words as doctorWords } from "../../src/messages/en/doctor.ts";
import { chromiumFlags } from "../../scripts/browser.mjs";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { asCsv, spoilt, standardErrorOf, trees } from "../support/trees.ts";
import { expect, test } from "./fixtures.ts";
import { drop, focused, goTo, saved, steps, trainButton, trained } from "./steps.ts";

// Without WebGPU: the app then computes by WebAssembly, which starts at once.
test.use({ launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: chromiumFlags.filter((flag) => !/webgpu/.test(flag)) }) });

const panel = (page: Page) => page.getByRole("complementary", { name: t.doctor.title });

/** Waits until the doctor has looked at what there is now. */
async function looked(page: Page): Promise<void> {
  await expect(panel(page).locator("[aria-busy=true]")).toHaveCount(0);
  await expect(panel(page).getByRole("status")).toHaveText(/worst first|Nothing found/);
}

test("ten faults", async ({ page }) => {
  await page.goto("/");
  await drop(page, { "trees.csv": asCsv(spoilt(700)) });
  for (const column of ["nr", "girth", "height", "age", "kind", "site", "inspected", "code"]) {
    const role = page.getByRole("radiogroup", { name: t.data.roleOf(column) });
    if (!(await role.getByRole("radio", { name: t.data.role.input }).isChecked())) await role.getByText(t.data.role.input, { exact: true }).click();
  }
  await page.getByRole("radiogroup", { name: t.data.roleOf("health") }).getByText(t.data.role.output, { exact: true }).click();
  await page.getByRole("button", { name: /^Doctor/ }).click();
  await looked(page);
  await page.waitForTimeout(1500);
  console.log(await panel(page).innerText());
  for (let i = 0; i < 30; i++) {
    const fix = panel(page).getByRole("listitem").filter({ has: page.locator(".actions .button") }).first();
    if (await fix.count() === 0) break;
    console.log(i, await fix.locator("h3").innerText(), "|", (await fix.locator(".actions button").allInnerTexts()).join(" / "));
    await fix.locator(".actions .button").first().click();
    await page.waitForTimeout(150);
    await looked(page);
    console.log("   focus:", await focused(page));
  }
  console.log(await panel(page).innerText());
  const started = Date.now();
  await trainButton(page).click();
  await trained(page, 60_000);
  console.log("trained", Date.now() - started);
});
