import { bool, falseYet, int, oneOf, orNull, text, Type } from "../../schema/params.ts";

/** How Ludwig writes a missing or unknown category. */
export const UNKNOWN = "<UNK>";
const STRATEGIES = ["fill_with_const", "fill_with_mode", "bfill", "ffill", "drop_row"] as const;

const params = <S extends string>(strategies: readonly [S, ...S[]], missing: S) =>
  Type.Object({
    missing_value_strategy: oneOf(strategies, missing, "What happens to empty cells.", { impact: "medium" }),
    fill_value: text(UNKNOWN, 'The category that `fill_with_const` writes; `<UNK>` is "unknown".'),
    lowercase: bool(false, "Read capital letters as small ones."),
    most_common: orNull(int(10_000, "", { min: 1 }), 10_000, "Keep so many of the most frequent categories; rarer ones are unknown.", {
      scale: "log",
    }),
    cache_encoder_embeddings: falseYet("For frozen pretrained encoders."),
  });

export const preprocessing = { input: params(STRATEGIES, "fill_with_const"), output: params([...STRATEGIES, "mask_loss"], "drop_row") };
