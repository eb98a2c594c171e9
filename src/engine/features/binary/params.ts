import { oneOf, orNull, Type } from "../../schema/params.ts";

const STRATEGIES = ["fill_with_false", "fill_with_true", "fill_with_mode", "bfill", "ffill", "drop_row"] as const;

const params = <S extends string>(strategies: readonly [S, ...S[]], missing: S) =>
  Type.Object({
    missing_value_strategy: oneOf(strategies, missing, "What happens to empty cells.", { impact: "medium" }),
    fallback_true_label: orNull(Type.String(), null, "Which of two labels is the positive one, when their spelling does not say so.", {
      impact: "medium",
    }),
    fill_value: Type.Null({ default: null, description: "Filled in by Ludwig; nothing to set." }),
  });

export const preprocessing = { input: params(STRATEGIES, "fill_with_false"), output: params([...STRATEGIES, "mask_loss"], "drop_row") };
