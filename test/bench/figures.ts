import type { BackendName } from "../../src/engine/acceleration/report.ts";
import type { Block } from "./worker-api.ts";

/** Half of what was seen lies between `low` and `high`. */
export interface Spread { readonly median: number; readonly low: number; readonly high: number }

/** One contender on one row: medians over blocks of steps. */
export interface Figures {
  readonly rowsPerSecond: Spread;
  /** Milliseconds of the worker's own time per step; null where they cannot be seen. */
  readonly own: number | null;
  /** Dispatches on WebGPU; elsewhere kernels, or commands of a replay. */
  readonly calls: number;
  readonly uploads: number;
  readonly bytes: number;
  /** Milliseconds from the model's making to the first loss. */
  readonly firstStep: number;
}

/** Pictures a second, decoded, resized and stored. */
export interface PicturesRead { readonly summary: string; readonly pictures: number; readonly fidelio: Spread; readonly page: Spread; /** Milliseconds for which the page could do nothing else, at most: while the worker reads, and while the page does. */ readonly longest: { readonly fidelio: number; readonly page: number } }

/** Milliseconds of one answer. */
export interface Answers {
  readonly backend: BackendName;
  readonly summary: string;
  readonly answers: number;
  readonly fidelio: Points;
  readonly stock: Points | string;
}
export interface Points { readonly p50: number; readonly p95: number }

export function figuresOf(blocks: readonly Block[], batchSize: number, firstStep: number, { bytes }: { readonly bytes: number }): Figures {
  const own = blocks.flatMap((block) => block.own ?? []);
  return {
    rowsPerSecond: spread(blocks.map(({ steps, wall }) => (1000 * batchSize * steps) / wall)),
    own: own.length > 0 ? median(own) : null,
    calls: median(blocks.map(({ calls, steps }) => calls / steps)),
    uploads: median(blocks.map(({ uploads, steps }) => uploads / steps)),
    bytes, firstStep,
  };
}

export const spread = (values: readonly number[]): Spread => ({ median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) });

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Linear between the two nearest. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (place - Math.floor(place)) * (above - below);
}

export const clamp = (value: number, low: number, high: number): number => Math.round(Math.max(low, Math.min(high, value)));
