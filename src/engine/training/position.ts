import type { WeightValues } from "../model/weights.ts";
import type { Round, StopReason } from "./events.ts";
import type { Answers } from "./ledger.ts";
import type { OptimizerState } from "./optimizers.ts";

/**
 * Where a run stands between two steps: all that decides how it goes on. The order of rows, the masks of dropout and the
 * corrections of the optimizer follow from `steps`; the best round, and how long to wait for a better one, from `rounds`.
 */
export interface Position {
  readonly steps: number;
  /** The last loss that was read. */
  readonly loss: number;
  /** Spent so far, pauses not counted. */
  readonly seconds: number;
  readonly rounds: readonly Round[];
  /** Why training is over, so that there is only the evaluation left; null while it goes on. */
  readonly ended: StopReason | null;
  /** Of every weight in the model's order, moving averages included; those of the best round once training is over. */
  readonly weights: WeightValues;
  readonly best: WeightValues;
  /** Rounds whose weights may be averaged in the end, by their number. */
  readonly soup?: readonly { readonly round: number; readonly weights: WeightValues }[];
  readonly moments: OptimizerState;
  /** Of the steps since the last round; null when training rows are scored by a pass of their own. */
  readonly answers: Answers | null;
}

/** 0 before the first round. */
export const bestRoundOf = (rounds: readonly Round[]): number => rounds.findLast(({ best }) => best)?.round ?? 0;
