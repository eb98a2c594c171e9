/** Times both sides of each case in turns and hands the table to whoever drives the page. */
import { wrap } from "comlink";
import type { BackendName } from "../../src/engine/acceleration/report.ts";
import { CASES } from "./cases.ts";
import { lossComplaint } from "./same-loss.ts";
import type { Block } from "./side.ts";
import type { BenchWorker } from "./worker.ts";

export interface Row {
  readonly backend: BackendName;
  readonly name: string;
  readonly summary: string;
  readonly steps: number;
  /** Null when both computed the same losses. */
  readonly complaint: string | null;
  readonly ours: Figures;
  /** Why stock tfjs cannot do it, where it cannot. */
  readonly theirs: Figures | string;
}
export interface Figures { readonly rowsPerSecond: number; readonly ownMilliseconds: number; readonly callsPerStep: number }

const CHECKED = 6;
const STEPS = 200;
/** Steps of one side before the other has its turn; slow ones take turns more often. */
const LONGEST_BLOCK = 10;
const BLOCK_MILLISECONDS = 1000;
/** A slow row gets as many steps as fit into this time, and at least five. */
const MILLISECONDS = 20_000;

async function bench(backend: BackendName, only: string | null): Promise<Row[]> {
  const [ours, theirs] = [newWorker(), newWorker()];
  try {
    const started = await ours.api.startEngine(backend);
    if (started !== backend) throw new Error(`this engine refused ${backend} and runs on ${started}`);
    await theirs.api.startStock(backend);
    const rows: Row[] = [];
    for (const { name } of CASES.filter((one) => only === null || one.name === only)) rows.push(await race(backend, name, ours.api, theirs.api));
    return rows;
  } finally {
    ours.worker.terminate();
    theirs.worker.terminate();
  }
}

type Api = ReturnType<typeof wrap<BenchWorker>>;

async function race(backend: BackendName, name: string, ours: Api, theirs: Api): Promise<Row> {
  const { summary, batchSize } = CASES.find((one) => one.name === name)!; // from the same list
  const twin = await ours.prepareEngine(name);
  const losses = await ours.losses(CHECKED);
  let refusal: string | null = null;
  let complaint: string | null = null;
  try {
    await theirs.prepareStock(twin);
    complaint = lossComplaint(losses, await theirs.losses(CHECKED));
  } catch (cause) {
    refusal = cause instanceof Error ? cause.message : String(cause);
  }
  const warm = [await ours.block(3), ...(refusal === null ? [await theirs.block(3)] : [])];
  const perStep = warm.reduce((sum, { wall }) => sum + wall / 3, 0);
  const block = clamp(BLOCK_MILLISECONDS / perStep, 1, LONGEST_BLOCK);
  const blocks = clamp(MILLISECONDS / (perStep * block), Math.ceil(5 / block), STEPS / block);
  const seen: { ours: Block[]; theirs: Block[] } = { ours: [], theirs: [] };
  for (let i = 0; i < blocks; i++) {
    seen.ours.push(await ours.block(block));
    if (refusal === null) seen.theirs.push(await theirs.block(block));
  }
  return {
    backend, name, summary, steps: blocks * block, complaint,
    ours: figures(seen.ours, batchSize),
    theirs: refusal ?? figures(seen.theirs, batchSize),
  };
}

const figures = (blocks: readonly Block[], batchSize: number): Figures => ({
  rowsPerSecond: 1000 * batchSize * median(blocks.map(({ own, wall }) => own.length / wall)),
  ownMilliseconds: median(blocks.flatMap(({ own }) => own)),
  callsPerStep: median(blocks.map(({ own, calls }) => calls / own.length)),
});

const clamp = (value: number, low: number, high: number): number => Math.round(Math.max(low, Math.min(high, value)));

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

function newWorker(): { worker: Worker; api: Api } {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  return { worker, api: wrap<BenchWorker>(worker) };
}

Object.assign(globalThis, { bench });
