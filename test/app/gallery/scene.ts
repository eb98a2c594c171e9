import { mount, type Component } from "svelte";
import type { AppState } from "../../../src/app/state/app.svelte.ts";
import type { Step } from "../../../src/app/state/route.ts";
import App from "../../../src/app/App.svelte";
import { disk, openPage, type Disk } from "../support/ports.ts";
import { columns, table } from "../fixtures/penguins.ts";
import Frame from "./Frame.svelte";

/** Draws one state of one screen; what it gives back is unmounted before the next. */
export type Scene = (target: Element) => Promise<Record<string, unknown>>;

/** The penguins as a file, so that the real reader profiles them. */
export const penguinsFile = (): File => new File([[columns.join(","), ...table.map((row) => columns.map((column) => row[column] ?? "").join(","))].join("\n")], "penguins.csv");

export type Page = ReturnType<typeof openPage>;

/** The real app over its real state, brought into a state first. */
export const inApp = (prepare: (page: Page, disk: Disk) => Promise<unknown>, act: () => unknown = () => {}): Scene => async (target) => {
  const kept = disk();
  const page = openPage(kept);
  await page.app.start();
  await prepare(page, kept);
  const shown = mount(App, { target, props: { app: page.app } });
  await until("a screen, fetched when it is first shown", () => target.querySelector("h1"));
  await act();
  await settled();
  return shown;
};

let framed: Promise<AppState> | null = null;
async function penguinsProject(): Promise<AppState> {
  const { app } = openPage(disk());
  await app.start();
  await app.openFile(penguinsFile());
  await app.project?.setRole("Species", "output");
  return app;
}

/** One screen between the rail and the tabs, with made-up props. */
export const framedScreen = (step: Step, screen: Component<never>, given: object): Scene => async (target) => {
  framed ??= penguinsProject();
  const shown = mount(Frame, { target, props: { app: await framed, step, screen, given } });
  await settled();
  for (let frame = 0; frame < 300 && target.querySelector(".charts[aria-busy=true]"); frame++) await settled();
  return shown;
};

/** Two frames: effects have run, and charts have been drawn at their width. */
export const settled = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/** Frame after frame until it is so, and drawn; an error after ten seconds. */
export async function until(what: string, isSo: () => unknown): Promise<void> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > 10_000) throw new Error(`not within ten seconds: ${what}`);
    await new Promise((done) => setTimeout(done, 4));
  }
  await settled();
}

/** Clicks the button or label that reads so, or begins so. */
export function press(words: string, whole = true): void {
  const found = pressable(words, whole);
  if (!found) throw new Error(`nothing to press reads ${words}`);
  found.click();
}

/** What `press` would click. */
export function pressable(words: string, whole = true): HTMLElement | undefined {
  const reads = (text: string) => (whole ? text.trim() === words : text.trim().startsWith(words));
  return [...document.querySelectorAll<HTMLElement>("button, label, summary, [role=tab]")].find((one) => reads(one.textContent) || reads(one.ariaLabel ?? ""));
}

/** Chooses the option that reads so, or holds it: in another language it may begin in another way. */
export function choose(words: string, whole = true): void {
  const option = [...document.querySelectorAll("option")].find(({ textContent }) => (whole ? textContent.trim() === words : textContent.includes(words)));
  const select = option?.closest("select");
  if (!option || !select) throw new Error(`nothing to choose reads ${words}`);
  select.value = option.value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}
