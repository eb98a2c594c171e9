import type { EngineApi, TrainedRun, TrainRequest } from "../api.ts";
import type { Fold } from "../data/folds.ts";
import type { Scores } from "../predictions.ts";
import { success, type Outcome } from "../schema/problem.ts";
import type { TrainEvent } from "./events.ts";

/** One fold, trained on the others and judged on its own rows. */
export interface TrainedFold { readonly fold: Fold; readonly run: TrainedRun }

/** How good a config is, by as many models as there are folds. */
export interface CrossValidation {
  readonly folds: readonly { readonly rows: number; readonly bestRound: number; readonly scores: Scores }[];
  /** Of each output, and of `combined`: every metric over the folds. */
  readonly scores: Readonly<Record<string, Readonly<Record<string, FoldScore>>>>;
}
export interface FoldScore {
  readonly mean: number;
  /** Of the folds, as a sample. */
  readonly deviation: number;
  /** Each fold by its rows: every row counts once, judged by a model that has not seen it. */
  readonly outOfFold: number;
}

/**
 * Trains and judges a config once for each fold. Yields each fold as soon as it is judged; its events go to `onEvent`. Ends with the scores over
 * all folds, or with the first fold's problems that keep it from training. The seed decides the folds, and everything in them.
 */
export async function* crossValidation(
  engine: Pick<EngineApi, "train">, request: TrainRequest, of: number, onEvent: (event: TrainEvent, fold: Fold) => void,
): AsyncGenerator<TrainedFold, Outcome<CrossValidation>> {
  const folds: CrossValidation["folds"][number][] = [];
  for (let index = 0; index < of; index++) {
    const fold = { index, of };
    const outcome = await engine.train({ ...request, fold, run: null }, (event) => onEvent(event, fold));
    if (!outcome.ok) return outcome;
    folds.push(judged(outcome.value));
    yield { fold, run: outcome.value };
  }
  return success({ folds, scores: summarised(folds) });
}

function judged({ evaluations, bundle }: TrainedRun): CrossValidation["folds"][number] {
  const test = evaluations.find(({ split }) => split === "test");
  const scores = Object.entries(test?.outputs ?? {}).map(([name, { metrics }]) => [name, metrics] as const);
  return { rows: test?.rows ?? 0, bestRound: bundle.made.bestRound, scores: { ...Object.fromEntries(scores), combined: { loss: test?.combined.loss ?? NaN } } };
}

/** A fold where a metric is not defined, such as one without a row of a class, is left out of that metric. */
function summarised(folds: CrossValidation["folds"]): CrossValidation["scores"] {
  const over = (output: string, metric: string): FoldScore => {
    const known = folds.flatMap(({ rows, scores }) => {
      const value = scores[output]?.[metric] ?? NaN;
      return Number.isFinite(value) ? [{ rows, value }] : [];
    });
    const rows = known.reduce((sum, fold) => sum + fold.rows, 0);
    const mean = known.reduce((sum, { value }) => sum + value, 0) / known.length;
    const spread = known.reduce((sum, { value }) => sum + (value - mean) ** 2, 0);
    return { mean, deviation: Math.sqrt(spread / (known.length - 1)), outOfFold: known.reduce((sum, fold) => sum + fold.value * fold.rows, 0) / rows };
  };
  const names = (records: readonly object[]): readonly string[] => [...new Set(records.flatMap((record) => Object.keys(record)))];
  return Object.fromEntries(names(folds.map(({ scores }) => scores)).map((output) => [
    output,
    Object.fromEntries(names(folds.map(({ scores }) => scores[output] ?? {})).map((metric) => [metric, over(output, metric)])),
  ]));
}
