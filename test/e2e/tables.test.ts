/** Several tables dropped at once, joined in the dialog: between the drop, the worker that holds them and the screen nothing faster goes all the way. */
import { words } from "../../src/app/messages/en/combine.ts";
import { t } from "../../src/app/messages/index.ts";
import { expect, test } from "./fixtures.ts";
import { drop } from "./steps.ts";

test("orders and customers are dropped together, previewed joined, and become one table", async ({ page }) => {
  await page.goto("/");
  await drop(page, {
    "customers.csv": "id,age\n1,30\n2,40\n3,50\n",
    "orders.csv": `order,customer_id,returned\n${Array.from({ length: 40 }, (_, i) => `${i + 1},${1 + (i % 4)},${i % 3 ? "no" : "yes"}`).join("\n")}\n`,
  });

  const dialog = page.getByRole("dialog", { name: words.title });
  await expect(dialog.getByLabel(words.first)).toHaveValue("orders.csv");
  await expect(dialog).toContainText(words.match("customers.csv", 30, 40));
  await expect(dialog).toContainText(words.missing("customers.csv", 10, ["4"], false));
  await expect(dialog.getByRole("region", { name: words.firstRows }).getByRole("row")).toHaveCount(6);
  await dialog.getByRole("button", { name: words.commit }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("main")).toContainText("orders.csv + customers.csv");
  const age = page.getByRole("region", { name: t.data.table }).getByRole("button", { name: "age", exact: true });
  await expect(age).toBeVisible();
  await page.reload();
  await expect(age).toBeVisible();
  await expect(dialog).toBeHidden();
});
