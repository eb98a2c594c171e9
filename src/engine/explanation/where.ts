/** The place of a picture in which most of a map lies: one of nine, or all over it; null: the map is zero. */
export type Place = "middle" | "upper_left" | "upper_right" | "lower_left" | "lower_right" | "upper" | "lower" | "left" | "right" | "everywhere";

/** Shares from which a place is named: a map that fills one half evenly has half of it in each of its quarters. */
const [OF_A_QUARTER, OF_A_HALF] = [0.6, 0.7];

/**
 * values: [height, width]. Only what is at least half as large as the largest counts, as boxes are drawn from such maps: a faint trace over
 * the whole ground would otherwise outweigh the place that matters.
 */
export function whereMost(values: Float32Array, height: number, width: number): { readonly place: Place; readonly share: number } | null {
  const least = values.reduce((most, value) => Math.max(most, value), 0) / 2;
  let [all, upper, left, upperLeft, middle] = [0, 0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    // A line in the middle of an odd number belongs to both halves.
    const [up, inY] = [shareBefore(y, height / 2), overlap(y, height / 4, (3 * height) / 4)];
    for (let x = 0; x < width; x++) {
      const found = values[y * width + x]!;
      const value = found >= least ? found : 0;
      const toLeft = shareBefore(x, width / 2);
      all += value;
      upper += value * up;
      left += value * toLeft;
      upperLeft += value * up * toLeft;
      middle += value * inY * overlap(x, width / 4, (3 * width) / 4);
    }
  }
  if (all <= 0) return null;
  const quarters: readonly (readonly [Place, number])[] = [
    ["middle", middle], ["upper_left", upperLeft], ["upper_right", upper - upperLeft], ["lower_left", left - upperLeft], ["lower_right", all - upper - left + upperLeft],
  ];
  const halves: readonly (readonly [Place, number])[] = [["upper", upper], ["lower", all - upper], ["left", left], ["right", all - left]];
  const best = (of: typeof quarters) => of.reduce((most, one) => (one[1] > most[1] ? one : most));
  const [quarter, half] = [best(quarters), best(halves)];
  if (quarter[1] >= OF_A_QUARTER * all) return { place: quarter[0], share: quarter[1] / all };
  return half[1] >= OF_A_HALF * all ? { place: half[0], share: half[1] / all } : { place: "everywhere", share: 1 };
}

/** The share of the pixel from `at` to `at` + 1 that lies before `end`. */
const shareBefore = (at: number, end: number): number => overlap(at, 0, end);
const overlap = (at: number, start: number, end: number): number => Math.max(0, Math.min(at + 1, end) - Math.max(at, start));
