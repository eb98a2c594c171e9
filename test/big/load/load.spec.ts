/**
 * Files of a gigabyte and twenty thousand pictures in the built app: the page stays live, progress is seen, a cancel is heard, and the
 * browser's processes together stay within bounds. `FIDELIO_SCALE` makes all of it smaller: for trying, not for figures.
 */
import { mkdir, mkdtemp, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { t } from "../../../src/app/messages/index.ts";
import { expect, test } from "../../e2e/fixtures.ts";
import { trainButton } from "../../e2e/steps.ts";
import { withoutGpu } from "../../e2e/without-gpu.ts";
import { makeCsv, makeFolder, makeZip } from "./make.ts";
import { watchMemory, type MemoryWatch } from "./memory.ts";

const SCALE = Number(process.env["FIDELIO_SCALE"] ?? 1);
const SEED = Number(process.env["FIDELIO_SEED"] ?? 1);
const GIGABYTE = SCALE * 1e9;
const PICTURES = Math.round(20_000 * SCALE);
/** MiB of all processes together, milliseconds of one task of the page and until a cancel is heard, MiB that may be left after it. */
const MOST = { memory: 3000, task: 100, cancel: 2000, left: 300 } as const;

interface Visit { readonly page: Page; readonly memory: MemoryWatch }

/** Where the files are made; scripts/test-big.mjs makes the folder, and removes it. */
const FILES = process.env["FIDELIO_FILES"] ?? join(tmpdir(), "fidelio-big");

/** A browser with a profile of its own, whose files lie on the disk as a user's do. */
async function visit(playwright: { chromium: { launchPersistentContext(folder: string, options: object): Promise<BrowserContext> } }, baseURL: string | undefined, work: (visit: Visit) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "fidelio-load-"));
  const profile = join(folder, "profile");
  const context = await playwright.chromium.launchPersistentContext(profile, { ...withoutGpu, viewport: { width: 1280, height: 800 }, baseURL });
  const memory = watchMemory(profile);
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.addInitScript(() => {
      const tasks: { at: number; ms: number }[] = [];
      Object.assign(globalThis, { longTasks: tasks });
      new PerformanceObserver((list) => { for (const { startTime, duration } of list.getEntries()) tasks.push({ at: Math.round(startTime), ms: Math.round(duration) }); }).observe({ type: "longtask" });
    });
    await page.goto("/");
    await expect(page.getByRole("button", { name: t.welcome.choose, exact: true })).toBeVisible();
    await page.waitForTimeout(2500);
    await page.evaluate(() => { (globalThis as unknown as { longTasks: Task[] }).longTasks.length = 0; });
    await work({ page, memory });
  } finally {
    memory.stop();
    await context.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Task { readonly at: number; readonly ms: number }
/** Those since the page was there. */
const longTasks = (page: Page): Promise<readonly Task[]> => page.evaluate(() => (globalThis as unknown as { longTasks: readonly Task[] }).longTasks);

async function choose(page: Page, path: string): Promise<number> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: t.welcome.choose, exact: true }).click()]);
  await chooser.setFiles(path);
  return Date.now();
}

/** As from a file manager: the dialog for folders belongs to the browser. */
async function drop(page: Page, path: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) await session.send("Input.dispatchDragEvent", { type, x: 400, y: 300, data });
  return Date.now();
}

/** The shares that the bar has shown until it went, or the other thing came. */
async function shown(page: Page, until: () => Promise<boolean>): Promise<readonly number[]> {
  const shares = new Set<number>();
  while (!(await until())) {
    const share = await page.getByRole("progressbar").first().getAttribute("aria-valuenow", { timeout: 250 }).catch(() => null);
    if (share !== null) shares.add(Number(share));
    await page.waitForTimeout(100);
  }
  return [...shares];
}

const report = (name: string, figures: Readonly<Record<string, unknown>>): void => console.log(`${name}: ${JSON.stringify(figures)}`);

interface Opening { readonly name: string; readonly file: string; make(path: string): Promise<unknown>; open(page: Page, path: string): Promise<number>; readonly then?: (visit: Visit) => Promise<Readonly<Record<string, unknown>>> }

const OPENINGS: readonly Opening[] = [
  { name: "a CSV of 1 GB", file: "big.csv", make: (path) => makeCsv(path, GIGABYTE, SEED), open: choose, then: openAgainAndTrain },
  { name: "20,000 pictures in folders", file: "bars", make: (path) => makeFolder(path, PICTURES, 64, SEED), open: drop },
  { name: "a zip of 1 GB with 20,000 pictures", file: "bars.zip", make: (path) => makeZip(path, PICTURES, 128, SEED), open: choose, then: trainSome },
];

