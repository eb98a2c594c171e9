import type { Round } from "./events.ts";

/** Rounds without a better one after which learning counts as levelled off. */
const PATIENCE = 3;
/** Validation loss above its best by this share of it. */
const RISE = 0.15;

/** How a run learns, read from the losses of all outputs together. */
export type Course =
  | { readonly kind: "nothing" }
  /** There are no validation rows. */
  | { readonly kind: "unjudged" }
  | { readonly kind: "improving" | "levelled"; readonly best: number }
  /** Since its best round it learns its own rows by heart: their loss falls while that of the others rises. */
  | { readonly kind: "overfitting"; readonly best: number; readonly training: Change; readonly validation: Change };
/** From the best round to the last. */
export interface Change { readonly from: number; readonly to: number }

/** best: the best round so far, counted from 1; null where none was judged. A loss that is not finite says nothing of overfitting. */
export function courseOf(rounds: readonly Round[], best: number | null): Course {
  const last = rounds.at(-1);
  if (!last) return { kind: "nothing" };
  if (best === null || lossOf(last.validation) === undefined) return { kind: "unjudged" };
  if (last.round - best < PATIENCE) return { kind: "improving", best };
  const atBest = rounds.find(({ round }) => round === best);
  const change = (of: "training" | "validation"): Change => ({ from: lossOf(atBest?.[of]) ?? NaN, to: lossOf(last[of]) ?? NaN });
  const [training, validation] = [change("training"), change("validation")];
  const rises = validation.to > validation.from + RISE * Math.abs(validation.from);
  return rises && training.to < training.from ? { kind: "overfitting", best, training, validation } : { kind: "levelled", best };
}

const lossOf = (scores: Round["training"] | undefined): number | undefined => scores?.["combined"]?.["loss"];
