/** A whole journey without a pointer: whoever cannot use a mouse gets from the first screen to a prediction. */
import { chromiumFlags } from "../../scripts/browser.mjs";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { seededRandom } from "../../src/engine/data/random.ts";
import { expect, test } from "./fixtures.ts";
import { focused, saved, tabTo, trained } from "./steps.ts";
import type { Page } from "@playwright/test";

// Without WebGPU: the app then computes by WebAssembly, which starts at once.
test.use({ launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: chromiumFlags.filter((flag) => !/webgpu/.test(flag)) }) });

test("penguins without a mouse: opened, trained, judged, asked", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("main").getByText("Penguins", { exact: true })).toBeVisible();
  await tabTo(page, /^Penguins/);
  await page.keyboard.press("Enter");

  // The columns are judged once the engine is there.
  await expect(page.getByRole("main").getByRole("button", { name: t.data.train, exact: true })).not.toHaveAttribute("aria-disabled");

  // A role by arrow keys, undone again by the keys of undo.
  await expect(page.getByRole("heading", { level: 1, name: t.data.title })).toBeFocused();
  const role = page.getByRole("radiogroup", { name: t.data.roleOf("Island") });
  await role.getByRole("radio", { checked: true }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: t.shell.undoWhat(t.data.roleChanged("Island", t.data.role.output)) })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(role.getByRole("radio", { name: t.data.role.input })).toBeChecked();

  // The list of keys, closed by Esc; single keys are for whoever wants them.
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: t.shell.shortcuts });
  await expect(list).toBeVisible();
  await page.keyboard.press("2");
  await expect(list).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await page.keyboard.press("2");
  await expect(page.getByRole("heading", { level: 1, name: late.model.title })).toBeFocused();

  // What is typed is typed.
  await page.getByRole("textbox", { name: late.model.editor.label }).focus();
  await page.keyboard.type("# 1?t");
  await expect(page.getByRole("heading", { level: 1, name: late.model.title })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Escape");

  // A chord that no text makes anything of acts from within it.
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1, name: late.train.title })).toBeFocused();
  await expect(page.getByRole("main").getByRole("button", { name: late.train.actions.evaluate, exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("main").getByRole("status").filter({ hasText: /Stopped by itself|All rounds/ })).toHaveCount(1);
  await tabTo(page, new RegExp(`^${late.train.actions.evaluate}$`));
  await page.keyboard.press("Enter");

  // A matrix is one stop; arrow keys walk in it, Enter shows the rows behind a cell.
  await expect(page.getByRole("heading", { level: 1, name: late.evaluate.title })).toBeFocused();
  await tabTo(page, /^true Adelie, predicted Adelie/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: late.evaluate.rows.table })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  expect(await focused(page)).not.toMatch(/predicted Adelie/);

  // A word of the field, explained and put away again.
  await page.getByRole("button", { name: "balanced accuracy" }).first().focus();
  await expect(page.getByRole("tooltip").filter({ hasText: t.glossary.balancedAccuracy.meaning })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tooltip").filter({ hasText: t.glossary.balancedAccuracy.meaning })).toBeHidden();

  await page.keyboard.press("5");
  await expect(page.getByRole("heading", { level: 1, name: late.predict.title })).toBeFocused();
  const answer = page.getByRole("region", { name: late.predict.answer.title });
  await expect(answer.getByText("Species", { exact: true }).first()).toBeVisible();
  const before = await answer.innerText();
  await tabTo(page, new RegExp(late.predict.form.slider("Beak Length")));
  await page.keyboard.press("End");
  await tabTo(page, new RegExp(late.predict.form.slider("Flipper Length")));
  await page.keyboard.press("End");
  await expect.poll(() => answer.innerText()).not.toBe(before);
});