for (const { name, file, make } of OPENINGS) {
  test(`${name}: is made`, async () => {
    test.setTimeout(1_200_000);
    await mkdir(FILES, { recursive: true });
    const path = join(FILES, file);
    if (await stat(path).catch(() => null)) return; // by an earlier run
    await make(`${path}.part`);
    await rename(`${path}.part`, path);
  });
}

for (const { name, file, open, then } of OPENINGS) {
  test(`${name}: opens with progress, within bounds, and a cancel is heard`, async ({ playwright, baseURL }) => {
    test.setTimeout(1_500_000);
    await visit(playwright, baseURL, async (here) => {
      const { page, memory } = here;
      const path = join(FILES, file);
      const idle = memory.now;

      await open(page, path);
      await expect(page.getByRole("progressbar")).toBeVisible();
      await page.waitForTimeout(2500 * Math.sqrt(SCALE));
      const cancelled = Date.now();
      await page.getByRole("button", { name: t.shell.cancel }).click();
      await expect(page.getByRole("button", { name: t.welcome.choose, exact: true })).toBeVisible();
      const cancel = Date.now() - cancelled;
      // What was read is garbage now, which the browser collects in its own time.
      await expect.poll(() => memory.now - idle, { timeout: 30_000 }).toBeLessThan(MOST.left).catch(() => {});
      const afterCancel = memory.now;

      const began = await open(page, path);
      const shares = await shown(page, () => trainButton(page).isVisible());
      const opened = Date.now() - began;
      await expect.poll(() => dataSetsKept(page), { timeout: 300_000 }).toBe(1);
      const kept = Date.now() - began;
      const tasks = await longTasks(page);
      const figures = { seconds: opened / 1000, kept: kept / 1000, longest: Math.max(0, ...tasks.map(({ ms }) => ms)), tasks, cancel, memory: { idle, afterCancel, opened: memory.now, peak: memory.peak, parts: memory.parts }, shares: shares.length };
      report(name, figures);
      const more = then ? await then(here) : {};
      report(name, { ...more, peak: memory.peak, parts: memory.parts });

      expect.soft(shares.length, "shares of the progress bar").toBeGreaterThan(3);
      expect.soft(cancel, "milliseconds until a cancel is heard").toBeLessThan(MOST.cancel);
      expect.soft(afterCancel, "MiB after a cancel").toBeLessThan(idle + MOST.left);
      expect.soft((await longTasks(page)).filter(({ ms }) => ms > MOST.task), "long tasks of the page").toEqual([]);
      expect.soft(memory.peak, "MiB of all processes").toBeLessThan(MOST.memory);
    });
  });
}

/** In the browser's storage. */
const dataSetsKept = (page: Page): Promise<number> =>
  page.evaluate(() => new Promise<number>((resolve, reject) => {
    const opening = indexedDB.open("fidelio");
    opening.onerror = () => reject(new Error("the database does not open"));
    opening.onsuccess = () => {
      const counting = opening.result.transaction("dataset").objectStore("dataset").count();
      counting.onsuccess = () => {
        opening.result.close();
        resolve(counting.result);
      };
    };
  }));

/** As on the next day, when the table comes from the browser's storage. */
async function openAgain({ page, memory }: Visit): Promise<Readonly<Record<string, unknown>>> {
  await page.reload();
  const began = Date.now();
  await expect(trainButton(page)).toBeVisible({ timeout: 120_000 });
  return { secondsAgain: (Date.now() - began) / 1000, again: memory.now };
}

/** And trains on it: the features are fitted on all rows, which then stream from their file. */
async function openAgainAndTrain(visit: Visit): Promise<Readonly<Record<string, unknown>>> {
  const again = await openAgain(visit);
  report("opened again", { ...again, peak: visit.memory.peak });
  await visit.page.getByRole("button", { name: "left", exact: true }).first().click();
  return { ...again, ...(await trainSome(visit)) };
}

/** Trains until rows stream from their file: a few steps of the first epoch, then a stop. */
async function trainSome({ page, memory }: Visit): Promise<Readonly<Record<string, unknown>>> {
  const began = Date.now();
  await trainButton(page).click();
  const step = page.getByText(/\d rows\/s|rows a second/).first();
  await expect(step).toBeVisible({ timeout: 600_000 });
  return { secondsToSteps: (Date.now() - began) / 1000, training: memory.now };
}
