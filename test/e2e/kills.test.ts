/**
 * A long run that is killed again and again, at moments and in ways drawn from a seed: nothing that was saved may be lost, every run
 * must go on, and what ends must end where an uninterrupted run ends. Twenty kills; `FIDELIO_KILLS` asks for more, `FIDELIO_SEED`
 * for another sequence.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { t } from "../../src/app/messages/index.ts";
import { late } from "../../src/app/messages/late.ts";
import { expect, test } from "./fixtures.ts";
import { ofStore, readKept, type Kept } from "./kills/kept.ts";
import { kill, leavesNoPage, WAYS, type Way } from "./kills/ways.ts";
import { goTo, steps } from "./steps.ts";
import { openTable } from "./table.ts";
import { withoutGpu } from "./without-gpu.ts";

const KILLS = Number(process.env["FIDELIO_KILLS"] ?? 20);
const SEED = Number(process.env["FIDELIO_SEED"] ?? 7);
/** No longer than this does a run go on before it is killed, in milliseconds: some checkpoints come to pass in it, others do not. */
const LONGEST = 2500;
/** Another table is brought in at every so many kills, so that data on their way in are killed too. */
const IMPORT_EVERY = 4;

test(`after each of ${KILLS} kills everything saved is there, and the run goes on to where it would have ended`, async ({ playwright, baseURL, viewport }) => {
  test.setTimeout(120_000 + KILLS * 20_000);
  const profile = await mkdtemp(join(tmpdir(), "fidelio-kills-"));
  const context = await playwright.chromium.launchPersistentContext(profile, { ...withoutGpu, viewport, ...(baseURL === undefined ? {} : { baseURL }) });
  const random = randomFrom(SEED);
  const told: string[] = [];
  let resumable = 0;
  try {
    let page = await newPage(context);
    const address = await projectAt(page);
    const whole = await finishedRun(page);

    for (let k = 1; k <= KILLS; k++) {
      const way = WAYS[Math.floor(random() * WAYS.length)] as Way;
      const wait = random() * LONGEST;
      const step = 1 + Math.floor(random() * 12);
      told.push(`kill ${k}: ${way} after ${Math.round(wait)} ms${way === "storage step" ? `, at step ${step}` : ""}`);
      const before = await readKept(page);
      await startOrResume(page);
      if (k % IMPORT_EVERY === 0) await bringIn(page, k);
      await page.waitForTimeout(wait);
      told.push(`  ${await kill(page, way, step)}`);
      if (leavesNoPage(way)) page = await newPage(context);
      await page.goto(address);
      await expect(startButton(page).or(goingOn(page)).first()).toBeEnabled({ timeout: 30_000 });
      const after = await readKept(page);
      expect(lost(before, after), told.join("\n")).toEqual([]);
      expect(after.damaged, told.join("\n")).toEqual([]);
      if (ofStore(after, "checkpoint").length > 0) resumable += 1;
    }
    const last = await finishedRun(page);
    const runs = ofStore(await readKept(page), "run");
    // Equal to the last bit: every figure of every round, and the weights.
    for (const run of runs) expect([run.rounds, run.hashes["weights"]], told.join("\n")).toEqual([whole.rounds, whole.hashes["weights"]]);
    expect(last.rounds).toBe(whole.rounds);
    expect(ofStore(await readKept(page), "unfinished")).toEqual([]);
    // Not all kills come before the first checkpoint: what went on, went on from somewhere.
    expect(resumable, told.join("\n")).toBeGreaterThan(KILLS / 4);
    if (process.env["FIDELIO_KILLS"]) console.info(told.join("\n"));
  } catch (cause) {
    console.info(`FIDELIO_SEED=${SEED}\n${told.join("\n")}`);
    throw cause;
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  }
});

/** A page that may be left without being asked whether one wants to. */
async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.on("dialog", (dialog) => void dialog.accept());
  return page;
}

/** Makes the project, and gives the address of its Train step. */
async function projectAt(page: Page): Promise<string> {
  await openTable(page);
  await goTo(page, steps.train);
  return page.url();
}

/** Resume where a run was interrupted, Train where none goes on. */
const startButton = (page: Page) =>
  page.getByRole("main").getByRole("button", { name: new RegExp(`^(${late.train.interrupted.resume}|${late.train.actions.again}|${late.train.actions.train})$`) });

/** What a run has that goes on: one outlives the worker that read its table. */
const goingOn = (page: Page) => page.getByRole("main").getByRole("button", { name: late.train.actions.pause, exact: true });

async function startOrResume(page: Page): Promise<void> {
  if ((await goingOn(page).count()) > 0) return;
  const resume = page.getByRole("button", { name: late.train.interrupted.resume, exact: true });
  await ((await resume.count()) > 0 ? resume.first() : startButton(page).first()).click();
}

/** Starts or resumes, waits for the end, and gives the run as it was kept. */
async function finishedRun(page: Page): Promise<Kept["records"][string]> {
  const before = new Set(Object.keys((await readKept(page)).records));
  await startOrResume(page);
  await expect.poll(async () => Object.entries((await readKept(page)).records).filter(([key]) => key.startsWith("run ") && !before.has(key)).length, { timeout: 90_000 }).toBe(1);
  const { records } = await readKept(page);
  return Object.entries(records).find(([key]) => key.startsWith("run ") && !before.has(key))![1];
}

/** Another table comes in, and may not get far. */
async function bringIn(page: Page, k: number): Promise<void> {
  await page.goto("./#/");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: t.welcome.choose }).click();
  const rows = Array.from({ length: 200 + k }, (_, i) => `${i},${i % 3 ? "x" : "y"}`);
  await (await chooser).setFiles({ name: `table ${k}.csv`, mimeType: "text/csv", buffer: Buffer.from(["a,b", ...rows].join("\n")) });
}

/** What was saved before and is not there any more, or is another. Checkpoints and requests go when their run is kept. */
function lost(before: Kept, after: Kept): readonly string[] {
  return Object.entries(before.records).flatMap(([key, record]) => {
    const now = after.records[key];
    const gone = record.store === "unfinished" || record.store === "checkpoint" ? after.records[key.replace(/^\w+/, "run")] : undefined;
    if (!now) return gone ? [] : [`${key} (${record.name}) is gone`];
    return record.store === "run" && JSON.stringify(now) !== JSON.stringify(record) ? [`${key} (${record.name}) has changed`] : [];
  });
}

/** A linear congruential generator: the same sequence for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
