import { oneOf, Type } from "../../schema/params.ts";

const STRATEGIES = ["fill_with_const", "fill_with_mode", "bfill", "ffill", "drop_row"] as const;

/** Ludwig's: one of the 122 largest cells. A text, since JavaScript's numbers hold no integer of this size. */
export const USUAL_FILL = "576495936675512319";

const params = (missing: (typeof STRATEGIES)[number]) =>
  Type.Object({
    missing_value_strategy: oneOf(STRATEGIES, missing, "What happens to empty cells, and to cells that are no cell of the grid.", { impact: "medium" }),
    fill_value: Type.Union([Type.String(), Type.Integer({ minimum: 1 })], {
      default: USUAL_FILL,
      description: "The cell that `fill_with_const` writes, as an integer or as hexadecimal.",
    }),
  });

export const preprocessing = { input: params("fill_with_const"), output: params("drop_row") };
