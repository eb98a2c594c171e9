/** Times the contenders of one row in turns. Knows nothing of where their workers run. */
import type { Remote } from "comlink";
import type { BackendName } from "../../src/engine/acceleration/report.ts";
import { caseNamed, FORM } from "./cases/index.ts";
import type { ContenderName, Twin } from "./contender.ts";
import { lossComplaint } from "./same-loss.ts";
import { clamp, figuresOf, median, quantile, spread, type Answers, type Figures, type Spread } from "./figures.ts";
import type { Block, BenchWorker } from "./worker-api.ts";
import type { Profiled } from "./profile.ts";

export interface Lane { readonly api: Remote<BenchWorker>; end(): void }
export type OpenLane = () => Lane;

export interface Row {
  readonly backend: BackendName;
  readonly device: string;
  readonly name: string;
  readonly summary: string;
  readonly parameters: number;
  readonly steps: number;
  /** Null when all computed the same losses. */
  readonly complaint: string | null;
  /** Why a contender cannot do it, where it cannot. */
  readonly contenders: Readonly<Record<ContenderName, Figures | string>>;
  /** Rows per second of prediction, by who answers: `batch of 32` is stock's own choice. */
  readonly predictions: Readonly<Record<string, Spread | string>>;
}

export interface Effort {
  /** Steps of the check of equal losses. */
  readonly checked: number;
  /** At most so many steps of each are timed, in blocks of at most so many. */
  readonly steps: number;
  readonly block: number;
  /** A slow row gets as many steps as fit into this time, and at least three blocks. */
  readonly seconds: number;
  /** Rows that are answered at a time. */
  readonly answered: number;
}
export const THOROUGH: Effort = { checked: 10, steps: 300, block: 20, seconds: 15, answered: 2048 };
export const QUICK: Effort = { checked: 6, steps: 40, block: 10, seconds: 3, answered: 256 };

const BLOCK_MILLISECONDS = 1000;
const WARM_STEPS = 3;

interface Racer {
  readonly name: ContenderName;
  readonly lane: Lane;
  readonly firstStep: number;
  readonly losses: readonly number[];
}
/** A contender that cannot train, and why; it may still answer. */
interface Refused { readonly lane: Lane; readonly refusal: string }

export async function race(backend: BackendName, name: string, effort: Effort, open: OpenLane): Promise<Row> {
  const lanes: Lane[] = [];
  const lane = (): Lane => {
    const made = open();
    lanes.push(made);
    return made;
  };
  try {
    const ours = lane();
    const device = await ours.api.startEngine(backend, false);
    const { twin, firstStep, loss } = await ours.api.prepareEngine(name);
    const own: Racer = { name: "fidelio", lane: ours, firstStep, losses: [loss, ...(await ours.api.losses(effort.checked - 1))] };
    const stock = [await enter("eager", lane(), backend, twin, effort), await enter("fit", lane(), backend, twin, effort)] as const;
    const racers = [own, ...stock.filter((one) => "losses" in one)];
    const complaints = racers.slice(1).flatMap((one) => lossComplaint(own.losses, one.losses) ?? []);
    const { blocks, steps } = await inTurns(racers, effort);
    const figures = await Promise.all(racers.map(async (one) => [one.name, figuresOf(blocks.get(one.name)!, twin.batchSize, one.firstStep, await one.lane.api.memory())] as const));
    return {
      backend, device, name, steps,
      summary: caseNamed(name).summary,
      parameters: twin.parameters,
      complaint: complaints[0] ?? null,
      // every contender is among the figures or among the refusals
      contenders: { ...refusals(stock), ...Object.fromEntries(figures) } as Row["contenders"],
      predictions: await predictions(ours, stock[0].lane, Math.min(effort.answered, twin.rows.rows), effort),
    };
  } finally {
    for (const { end } of lanes) end();
  }
}

const refusals = ([eager, fit]: readonly [Racer | Refused, Racer | Refused]) => ({
  ...("refusal" in eager && { eager: eager.refusal }),
  ...("refusal" in fit && { fit: fit.refusal }),
});

/** A stock contender with its first losses; why not, where it cannot train. */
async function enter(name: "eager" | "fit", lane: Lane, backend: BackendName, twin: Twin, { checked }: Effort): Promise<Racer | Refused> {
  try {
    await lane.api.startStock(backend);
    const { firstStep, loss } = await lane.api.prepareStock(name, twin);
    return { name, lane, firstStep, losses: [loss, ...(await lane.api.losses(checked - 1))] };
  } catch (cause) {
    return { lane, refusal: sentence(cause) };
  }
}

