/** The steps of a journey, in the words a user reads. */
import type { Download, Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { expect } from "./fixtures.ts";

export const steps = t.shell.step;

/** A step of the rail. */
export const goTo = (page: Page, step: string) => page.getByRole("link", { name: new RegExp(`^${step}`) }).first().click();

export const trainButton = (page: Page) => page.getByRole("main").getByRole("button", { name: new RegExp(`^${t.data.train}`) }).first();

/** Waits until a run has ended by itself, its test rows are judged, and it is saved: what goes sooner is interrupted, and may be resumed. */
export async function trained(page: Page, within: number): Promise<void> {
  await expect(page.getByRole("main").getByRole("button", { name: late.train.actions.evaluate, exact: true })).toBeVisible({ timeout: within });
  await expect(page.getByText(t.shell.saving, { exact: true })).toHaveCount(0);
}

/** Everything the model answers for the row that the form shows, once it has answered. */
export async function answers(page: Page, outputs: readonly string[]): Promise<string> {
  const region = page.getByRole("region", { name: late.predict.answer.title });
  for (const output of outputs) await expect(region.getByText(output, { exact: true }).first()).toBeVisible();
  return region.innerText();
}

/** What is saved when `act` is done, as bytes. */
export async function saved(page: Page, act: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const [download] = await Promise.all<[Promise<Download>, Promise<void>]>([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** Opens a table by pasting it, as copied from a spreadsheet. */
export async function paste(page: Page, rows: readonly (readonly unknown[])[]): Promise<void> {
  await page.getByRole("button", { name: t.welcome.paste }).click();
  await page.getByLabel(t.welcome.pasteLabel).fill(rows.map((row) => row.join("\t")).join("\n"));
  await page.getByRole("button", { name: t.welcome.pasteOpen }).click();
}

/** Drops files on the page, as from the desktop. */
export async function drop(page: Page, files: Readonly<Record<string, string>>): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const [name, text] of Object.entries(given)) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  for (const event of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("body", event, { dataTransfer: data });
}

/** What has the focus, by the words it is read out with, after those of its group; empty where nothing has it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return "";
    const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? [...(element.labels ?? [])].map((label) => label.textContent) : [];
    const own = element.ariaLabel ?? (labels.length > 0 ? labels.join(" ") : element.textContent);
    return [element.closest("[role=radiogroup]")?.ariaLabel, own].filter(Boolean).join(" ").trim().replaceAll(/\s+/g, " ");
  });

/** Tab until the focus is on something that reads so; fails where it does not come there. */
export async function tabTo(page: Page, words: RegExp, most = 120): Promise<void> {
  let last = "";
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    last = await focused(page);
    if (words.test(last)) return;
  }
  throw new Error(`Tab does not lead to ${words}; the last was "${last}"`);
}
