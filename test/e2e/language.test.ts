/** The made-up language reaches what no gallery shows: the sentences of the workers. */
import { expect, test } from "@playwright/test";

test("page and workers speak the language that the address names", async ({ page }) => {
  await page.goto("/?locale=pseudo");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: /^⟦Çȟööšé~* ȧ~* ƒîłé/ }).click();
  await (await chooser).setFiles({ name: "few.csv", mimeType: "text/csv", buffer: Buffer.from(`age,age,city\n${"1,2,Rome\n3,4,Oslo\n".repeat(20)}5\n`) });
  // The data worker's remark on repeated names, and the engine worker's reason for a type.
  await page.getByRole("button", { name: /^⟦.*řéɱȧřķ/ }).click();
  await expect(page.getByRole("dialog")).toContainText(/⟦Çöłüɱñ~+ ñȧɱéš/);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /city/ }).first().click();
  await expect(page.locator("body")).toContainText(/⟦\d+ đîƒƒéřéñţ/);
});
