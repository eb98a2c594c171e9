/**
 * From a dropped table with ten planted faults to a better model, by the buttons of the doctor alone. That findings and remedies are right, Node shows
 * (test/app/doctor.test.ts); here each button is pressed, and what follows goes through all workers to the screen and comes out as a file.
 */
import type { Locator, Page } from "@playwright/test";
import { chromiumFlags } from "../../scripts/browser.mjs";
import { words } from "../../src/messages/en/doctor.ts";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { kinds, LABELS } from "../support/kinds.ts";
import { asCsv, spoilt, standardErrorOf, trees } from "../support/trees.ts";
import { expect, test } from "./fixtures.ts";
import { drop, focused, goTo, saved, steps, trainButton, trained } from "./steps.ts";

// Without WebGPU: the app then computes by WebAssembly, which starts at once.
test.use({ launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: chromiumFlags.filter((flag) => !/webgpu/.test(flag)) }) });

const CLEAN = 1500;
/** What each planted fault is told by: the beginning of a sentence of its own, and the button that mends it. */
const FAULTS: readonly (readonly [sentence: RegExp, button: RegExp])[] = [
  [/^code is health in other words/, /^Leave code out$/],
  [/^Whether inspected is missing/, /^Leave inspected out$/],
  [/ stand in the table again/, /^Leave \d+ rows out$/],
  [/ in nearly the same form\.$/, /^Leave \d+ rows out$/],
  [/^In health, .+ another spelling of “good”/, /^Read all as “good”$/],
  [/^-999 stands in \d+ rows of girth/, /^Read -999 as missing$/],
  [/^1 class of health .+“unclear”/, /^Leave 2 rows out$/],
  [/^nr numbers the rows/, /^Leave nr out$/],
  [/values of height lie far beyond/, /^Empty \d+ cells$/],
  [/^site is “park” in every row/, /^Leave site out$/],
];

const panel = (page: Page): Locator => page.getByRole("complementary", { name: t.doctor.title });
const finding = (page: Page, sentence: RegExp): Locator => panel(page).getByRole("article").filter({ has: page.getByRole("heading", { name: sentence }) });
const looked = (page: Page) => expect(panel(page).getByRole("status")).toHaveText(new RegExp(`worst first|${late.doctor.nothing}`));

/** The share of clean rows that the model of the last run names rightly, by a file on the Predict screen. */
async function accuracy(page: Page): Promise<number> {
  const rows = trees(CLEAN, 2);
  await goTo(page, steps.predict);
  await page.getByRole("button", { name: late.predict.file.open }).click();
  const dialog = page.getByRole("dialog", { name: late.predict.file.title });
  await dialog.locator("input[type=file]").setInputFiles({ name: "clean.csv", mimeType: "text/csv", buffer: Buffer.from(asCsv(rows)) });
  const { bytes } = await saved(page, () => dialog.getByRole("button", { name: late.predict.file.save }).click());
  await dialog.getByRole("button", { name: t.shell.close }).click();
  const [head, ...lines] = new TextDecoder().decode(bytes).trim().split(/\r?\n/).map((line) => line.split(","));
  const answer = head!.indexOf("health_predictions");
  expect(lines).toHaveLength(CLEAN);
  return lines.filter((line, i) => line[answer] === rows[i]!["health"]).length / CLEAN;
}

