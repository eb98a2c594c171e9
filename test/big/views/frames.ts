/** What the frames of a page cost, from a trace of Chromium. */
import type { Browser, Page } from "@playwright/test";

/** Microseconds; `tdur` is the thread's own processor time, which other programs on the machine do not lengthen. */
interface TraceEvent { readonly name: string; readonly ph: string; readonly pid: number; readonly tid: number; readonly ts: number; readonly dur?: number; readonly tdur?: number; readonly args?: { readonly data?: { readonly type?: string } } }
/** Of scripting, style and layout of a frame together, in milliseconds: what 95 of 100 frames stay below, and the most. */
interface Cost { readonly p95: number; readonly max: number }
export interface FrameCosts {
  /** Frames in which something was scrolled. */
  readonly frames: number;
  readonly processor: Cost;
  readonly wall: Cost;
}

const CATEGORIES = ["-*", "toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "v8"];
/** Collecting garbage belongs to scripting. */
const WORK = new Set(["EventDispatch", "FunctionCall", "FireAnimationFrame", "FireIdleCallback", "TimerFire", "RunMicrotasks", "EvaluateScript", "MinorGC", "MajorGC", "UpdateLayoutTree", "Layout"]);

/** Traces `work`, in which the page is scrolled. */
export const frameCosts = async (browser: Browser, page: Page, work: () => Promise<void>): Promise<FrameCosts> => costsOf(await traced(browser, page, work));

/** Traces `work`, in which something is clicked: milliseconds of processor time of the page's longest task from then on. */
export async function longestTask(browser: Browser, page: Page, work: () => Promise<void>): Promise<number> {
  const events = await traced(browser, page, work);
  const click = events.find(({ name, args }) => name === "EventDispatch" && args?.data?.type === "click");
  const tasks = events.filter(({ name, pid, tid, ts, dur = 0 }) => name === "RunTask" && pid === click?.pid && tid === click.tid && ts + dur >= click.ts);
  return Math.round(Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000)));
}

async function traced(browser: Browser, page: Page, work: () => Promise<void>): Promise<readonly TraceEvent[]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  return (JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] }).traceEvents; // the format of Chromium's traces
}

function costsOf(events: readonly TraceEvent[]): FrameCosts {
  const isScroll = ({ name, args }: TraceEvent) => name === "EventDispatch" && args?.data?.type === "scroll";
  const main = events.find(isScroll);
  const own = events.filter(({ pid, tid }) => pid === main?.pid && tid === main.tid).sort((a, b) => a.ts - b.ts);
  // A frame ends where its picture is handed on to be painted.
  const ends = own.filter(({ name }) => name === "Commit").map(({ ts }) => ts);
  const scrolled = new Set(own.filter(isScroll).map(({ ts }) => frameAt(ends, ts)));
  const [processor, wall] = [new Float64Array(ends.length + 1), new Float64Array(ends.length + 1)];
  let done = 0;
  for (const { name, ts, dur = 0, tdur = dur } of own) {
    if (!WORK.has(name) || ts + dur <= done) continue; // within what was counted
    processor[frameAt(ends, ts)]! += tdur / 1000;
    wall[frameAt(ends, ts)]! += (ts + dur - Math.max(ts, done)) / 1000;
    done = ts + dur;
  }
  return { frames: scrolled.size, processor: costOf(processor, scrolled), wall: costOf(wall, scrolled) };
}

function costOf(milliseconds: Float64Array, frames: ReadonlySet<number>): Cost {
  const sorted = Float64Array.from(frames, (frame) => milliseconds[frame]!).sort();
  const rounded = (value = NaN) => Math.round(10 * value) / 10;
  return { p95: rounded(sorted[Math.ceil(0.95 * sorted.length) - 1]), max: rounded(sorted.at(-1)) };
}

/** The frame that a moment belongs to: how many ended before. */
function frameAt(ends: readonly number[], ts: number): number {
  let low = 0, high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]! <= ts) low = middle + 1;
    else high = middle;
  }
  return low;
}
