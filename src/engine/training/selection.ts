/** Which round is the best so far, and when to give up waiting for a better one. */
export interface Selection {
  /** 0 until a round was judged. */
  readonly bestRound: number;
  /** Judge the next round by its validation metric; true when it is the best so far. */
  judge(round: number, value: number): boolean;
  /** Have `patience` rounds gone by without a better one? */
  exhausted(round: number): boolean;
}

/**
 * A round is better when its metric is strictly better. An undefined metric (NaN) is never better than a defined one; while
 * all are undefined, or without validation rows, the latest round counts. `patience` 0 or below waits for ever.
 */
export function selection(goal: "max" | "min", patience: number): Selection {
  let bestRound = 0;
  let best = NaN;
  return {
    get bestRound() { return bestRound; },
    judge(round, value) {
      const better = Number.isNaN(best) || (goal === "max" ? value > best : value < best);
      if (better) [bestRound, best] = [round, value];
      return better;
    },
    exhausted: (round) => patience > 0 && round - bestRound >= patience,
  };
}
