/** What a rule that waits for improvement looks at in each round. */
export interface Watched {
  readonly split: "training" | "validation";
  readonly field: string;
  readonly metric: string;
  readonly goal: "max" | "min";
}

/**
 * How often the learning rate has been reduced after these rounds: PyTorch's ReduceLROnPlateau (better means by more than a ten-thousandth
 * of the best; reduced once more than `patience` rounds went by without), at most `times`. Rounds without a figure count for nothing.
 */
export function reductions(values: readonly number[], goal: Watched["goal"], patience: number, times: number): number {
  const THRESHOLD = 1e-4;
  let [best, waited, reduced] = [NaN, 0, 0];
  for (const value of values) {
    if (reduced === times) break;
    if (Number.isNaN(value)) continue;
    const isBetter = Number.isNaN(best) || (goal === "min" ? value < best * (1 - THRESHOLD) : value > best * (1 + THRESHOLD));
    if (isBetter) best = value;
    waited = isBetter ? 0 : waited + 1;
    if (waited > patience) [reduced, waited] = [reduced + 1, 0];
  }
  return reduced;
}

/**
 * After which rounds, counted from 0, the batch grows: as soon as `patience` rounds have gone by without a better one since the best and
 * since it last grew, at most `times`.
 */
export function growths(values: readonly number[], goal: Watched["goal"], patience: number, times: number): readonly number[] {
  let [best, waited] = [NaN, 0];
  const grown: number[] = [];
  values.forEach((value, round) => {
    if (Number.isNaN(value) || grown.length === times) return;
    const isBetter = Number.isNaN(best) || (goal === "min" ? value < best : value > best);
    if (isBetter) best = value;
    waited = isBetter ? 0 : waited + 1;
    if (waited > 0 && waited >= patience) {
      grown.push(round);
      waited = 0;
    }
  });
  return grown;
}
