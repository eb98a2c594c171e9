import type { WeightValues } from "../model/weights.ts";
import type { TrainerParams } from "./params.ts";

/** The weights of a round, and how good they were; NaN where that is not known. */
export interface Candidate {
  readonly round: number;
  readonly value: number;
  readonly weights: WeightValues;
}

/** The best rounds of a run, whose weights are averaged in the end: often better than any of them (Wortsman et al. 2022). */
export interface Soup {
  /** Those so far, best first. */
  readonly kept: readonly Candidate[];
  /** Would a round of this value be among them? */
  wants(value: number): boolean;
  add(candidate: Candidate): void;
  /** uniform: the mean of all. greedy: of the best, and of each next one with which the mean is no worse; `judge` says how good weights are. */
  blend(judge: (weights: WeightValues) => Promise<number>): Promise<WeightValues>;
}

export function openSoup(kind: "uniform" | "greedy", most: TrainerParams["model_soup_top_k"], goal: "max" | "min", earlier: readonly Candidate[]): Soup {
  /** As the best round is chosen: strictly better; of what is not known, which is worse than all that is, the latest. */
  const isBetter = (a: number, b: number): boolean => Number.isNaN(b) || (goal === "max" ? a > b : a < b);
  let kept: readonly Candidate[] = [];
  const add = (candidate: Candidate): void => {
    const at = kept.findIndex(({ value }) => isBetter(candidate.value, value));
    kept = (at < 0 ? [...kept, candidate] : kept.toSpliced(at, 0, candidate)).slice(0, most);
  };
  for (const candidate of earlier.toSorted((a, b) => a.round - b.round)) add(candidate);
  return {
    get kept() { return kept; },
    wants: (value) => kept.length < most || kept.some((other) => isBetter(value, other.value)),
    add,
    async blend(judge) {
      const all = kept.map(({ weights }) => weights);
      if (kind === "uniform" || all.length < 2) return mean(all);
      let chosen = all.slice(0, 1);
      let best = kept[0]!.value;
      for (const weights of all.slice(1)) {
        const value = await judge(mean([...chosen, weights]));
        if (isBetter(best, value)) continue;
        [chosen, best] = [[...chosen, weights], value];
      }
      return mean(chosen);
    },
  };
}

/** Number by number, in double precision. */
function mean(all: readonly WeightValues[]): WeightValues {
  const [first] = all;
  if (!first || all.length === 1) return first ?? [];
  return first.map((values, k) => values.map((_, i) => all.reduce((sum, weights) => sum + weights[k]![i]!, 0) / all.length));
}
