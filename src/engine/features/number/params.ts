import { THOUSANDS } from "../../data/amounts.ts";
import { float, oneOf, orNull, text, Type } from "../../schema/params.ts";

const STRATEGIES = ["fill_with_const", "fill_with_mode", "fill_with_mean", "bfill", "ffill", "drop_row"] as const;
export const NORMALIZATIONS = ["zscore", "minmax", "log1p", "iq"] as const;
export type Normalization = (typeof NORMALIZATIONS)[number] | null;

const params = <S extends string>(strategies: readonly [S, ...S[]], missing: S, normalization: Normalization) =>
  Type.Object({
    unit: orNull(text("", ""), null, "What stands beside each number, such as `kg`, `%` or `$`; cells in another unit count as missing. Null: nothing does."),
    decimal: oneOf([".", ","], ".", "The sign before decimals, where cells hold more than a bare number."),
    thousands: orNull(oneOf(THOUSANDS, ",", ""), null, "The sign between groups of three digits; null takes whatever can mean nothing else."),
    missing_value_strategy: oneOf(strategies, missing, "What happens to empty cells and to cells that are no number.", {
      impact: "medium",
    }),
    fill_value: float(0, "The number that `fill_with_const` writes, in the column's unit."),
    normalization: orNull(
      oneOf(NORMALIZATIONS, "zscore", ""),
      normalization,
      "How the column is scaled for the model; null leaves it as it is.",
      { impact: "high" },
    ),
    outlier_strategy: orNull(
      oneOf(["fill_with_const", "fill_with_mode", "fill_with_mean"], "fill_with_mean", ""),
      null,
      "What replaces values further out than the threshold; null keeps them.",
      { planned: ["bfill", "ffill", "drop_row"] },
    ),
    outlier_threshold: orNull(float(3, "", { min: 0 }), 3, "How far out that is, in standard deviations.", { unit: "standard deviations" }),
  });

export const preprocessing = { input: params(STRATEGIES, "fill_with_const", "zscore"), output: params([...STRATEGIES, "mask_loss"], "drop_row", null) };