/** 400 beasts, some with a slip of the decimal sign; what they weigh, whether they swim and which kind they are follows from the rest, but for noise. */
function beasts(): string {
  const random = seededRandom(9, "beasts");
  const rows = Array.from({ length: 400 }, (_, i) => {
    const [length, girth, teeth] = [20 + 60 * random(), 10 + 30 * random(), Math.floor(12 + 8 * random())];
    const weight = 0.4 * length + 0.9 * girth + 6 * random();
    return [1001 + i, (i % 157 === 40 ? 1000 : 1) * Number(length.toFixed(1)), girth.toFixed(1), teeth, weight.toFixed(1), length + 8 * random() > 54 ? "yes" : "no", girth + 3 * random() > 30 ? "bear" : girth + 3 * random() > 21 ? "lynx" : "fox"].join(",");
  });
  return ["nr,length,girth,teeth,weight,swims,kind", ...rows].join("\n");
}

/** The focus is somewhere. */
async function hasFocus(page: Page): Promise<void> {
  await expect.poll(() => focused(page)).not.toBe("");
}
/** What a key does, it leaves the focus somewhere. */
async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await hasFocus(page);
}

/** A file, and what each of its columns is for. */
async function opensBeasts(page: Page): Promise<void> {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const chooser = page.waitForEvent("filechooser"); // asked for in good time: the browser has to be told that a dialog will be answered
  await tabTo(page, new RegExp(`^${t.welcome.choose}$`));
  await page.keyboard.press("Enter");
  await (await chooser).setFiles({ name: "beasts.csv", mimeType: "text/csv", buffer: Buffer.from(beasts()) });
  await expect(page.getByRole("heading", { level: 1, name: t.data.title })).toBeFocused();
  await expect(page.getByRole("main").getByRole("button", { name: t.data.train, exact: true })).toBeVisible();

  for (const [column, role] of [["nr", "input"], ["length", "input"], ["girth", "input"], ["teeth", "input"], ["weight", "output"], ["swims", "output"], ["kind", "output"]] as const) {
    const group = page.getByRole("radiogroup", { name: t.data.roleOf(column) });
    await tabTo(page, new RegExp(`^${t.data.roleOf(column)} `));
    for (let i = 0; i < 3 && !(await group.getByRole("radio", { name: t.data.role[role] }).isChecked()); i++) await press(page, "ArrowRight");
  }
}

/** A finding's rows, its fix and that undone: of the config, and of the data. */
async function mends(page: Page): Promise<void> {
  const panel = page.getByRole("complementary", { name: t.doctor.title });
  await press(page, "2");
  await press(page, "1");
  await tabTo(page, /^Doctor/);
  await press(page, "Enter");
  await expect(panel.getByRole("heading", { name: t.doctor.title })).toBeFocused();
  await expect(panel.getByRole("status")).toHaveText(/worst first/);
  await tabTo(page, /^Show 3 rows$/);
  await press(page, "Enter");
  await expect(page.getByRole("main")).toContainText(t.doctor.only(3, 3));
  await press(page, "Enter");
  await expect(page.getByRole("main")).not.toContainText(t.doctor.only(3, 3));
  const numbered = panel.getByRole("heading", { name: /^nr numbers the rows/ });
  await tabTo(page, /^Leave nr out$/);
  await press(page, "Enter");
  await expect(numbered).toHaveCount(0);
  await expect.poll(() => focused(page)).toMatch(/values of length lie far beyond/);
  await press(page, "Control+z");
  await expect(numbered).toHaveCount(1);
  await press(page, "Control+Shift+z");
  await expect(numbered).toHaveCount(0);
  await tabTo(page, /^Empty 3 cells$/);
  await press(page, "Enter");
  await expect(panel.getByRole("heading", { name: /values of length/ })).toHaveCount(0);
  await hasFocus(page);
  await tabTo(page, new RegExp(`^${t.changes.link(1)}$`));
  await press(page, "Enter");
  const changes = page.getByRole("dialog", { name: late.changesFile.title });
  await expect(changes).toBeVisible();
  await tabTo(page, new RegExp(`^${late.changesFile.takeBackWhat("")}`), 5);
  await press(page, "Enter");
  await expect(changes.getByRole("listitem")).toHaveCount(0);
  await press(page, "Escape");
  await expect(panel.getByRole("heading", { name: /values of length/ })).toHaveCount(1);
  await tabTo(page, /^Empty 3 cells$/);
  await press(page, "Enter");
  await tabTo(page, new RegExp(`^${t.doctor.close}$`));
  await press(page, "Enter");
  await expect.poll(() => focused(page)).toMatch(/^Doctor/);
}

