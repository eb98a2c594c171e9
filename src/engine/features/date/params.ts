import { oneOf, orNull, text, Type } from "../../schema/params.ts";

const STRATEGIES = ["fill_with_const", "bfill", "ffill", "drop_row"] as const;

const params = (missing: (typeof STRATEGIES)[number]) =>
  Type.Object({
    missing_value_strategy: oneOf(STRATEGIES, missing, "What happens to empty cells, and to cells that are no date.", { impact: "medium" }),
    fill_value: text("", "The date that `fill_with_const` writes; blank keeps missing dates apart from every date."),
    datetime_format: orNull(text("", ""), null, "How dates are written, as `%d/%m/%Y`, in the directives of Python's strptime; null recognises the usual ways."),
  });

export const preprocessing = { input: params("fill_with_const"), output: params("drop_row") };
