/** Files of other formats than CSV, opened in the page under its policy: sheets to choose from, and unpackers of every kind. */
import type { Page } from "@playwright/test";
import { tableFromArrays, tableToIPC } from "apache-arrow";
import { parquetWriteBuffer } from "hyparquet-writer";
import { t } from "../../src/app/messages/index.ts";
import { rowsOf, workbook } from "../ingest/formats/excel-files.ts";
import { expect, test } from "./fixtures.ts";

async function open(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await page.goto("/");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: t.welcome.choose }).click();
  await (await chooser).setFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
}

test("a workbook: the sheet is chosen, and what does not apply is not asked", async ({ page }) => {
  const sheets = { Visits: rowsOf([["day", "who"], [1, "Ada"], [2, "Bob"]]), Patients: rowsOf([["age", "ill"], ...Array.from({ length: 30 }, (_, i) => [20 + i, i % 2 ? "yes" : "no"])]) };
  await open(page, "clinic.xlsx", workbook({ sheets }));
  const main = page.getByRole("main");
  await expect(main).toContainText(t.data.sheet("Visits", 2));
  await main.getByRole("button", { name: t.data.change, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: t.data.changeTitle });
  await expect(dialog.getByLabel(t.data.delimiterLabel)).toHaveCount(0);
  await expect(dialog.getByLabel(t.data.encodingLabel)).toHaveCount(0);
  await dialog.getByLabel(t.data.sheetLabel).selectOption("Patients");
  await dialog.getByRole("button", { name: t.data.readAgain }).click();
  await expect(main).toContainText(t.data.summary("clinic.xlsx", 30, 2));
  await expect(page.getByRole("radiogroup", { name: t.data.roleOf("ill") })).toBeVisible();
});

const data = Array.from({ length: 2000 }, (_, i) => i % 7);
const words = data.map((n) => `word ${n}`);

test("Parquet, packed by Snappy, Arrow and JSON lines open under the policy", async ({ page }) => {
  const files: readonly (readonly [name: string, bytes: Uint8Array])[] = [
    ["t.parquet", new Uint8Array(parquetWriteBuffer({ columnData: [{ name: "n", data }, { name: "w", data: words }], codec: "SNAPPY" }))],
    ["t.arrow", tableToIPC(tableFromArrays({ n: Int32Array.from(data), w: words }), "file")],
    ["t.jsonl", new TextEncoder().encode(data.map((n, i) => JSON.stringify({ n, w: words[i] })).join("\n"))],
  ];
  for (const [name, bytes] of files) {
    await open(page, name, bytes);
    await expect(page.getByRole("main")).toContainText(t.data.summary(name, 2000, 2));
  }
});

test("a damaged file is refused with its reason", async ({ page }) => {
  await open(page, "t.parquet", new TextEncoder().encode("PAR1 cut off"));
  await expect(page.getByRole("main")).toContainText(/Parquet file is damaged/);
});
