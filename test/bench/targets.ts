/** What the bench is to reach, as ratios within one run. */
import type { BackendName } from "../../src/engine/acceleration/report.ts";
import { CASES } from "./cases/index.ts";
import type { ContenderName } from "./contender.ts";
import type { Answers, Figures, PicturesRead } from "./figures.ts";
import type { PeerFigures } from "./peer.ts";
import type { Row } from "./race.ts";

export interface Results {
  readonly rows: readonly Row[];
  readonly forms: readonly Answers[];
  /** Null where no pictures were read. */
  readonly reading: PicturesRead | null;
  /** By row. */
  readonly peers: Readonly<Record<string, PeerFigures>>;
}
export interface Verdict {
  readonly target: string;
  readonly goal: string;
  /** Null where this run did not measure it. */
  readonly measured: number | null;
  readonly reached: boolean | null;
}

interface Target {
  readonly target: string;
  readonly limit: number;
  readonly direction: "at least" | "at most";
  measured(results: Results): number | null;
  /** With which threads, where the target may be met with as many as the app has on the machine; stock's backend has one under our policy. */
  on?(results: Results): string | undefined;
}

const atLeast = (limit: number, target: string, measured: Target["measured"]): Target => ({ target, limit, direction: "at least", measured });
const atMost = (limit: number, target: string, measured: Target["measured"]): Target => ({ target, limit, direction: "at most", measured });

const rowOf = ({ rows }: Results, backend: BackendName, name: string): Row | null => rows.find((row) => row.backend === backend && row.name === name) ?? null;

function figures(row: Row | null, contender: ContenderName): Figures | null {
  const found = row?.contenders[contender];
  return typeof found === "object" ? found : null;
}

const ratio = (a: number | null | undefined, b: number | null | undefined): number | null => (a == null || b == null ? null : a / b);

/** Rows per second of the fastest of them; null where none runs. */
function fastest(row: Row | null, contenders: readonly ContenderName[]): number | null {
  const speeds = contenders.flatMap((name) => figures(row, name)?.rowsPerSecond.median ?? []);
  return speeds.length > 0 ? Math.max(...speeds) : null;
}

/** This engine's rows per second as a multiple of the faster of stock's two ways. */
const overStock = (backend: BackendName, name: string) => (results: Results): number | null => {
  const row = rowOf(results, backend, name);
  return ratio(fastest(row, ["fidelio"]), fastest(row, ["eager", "fit"]));
};

const overEager = (name: string, what: (figures: Figures) => number | null) => (results: Results): number | null => {
  const row = rowOf(results, "webgpu", name);
  const [ours, theirs] = [figures(row, "fidelio"), figures(row, "eager")];
  return ours && theirs && ratio(what(ours), what(theirs));
};

/** This engine's rows per second as a multiple of stock's own loop. */
const overLoop = (backend: BackendName, name: string, on = backend) => (results: Results): number | null =>
  ratio(fastest(rowOf(results, backend, name), ["fidelio"]), fastest(rowOf(results, on, name), ["eager"]));

const names = CASES.map(({ name }) => name);
/** The least multiple of stock's rows per second on WebGPU: more where dispatches bind, most on the LSTM and with layer norm. */
const WALL: Readonly<Record<string, number>> = { dense: 1.5, tabular: 1.5, embeddings: 1.5, columns: 3, lstm: 3, transformer: 3 };
/** Rows that stock cannot train on WebAssembly. */
const UNTRAINABLE = ["embeddings", "columns", "text", "lstm", "transformer", "picture"];
const SHARES: Readonly<Record<string, number>> = { dense: 0.4, embeddings: 1 / 3, lstm: 1 / 3 };

const TARGETS: readonly Target[] = [
  atMost(1 / 20, "webgpu, embeddings: worker time per step over stock eager", overEager("embeddings", ({ own }) => own)),
  atMost(1 / 10, "webgpu, lstm: worker time per step over stock eager", overEager("lstm", ({ own }) => own)),
  ...names.map((name) => atMost(name === "lstm" ? 0.15 : 0.4, `webgpu, ${name}: dispatches over stock eager`, overEager(name, ({ calls }) => calls))),
  ...names.map((name) => atMost(1, `webgpu, ${name}: uploads per step`, (results) => figures(rowOf(results, "webgpu", name), "fidelio")?.uploads ?? null)),
  ...names.map((name) => atLeast(WALL[name] ?? 1, `webgpu, ${name}: rows per second over stock`, overStock("webgpu", name))),
  atLeast(5, "webgpu, photos: rows per second of resident bytes over stock's fromPixels a batch", overLoop("webgpu", "photos")),
  atLeast(5, "wasm, photos: rows per second of resident bytes over stock's fromPixels a batch on plain JavaScript", overLoop("wasm", "photos", "cpu")),
  atLeast(1, "pictures read: decoded, resized and stored per second over a loop on the page", ({ reading }) => ratio(reading?.fidelio.median, reading?.page.median)),
  atLeast(5, "wasm, dense: rows per second over stock", overStock("wasm", "dense")),
  ...UNTRAINABLE.map((name) => atLeast(5, `wasm, ${name}: rows per second over the fastest on plain JavaScript`, (results) =>
    ratio(fastest(rowOf(results, "wasm", name), ["fidelio"]), fastest(rowOf(results, "cpu", name), ["fidelio", "eager", "fit"])))),
  ...Object.entries(SHARES).map(([name, share]) => atLeast(share, `wasm, ${name}: rows per second over PyTorch on one thread`, (results) =>
    ratio(fastest(rowOf(results, "wasm", name), ["fidelio"]), results.peers[name]?.rowsPerSecond["1"]))),
  ...names.map((name) => ({
    ...atLeast(5, `wasm, ${name}: rows per second of prediction over stock predict`, (results) => {
      const predictions = rowOf(results, "wasm", name)?.predictions;
      const speed = (who: string) => { const found = predictions?.[who]; return typeof found === "object" ? found.median : null; };
      return ratio(speed("fidelio"), speed("batch of 32"));
    }),
    on: (results: Results) => rowOf(results, "wasm", name)?.device,
  })),
  atMost(16, "wasm, form of 100 columns: milliseconds of an answer, p95", ({ forms }) => forms.find(({ backend }) => backend === "wasm")?.fidelio.p95 ?? null),
];

export const verdicts = (results: Results): readonly Verdict[] => TARGETS.map(({ target, limit, direction, measured: measure, on }) => {
  const device = on?.(results);
  const measured = measure(results);
  const reached = measured === null ? null : direction === "at least" ? measured >= limit : measured <= limit;
  return { target: device ? `${target}: ${device}` : target, goal: `${direction} ${Number(limit.toFixed(3))}`, measured, reached };
});
