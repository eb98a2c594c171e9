/** A whole journey without a pointer: whoever cannot use a mouse gets from the first screen to a prediction. */
import { chromiumFlags } from "../../scripts/browser.mjs";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { expect, test } from "./fixtures.ts";
import type { Page } from "@playwright/test";

// Without WebGPU: the app then computes by WebAssembly, which starts at once.
test.use({ launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: chromiumFlags.filter((flag) => !/webgpu/.test(flag)) }) });

/** What has the focus, by the words it is read out with. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element instanceof HTMLElement ? (element.ariaLabel ?? element.textContent).trim().replaceAll(/\s+/g, " ") : "";
  });

/** Tab until the focus is on something that reads so; fails where it comes round without meeting it. */
async function tabTo(page: Page, words: RegExp, most = 80): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    if (words.test(await focused(page))) return;
  }
  throw new Error(`Tab does not lead to ${words}; the last was "${await focused(page)}"`);
}

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

  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { level: 1 }).focus();
  await page.keyboard.press("t");
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
  await tabTo(page, /^Beak Length.*histogram|slider|Beak Length/i);
  await page.keyboard.press("End");
  await tabTo(page, /Flipper Length/i);
  await page.keyboard.press("End");
  await expect.poll(() => answer.innerText()).not.toBe(before);
});
