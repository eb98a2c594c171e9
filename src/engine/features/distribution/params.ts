import { oneOf, Type } from "../../schema/params.ts";

const STRATEGIES = ["drop_row", "mask_loss", "bfill", "ffill"] as const;

export const preprocessing = Type.Object({
  missing_value_strategy: oneOf(STRATEGIES, "drop_row", "What happens to empty cells, and to cells that are no shares of these classes.", {
    impact: "medium",
    planned: ["fill_with_const", "fill_with_mode"],
  }),
  vocab: Type.Array(Type.String(), {
    default: [],
    impact: "high",
    description: "The classes, in the order in which a cell gives their shares: two or more.",
  }),
});