const sentence = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

async function inTurns(racers: readonly Racer[], effort: Effort): Promise<{ blocks: ReadonlyMap<ContenderName, readonly Block[]>; steps: number }> {
  let perStep = 0;
  for (const { lane } of racers) perStep += (await lane.api.block(WARM_STEPS)).wall / WARM_STEPS;
  const block = clamp((racers.length * BLOCK_MILLISECONDS) / perStep, 1, effort.block);
  const turns = clamp((1000 * effort.seconds) / (perStep * block), 3, effort.steps / block);
  const blocks = new Map<ContenderName, Block[]>(racers.map(({ name }) => [name, []]));
  for (let i = 0; i < turns; i++) {
    for (const { name, lane } of racers) blocks.get(name)!.push(await lane.api.block(block));
  }
  return { blocks, steps: turns * block };
}

/** Stock answers in batches of its own choice and in batches of ours, from rows that lie on the device; ours come from arrays. */
async function predictions(ours: Lane, stock: Lane, rows: number, effort: Effort): Promise<Row["predictions"]> {
  const asked = [["fidelio", ours, null], ["batch of 32", stock, 32], ["batch of 256", stock, 256]] as const;
  const speeds = new Map<string, number[]>();
  const refused: Record<string, string> = {};
  const started = Date.now();
  for (let turn = 0; turn < 8 && (turn < 2 || Date.now() - started < 500 * effort.seconds); turn++) {
    for (const [who, { api }, size] of asked) {
      try {
        const speed = (1000 * rows) / (await api.predict(rows, size));
        if (turn > 0) speeds.set(who, [...(speeds.get(who) ?? []), speed]); // the first turn is for warmth
      } catch (cause) {
        refused[who] = sentence(cause);
      }
    }
  }
  return { ...refused, ...Object.fromEntries([...speeds].map(([who, seen]) => [who, spread(seen)])) };
}

/** Milliseconds of one answer to a form of 100 columns: encoding, computing and reading, without messages and drawing. */
export async function raceForm(backend: BackendName, effort: Effort, open: OpenLane): Promise<Answers> {
  const [ours, theirs] = [open(), open()];
  try {
    await ours.api.startEngine(backend, false);
    const { twin } = await ours.api.prepareEngine(FORM.name);
    await enter("eager", theirs, backend, twin, { ...effort, checked: 1 });
    await ours.api.answers(10);
    const refusal = await theirs.api.answers(10).then(() => null, sentence);
    const mine: number[] = [];
    const stocks: number[] = [];
    for (let turn = 0; turn < effort.block; turn++) {
      mine.push(...(await ours.api.answers(10)));
      if (refusal === null) stocks.push(...(await theirs.api.answers(10)));
    }
    const points = (times: readonly number[]) => ({ p50: median(times), p95: quantile(times, 0.95) });
    return { backend, summary: FORM.summary, answers: mine.length, fidelio: points(mine), stock: refusal ?? points(stocks) };
  } finally {
    ours.end();
    theirs.end();
  }
}

export interface Profile { readonly steps: number; readonly commands: readonly Profiled[] }

/** Steps of one block while they are profiled. */
const BLOCK = 5;

/** Steps of the engine alone, by what they consist of. */
export async function profileOf(backend: BackendName, name: string, steps: number, open: OpenLane): Promise<Profile> {
  const { api, end } = open();
  try {
    await api.startEngine(backend, true);
    await api.prepareEngine(name);
    await api.block(WARM_STEPS);
    await api.profiled();
    const start = Date.now();
    let taken = 0;
    for (; taken < steps && Date.now() - start < 5000; taken += BLOCK) await api.block(BLOCK);
    return { steps: taken, commands: await api.profiled() };
  } finally {
    end();
  }
}

export interface Flatness { readonly backend: BackendName; readonly name: string; readonly steps: number; readonly before: { bytes: number; tensors: number }; readonly after: { bytes: number; tensors: number } }

/** What the engine holds before and after many steps. */
export async function flatness(backend: BackendName, name: string, steps: number, open: OpenLane): Promise<Flatness> {
  const { api, end } = open();
  try {
    await api.startEngine(backend, false);
    await api.prepareEngine(name);
    await api.block(100);
    const before = await api.memory();
    for (let taken = 0; taken < steps; taken += 100) await api.block(100);
    return { backend, name, steps, before, after: await api.memory() };
  } finally {
    end();
  }
}