/** The type of a column, and that undone. */
async function changesAType(page: Page): Promise<void> {
  await tabTo(page, /^teeth$/);
  await press(page, "Enter");
  await tabTo(page, new RegExp(`^${t.data.typeLabel}`));
  const type = page.getByRole("complementary").getByRole("combobox").first();
  const was = await type.inputValue();
  await press(page, "ArrowDown");
  await expect(type).not.toHaveValue(was);
  await press(page, "Control+z");
  await expect(type).toHaveValue(was);
}

/** The diagram opens the form of each of its parts. */
async function walksTheDiagram(page: Page): Promise<void> {
  await press(page, "Tab"); // a list takes figures for itself
  await press(page, "2");
  await expect(page.getByRole("heading", { level: 1, name: late.model.title })).toBeFocused();
  await tabTo(page, /^length/);
  await press(page, "ArrowRight");
  expect(await focused(page)).toMatch(new RegExp(`^${late.model.form.of(late.model.form.encoder, "length")}`));
  await press(page, "Enter");
  const settings = page.getByRole("group", { name: late.model.form.settings("length") });
  await expect(settings.getByRole("heading", { name: late.model.form.encoder })).toBeFocused();
}

/** A key that is misspelt and its fix; a key by completion. */
async function writesYaml(page: Page): Promise<void> {
  const editor = page.getByRole("textbox", { name: late.model.editor.label });
  await tabTo(page, new RegExp(`^${late.model.editor.label}`), 200);
  await press(page, "Control+End");
  await page.keyboard.type("  steps_per_chekpoint: 0");
  await expect(editor).toContainText(/steps_per_checkpoint/); // in the sentence of the problem
  await tabTo(page, /steps_per_checkpoint/, 1);
  await press(page, "Enter");
  await expect(editor.locator(".cm-line").last()).toHaveText("  steps_per_checkpoint: 0");
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\neval_ba");
  await expect(page.getByRole("option", { name: /eval_batch_size/ })).toBeVisible();
  await page.waitForTimeout(100); // a list that has only just come takes no key, lest it be taken unseen
  await page.keyboard.press("Enter");
  await expect(editor.locator(".cm-line").last()).toHaveText(/^  eval_batch_size: /);
  await page.keyboard.type("64");
}

/** A run by keys alone, to its evaluation. */
async function trains(page: Page): Promise<void> {
  await press(page, "Shift+Tab"); // out of the text, whose keys are its own
  await expect(page.getByText(late.model.problems.none, { exact: true })).toBeVisible();
  await press(page, "t");
  await expect(page.getByRole("heading", { level: 1, name: late.train.title })).toBeFocused();
  await trained(page, 60_000);
  await tabTo(page, new RegExp(`^${late.train.actions.evaluate}$`));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: late.evaluate.title })).toBeFocused();
}