test("a table with ten faults is mended by the doctor's buttons, and its model is better on clean rows by more than its standard error", async ({ page }) => {
  await page.goto("/");
  await drop(page, { "trees.csv": asCsv(spoilt(700)) });
  for (const column of ["nr", "girth", "height", "age", "kind", "site", "inspected", "code", "health"]) {
    await page.getByRole("radiogroup", { name: t.data.roleOf(column) }).getByText(column === "health" ? t.data.role.output : t.data.role.input, { exact: true }).click();
  }
  await trainButton(page).click();
  await trained(page, 60_000);
  const before = await accuracy(page);

  await goTo(page, steps.data);
  await page.getByRole("main").getByRole("button", { name: t.doctor.title }).click();
  await looked(page);
  for (const [sentence] of FAULTS) await expect(finding(page, sentence)).toHaveCount(1);

  // The rows behind a finding, and those alone.
  const twice = finding(page, FAULTS[2]![0]);
  await twice.getByRole("button", { name: late.doctor.rows(120) }).click();
  await expect(page.getByRole("main")).toContainText(t.doctor.only(120, 120));
  await page.getByRole("button", { name: t.doctor.showAll }).click();

  // A fix of the config is undone and done again; then one of the data.
  const [copied, repeated] = [FAULTS[0]!, FAULTS[2]!];
  await finding(page, copied[0]).getByRole("button", { name: copied[1] }).click();
  await expect(finding(page, copied[0])).toHaveCount(0);
  await page.getByRole("button", { name: t.shell.undoWhat(words.remedy.off("code")) }).click();
  await expect(finding(page, copied[0])).toHaveCount(1);
  await looked(page);
  await page.getByRole("button", { name: t.shell.redoWhat(words.remedy.off("code")) }).click();
  await expect(finding(page, copied[0])).toHaveCount(0);
  await looked(page);
  await finding(page, repeated[0]).getByRole("button", { name: repeated[1] }).click();
  await expect(finding(page, repeated[0])).toHaveCount(0);
  await page.getByRole("region", { name: t.shell.notices }).getByRole("button", { name: t.changes.undo }).click();
  await expect(finding(page, repeated[0])).toHaveCount(1);

  for (const [sentence, button] of FAULTS.slice(1)) {
    await looked(page);
    await finding(page, sentence).getByRole("button", { name: button }).first().click();
    await expect(finding(page, sentence)).toHaveCount(0);
    await expect.poll(() => focused(page)).not.toBe("");
  }
  await trainButton(page).click();
  await trained(page, 60_000);
  const after = await accuracy(page);

  // What was changed was written beside the table, and both come back.
  await goTo(page, steps.data);
  const changes = await page.getByRole("button", { name: /^\d+ changes$/ }).innerText();
  await page.reload();
  await expect(page.getByRole("button", { name: changes, exact: true })).toBeVisible();
  await expect(page.getByRole("main").getByRole("row").nth(1).getByRole("cell").first()).toHaveText(/^\d+$/);

  expect(after - before).toBeGreaterThan(standardErrorOf(before, after, CLEAN));
});

test("labels that a model denies are found after a run, and most of the surest are right once its answers were taken", async ({ page }) => {
  const { spoilt: given, truth, wrong } = kinds(1);
  const rows = given.kind.map((kind, i) => ({ width: given.width[i]!, height: given.height[i]!, kind }));
  await page.goto("/");
  await drop(page, { "kinds.csv": asCsv(rows) });
  await page.getByRole("radiogroup", { name: t.data.roleOf("kind") }).getByText(t.data.role.output, { exact: true }).click();
  await page.getByRole("main").getByRole("button", { name: t.doctor.title }).click();
  await looked(page);
  const denied = finding(page, /^\d+ labels of kind may be wrong/);
  await expect(denied).toHaveCount(0);
  await trainButton(page).click();
  await trained(page, 60_000);
  await goTo(page, steps.data);
  await page.getByRole("main").getByRole("button", { name: t.doctor.title }).click();
  await expect(denied).toHaveCount(1, { timeout: 60_000 });

  await denied.getByRole("button", { name: /^Show \d+ rows$/ }).click();
  const shown = page.getByRole("main").getByRole("row").filter({ has: page.getByRole("rowheader") });
  const row = Number(await shown.first().getByRole("rowheader").innerText()) - 1;
  await expect(shown.first().getByRole("cell").last()).toHaveText(given.kind[row]!);
  const suspects = await shown.getByRole("rowheader").allInnerTexts();
  expect(suspects.slice(0, 10).filter((number) => wrong.has(Number(number) - 1)).length).toBeGreaterThanOrEqual(8);
  await page.getByRole("button", { name: t.doctor.showAll }).click();
  await denied.getByRole("button", { name: /^Take the model's answer in \d+ rows$/ }).click();
  await expect(page.getByRole("button", { name: t.changes.link(1), exact: true })).toBeVisible();
  const { bytes } = await saved(page, async () => {
    await page.getByRole("button", { name: t.changes.link(1), exact: true }).click();
    await page.getByRole("dialog", { name: late.changesFile.title }).getByRole("button", { name: late.changesFile.export, exact: true }).click();
  });
  const { changes: [change] } = JSON.parse(new TextDecoder().decode(bytes)) as { changes: { cells: { row: number; to: string }[] }[] };
  const right = change!.cells.filter(({ row: at, to }) => to === LABELS[truth[at]!]).length;
  expect(right / change!.cells.length).toBeGreaterThan(0.8);
});
