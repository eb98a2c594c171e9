/** A line through points as an SVG path; a value that is not finite leaves a gap. */
export function linePath(xs: readonly number[], ys: readonly number[]): string {
  let path = "";
  let drawing = false;
  xs.forEach((x, i) => {
    const y = ys[i];
    if (y === undefined || !Number.isFinite(x) || !Number.isFinite(y)) {
      drawing = false;
      return;
    }
    path += `${drawing ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    drawing = true;
  });
  return path;
}

/** Labels in the order of their places, none nearer than `room` to the next, and none below `bottom` while there is room above. */
export function apart<L extends { readonly y: number }>(labels: readonly L[], room: number, bottom: number): L[] {
  let above = -Infinity;
  const placed = labels.toSorted((a, b) => a.y - b.y).map((label) => {
    above = Math.max(label.y, above + room);
    return { ...label, y: above };
  });
  const over = Math.max(0, (placed.at(-1)?.y ?? 0) - bottom);
  return placed.map((label) => ({ ...label, y: label.y - over }));
}

/**
 * Exponential moving average with its start corrected, as in TensorBoard: `weight` 0 changes nothing, near 1 smooths
 * most. Values that are not finite pass through and do not enter the average.
 */
export function smoothed(values: readonly number[], weight: number): number[] {
  let average = 0;
  let mass = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    average = weight * average + (1 - weight) * value;
    mass = weight * mass + (1 - weight);
    return average / mass;
  });
}

export interface Bins { readonly edges: readonly number[]; readonly counts: readonly number[] }

/** Equal bins over the range of the values; the last bin holds its upper edge. */
export function histogram(values: readonly number[], bins: number, range: readonly [number, number]): Bins {
  const [low, high] = range;
  const width = (high - low || 1) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const v of values) {
    if (!Number.isFinite(v) || v < low || v > high) continue;
    const bin = Math.min(bins - 1, Math.floor((v - low) / width));
    counts[bin]! += 1;
  }
  return { edges: Array.from({ length: bins + 1 }, (_, i) => low + i * width), counts };
}

/** The value below which a share `q` (0 to 1) lies, between neighbours in proportion (type 7 of Hyndman & Fan 1996). NaN when empty. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
  if (sorted.length === 0) return NaN;
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
}

/** The index of the value nearest to `target` among ascending values; -1 when there are none. */
export function nearest(ascending: readonly number[], target: number): number {
  let best = -1;
  let distance = Infinity;
  ascending.forEach((v, i) => {
    const d = Math.abs(v - target);
    if (d < distance) {
      distance = d;
      best = i;
    }
  });
  return best;
}