/** A cell's rows; a label corrected in place, and that undone. */
async function correctsALabel(page: Page): Promise<void> {
  const rows = page.getByRole("region", { name: late.evaluate.rows.table });
  await tabTo(page, /^true bear, predicted bear/);
  await press(page, "Enter");
  await expect(rows).toBeVisible();
  await tabTo(page, /^bear\. Correct kind in row/);
  const place = (await focused(page)).replace(/^bear/, "");
  await press(page, "Enter");
  await press(page, "ArrowDown");
  await press(page, "Escape");
  await expect.poll(() => focused(page)).toBe(`bear${place}`);
  await press(page, "Enter");
  await press(page, "ArrowDown");
  await press(page, "Enter");
  await expect.poll(() => focused(page)).toBe(`lynx${place}`);
  await expect(page.getByRole("main")).toContainText(late.evaluate.rows.changes(2));
  await tabTo(page, new RegExp(`^${t.shell.undo}$`));
  await press(page, "Enter");
  await expect(page.getByRole("main")).toContainText(late.evaluate.rows.changes(1));
  await rows.evaluate((box) => box.scrollTo({ top: 0 })); // the way here led down through all rows
  await expect(rows.getByRole("button", { name: `bear${place}` })).toBeVisible();
  await hasFocus(page);
}

/** What a threshold makes of the rows, a bar of a histogram, a point of a curve. */
async function looksBehindMarks(page: Page): Promise<void> {
  const behind = (label: RegExp) => expect(page.getByRole("main").getByRole("status").filter({ hasText: label })).toHaveCount(1);
  await tabTo(page, new RegExp(`^${late.charts.thresholds.threshold} ?\\d`), 200);
  const found = page.getByRole("table", { name: /What a threshold of/ });
  const before = await found.innerText();
  for (let i = 0; i < 12; i++) await press(page, "PageDown");
  await expect.poll(() => found.innerText()).not.toBe(before);
  await tabTo(page, /found$/);
  await press(page, "Enter");
  await behind(/swims/);
  await tabTo(page, /^On average it guesses/);
  await press(page, "Home");
  await press(page, "Enter");
  await behind(/^\d+ rows?: weight: error/);
  // Its rows are the next stop, and Esc puts them away and leads back.
  await press(page, "Tab");
  await expect.poll(() => focused(page)).toMatch(new RegExp(`${late.evaluate.rows.clear}$`));
  await press(page, "Escape");
  await expect.poll(() => focused(page)).toMatch(/^On average it guesses/);
  await tabTo(page, /^Of one yes and one other/);
  await press(page, "ArrowLeft");
  await press(page, "Enter");
  await behind(/rows: swims/);
}

/** A second run beside the first: starred, with a note, and saved as a file. */
async function compares(page: Page): Promise<void> {
  await press(page, "2");
  await expect(page.getByRole("heading", { level: 1, name: late.model.title })).toBeFocused();
  await tabTo(page, /^Epochs/);
  await page.keyboard.type("5");
  await press(page, "Control+Enter"); // at once, from within the field: what is typed is trained
  await expect(page.getByRole("heading", { level: 1, name: late.train.title })).toBeFocused();
  await trained(page, 60_000);
  await press(page, "4");
  await tabTo(page, new RegExp(`^${late.evaluate.compare}$`));
  await press(page, "Enter");
  await expect(page.getByRole("heading", { level: 1, name: late.runs.title })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("epochs: 5");
  await tabTo(page, /^Star /);
  await press(page, "Enter");
  await expect.poll(() => focused(page)).toMatch(/^Take the star/);
  await tabTo(page, new RegExp(late.runs.noNote));
  await press(page, "Enter");
  await page.keyboard.type("fewer epochs");
  await press(page, "Enter");
  await expect.poll(() => focused(page)).toMatch(/^fewer epochs/);
  await tabTo(page, new RegExp(`^${late.runs.export.label}$`));
  await press(page, "Enter");
  const { name } = await saved(page, () => page.keyboard.press("Enter"));
  expect(name).toBe(late.runs.files.table);
  await hasFocus(page);
}

test("the workbench without a mouse: mended, changed in three views, judged row by row, compared", async ({ page }) => {
  await opensBeasts(page);
  await mends(page);
  await changesAType(page);
  await walksTheDiagram(page);
  await writesYaml(page);
  await trains(page);
  await correctsALabel(page);
  await looksBehindMarks(page);
  await compares(page);
});
