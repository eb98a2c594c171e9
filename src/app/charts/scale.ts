/** A map from a quantity to pixels, with the round values worth a grid line. */
export interface Scale {
  at(value: number): number;
  /** The quantity under a pixel. */
  from(pixel: number): number;
  readonly ticks: readonly number[];
  readonly domain: readonly [low: number, high: number];
}

export interface ScaleOptions {
  readonly low: number;
  readonly high: number;
  /** Pixels of `low` and of `high`; may descend. */
  readonly from: number;
  readonly to: number;
  /** About how many ticks. */
  readonly count?: number;
  /** Widen the domain to the ticks around it (default) or keep it exactly. */
  readonly nice?: boolean;
}

/** Steps of 1, 2 or 5 times a power of ten, so that about `count` fit into the span. */
export function niceStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const ratio = rough / power;
  return (ratio < 1.5 ? 1 : ratio < 3.5 ? 2 : ratio < 7.5 ? 5 : 10) * power;
}

/** Multiples of the step within [low, high], free of the rounding errors of repeated addition. */
function multiples(low: number, high: number, step: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A domain of no width, or one that is not finite, becomes one that can be drawn. */
function drawable(low: number, high: number): [number, number] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (low < high) return [low, high];
  const around = Math.abs(low) || 1;
  return [low - around / 2, low + around / 2];
}

export function linearScale({ low, high, from, to, count = 5, nice = true }: ScaleOptions): Scale {
  let [start, end] = drawable(low, high);
  const step = niceStep(end - start, count);
  if (nice) {
    start = Number((Math.floor(start / step + 1e-9) * step).toPrecision(12));
    end = Number((Math.ceil(end / step - 1e-9) * step).toPrecision(12));
  }
  const slope = (to - from) / (end - start);
  return {
    at: (value) => from + (value - start) * slope,
    from: (pixel) => start + (pixel - from) / slope,
    ticks: multiples(start, end, step),
    domain: [start, end],
  };
}

/** Equal ratios take equal room. Values that are not positive sit at the low end. */
export function logScale({ low, high, from, to, count = 5 }: ScaleOptions): Scale {
  const top = Number.isFinite(high) && high > 0 ? high : 1;
  const bottom = Number.isFinite(low) && low > 0 && low < top ? low : top / 10;
  const decades = [Math.floor(Math.log10(bottom)), Math.ceil(Math.log10(top))] as const;
  const digits = decades[1] - decades[0] > count ? [1] : [1, 2, 5];
  const candidates: number[] = [];
  for (let power = decades[0]; power <= decades[1]; power++) for (const d of digits) candidates.push(Number((d * 10 ** power).toPrecision(12)));
  const start = candidates.findLast((c) => c <= bottom * (1 + 1e-9)) ?? bottom;
  const end = candidates.find((c) => c >= top * (1 - 1e-9)) ?? top;
  const slope = (to - from) / Math.log(end / start);
  return {
    at: (value) => from + Math.log(Math.max(value, start) / start) * slope,
    from: (pixel) => start * Math.exp((pixel - from) / slope),
    ticks: candidates.filter((c) => c >= start && c <= end),
    domain: [start, end],
  };
}

/** Whole numbers from `first` to `last` for an axis that counts: the first, the last, and round ones between that do not touch. */
export function countingTicks(first: number, last: number, count = 5): number[] {
  if (last <= first) return [first];
  const step = Math.max(1, Math.round(niceStep(last - first, count)));
  const room = step * 0.6;
  const between = multiples(first, last, step).filter((t) => t - first >= room && last - t >= room);
  return [first, ...between, last];
}

/** Decimals that tell neighbouring ticks apart. */
export function tickDecimals(ticks: readonly number[]): number {
  const steps = ticks.slice(1).map((t, i) => Math.abs(t - ticks[i]!)).filter((s) => s > 0);
  if (steps.length === 0) return 0;
  return Math.min(12, Math.max(0, Math.ceil(-Math.log10(Math.min(...steps)) - 1e-9)));
}

/** The least and the greatest of the finite values; [0, 1] when there are none. */
export function extent(values: Iterable<number>): [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    if (!Number.isFinite(v)) continue;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return low <= high ? [low, high] : [0, 1];
}
