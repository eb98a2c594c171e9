import type { BrowserContext, Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { expect, test } from "./fixtures.ts";
import { largestDifference } from "./plain-tfjs.ts";
import { answers, goTo, paste, saved, steps, trainButton, trained } from "./steps.ts";

interface Saved { readonly name: string; readonly bytes: Uint8Array }

/** From a finished run on: judged, asked, the same after a reload, and exported for plain TensorFlow.js with the same numbers. */
async function goesOn(page: Page, context: BrowserContext, outputs: readonly string[]): Promise<{ readonly answers: string; readonly zip: Saved }> {
  await page.getByRole("main").getByRole("button", { name: late.train.actions.evaluate, exact: true }).click();
  await expect(page.getByRole("main")).toContainText(/validation rows?, the model/);

  await goTo(page, steps.predict);
  const before = await answers(page, outputs);
  await page.reload();
  expect(await answers(page, outputs)).toBe(before);

  const zip = await saved(page, () => page.getByRole("button", { name: late.predict.exportModel.open }).click());
  expect(Object.keys(unzipSync(zip.bytes))).toEqual(expect.arrayContaining(["model.json", "weights.bin", "config.yaml", "facts.json", "examples.json", "README.md"]));
  const plain = await context.newPage();
  const { compared, difference } = await largestDifference(plain, zip.bytes);
  await plain.close();
  expect(compared).toBeGreaterThan(5);
  expect(difference).toBeLessThan(1e-5);
  return { answers: before, zip };
}

test("penguins: three clicks and a few seconds to a judged model, kept, exported and imported", async ({ page, context }) => {
  const outputs = ["Species", "Body Mass", "Sex"];
  await page.goto("/");
  await expect(page.getByRole("main").getByText("Penguins", { exact: true })).toBeVisible();
  const opened = Date.now();
  await page.getByRole("main").getByText("Penguins", { exact: true }).click();
  await trainButton(page).click();
  await trained(page, 90_000);
  const seconds = (Date.now() - opened) / 1000;
  // A few seconds on two quiet cores.
  expect(seconds).toBeLessThan(30);
  await expect(page.getByRole("region", { name: late.train.backend.runs("wasm") })).toBeVisible();
  await page.getByText(late.train.backend.why("webgpu")).click();
  await expect(page.getByRole("main")).toContainText(/the whole run takes about .+ on WebAssembly/);
  const { answers: said, zip } = await goesOn(page, context, outputs);
  expect(said).toMatch(/Adelie/);

  await goTo(page, steps.evaluate);
  await page.getByRole("table", { name: /Species/ }).first().getByRole("button").first().click();
  await expect(page.getByRole("main")).toContainText(/true .+, predicted/i);

  // The same file comes in again as a project of its own.
  await goTo(page, t.shell.library);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: t.library.import }).click();
  await (await chooser).setFiles({ name: zip.name, mimeType: "application/zip", buffer: Buffer.from(zip.bytes) });
  await goTo(page, steps.predict);
  expect(await answers(page, outputs)).toContain("Adelie");
});

test("a pasted table: the whole journey, and answers for a whole file", async ({ page, context }) => {
  const rows = Array.from({ length: 120 }, (_, i) => [i % 7, (i * 5) % 11, i % 7 > 3 ? "large" : "small", (i % 7) * 10 + ((i * 5) % 11)]);
  await page.goto("/");
  await paste(page, [["width", "depth", "size", "price"], ...rows]);
  await expect(page.getByText("120 rows").first()).toBeVisible();
  await page.getByRole("radiogroup", { name: t.data.roleOf("size") }).getByText(t.data.role.output, { exact: true }).click();
  await page.getByRole("radiogroup", { name: t.data.roleOf("price") }).getByText(t.data.role.output, { exact: true }).click();
  await trainButton(page).click();
  await trained(page, 90_000);
  await goesOn(page, context, ["size", "price"]);

  await page.getByRole("button", { name: late.predict.file.open }).click();
  const dialog = page.getByRole("dialog", { name: late.predict.file.title });
  await dialog.locator("input[type=file]").setInputFiles({ name: "new.csv", mimeType: "text/csv", buffer: Buffer.from("width,depth\n6,3\n0,2\n,\n") });
  const csv = await saved(page, () => dialog.getByRole("button", { name: late.predict.file.save }).click());
  const lines = new TextDecoder().decode(csv.bytes).trim().split(/\r?\n/);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain("size_predictions");
  expect(lines[0]).toContain("price_predictions");
  expect(lines[1]).toContain("large");
  expect(lines[2]).toContain("small");
});

test("tickets: text, numbers and categories learnt together, the whole journey", async ({ page, context }) => {
  test.setTimeout(240_000);
  await page.goto("/");
  await page.getByRole("main").getByText("Support tickets", { exact: true }).click();
  await trainButton(page).click();
  await page.getByRole("button", { name: /Stop and keep round/ }).click({ timeout: 180_000 });
  await trained(page, 60_000);
  await goesOn(page, context, ["ticket type", "action", "reply template"]);
});
