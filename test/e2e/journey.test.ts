import { unzipSync } from "fflate";
import { t } from "../../src/app/messages/index.ts";
import { expect, test } from "./fixtures.ts";
import { largestDifference } from "./plain-tfjs.ts";
import { answers, goTo, paste, saved, steps, trainButton, trained } from "./steps.ts";

const PENGUIN_OUTPUTS = ["Species", "Body Mass", "Sex"];

test("penguins: three clicks to a judged model, kept over a reload, exported for plain TensorFlow.js", async ({ page, context }) => {
  await page.goto("/");
  await page.getByRole("main").getByText("Penguins", { exact: true }).click();
  await trainButton(page).click();
  await trained(page, 90_000);
  await expect(page.getByText("WebGPU runs this")).toBeVisible();
  await page.getByRole("button", { name: t.train.actions.evaluate, exact: true }).click();

  await expect(page.getByRole("main")).toContainText(/rows it had never seen/);
  const right = page.getByRole("table", { name: /Species/ }).first().getByRole("button").first();
  await right.click();
  await expect(page.getByRole("main")).toContainText(/true .+, predicted/i);

  await goTo(page, steps.predict);
  const before = await answers(page, PENGUIN_OUTPUTS);
  expect(before).toContain("Adelie");
  await page.reload();
  expect(await answers(page, PENGUIN_OUTPUTS)).toBe(before);

  const zip = await saved(page, () => page.getByRole("button", { name: t.predict.exportModel.open }).click());
  expect(Object.keys(unzipSync(zip.bytes))).toEqual(expect.arrayContaining(["model.json", "weights.bin", "config.yaml", "facts.json", "examples.json", "README.md"]));
  const { compared, difference } = await largestDifference(await context.newPage(), zip.bytes);
  expect(compared).toBeGreaterThan(10);
  expect(difference).toBeLessThan(1e-5);

  // The same file comes in again as a project of its own, and answers alike.
  await goTo(page, t.shell.library);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: t.library.import }).click();
  await (await chooser).setFiles({ name: zip.name, mimeType: "application/zip", buffer: Buffer.from(zip.bytes) });
  await expect(page.getByRole("main")).toContainText("Species");
});

test("a pasted table: answers for a whole file, the form and the file agree", async ({ page }) => {
  const rows = Array.from({ length: 120 }, (_, i) => [i % 7, (i * 5) % 11, i % 7 > 3 ? "large" : "small", (i % 7) * 10 + ((i * 5) % 11)]);
  await page.goto("/");
  await paste(page, [["width", "depth", "size", "price"], ...rows]);
  await expect(page.getByText("120 rows").first()).toBeVisible();
  await page.getByRole("radiogroup", { name: t.data.roleOf("size") }).getByText(t.data.role.output, { exact: true }).click();
  await page.getByRole("radiogroup", { name: t.data.roleOf("price") }).getByText(t.data.role.output, { exact: true }).click();
  await trainButton(page).click();
  await trained(page, 90_000);
  await goTo(page, steps.predict);
  await answers(page, ["size", "price"]);

  await page.getByRole("button", { name: t.predict.file.open }).click();
  const dialog = page.getByRole("dialog", { name: t.predict.file.title });
  await dialog.locator("input[type=file]").setInputFiles({ name: "new.csv", mimeType: "text/csv", buffer: Buffer.from("width,depth\n6,3\n0,2\n,\n") });
  const csv = await saved(page, () => dialog.getByRole("button", { name: t.predict.file.save }).click());
  const lines = new TextDecoder().decode(csv.bytes).trim().split(/\r?\n/);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain("size_predictions");
  expect(lines[0]).toContain("price_predictions");
  expect(lines[1]).toContain("large");
  expect(lines[2]).toContain("small");
});

test("tickets: text, numbers and categories learnt together", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("/");
  await page.getByRole("main").getByText("Support tickets", { exact: true }).click();
  await trainButton(page).click();
  await expect(page.getByRole("button", { name: /Stop and keep round/ })).toBeVisible({ timeout: 180_000 });
  await page.getByRole("button", { name: /Stop and keep round/ }).click();
  await trained(page, 60_000);
  await goTo(page, steps.evaluate);
  await expect(page.getByRole("main")).toContainText(/rows it had never seen/);
});
