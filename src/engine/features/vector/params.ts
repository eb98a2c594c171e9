import { int, oneOf, orNull, text, Type } from "../../schema/params.ts";
import { FILLS, type Fill } from "../token-params.ts";

const params = (missing: Fill) =>
  Type.Object({
    missing_value_strategy: oneOf(FILLS, missing, "What happens to empty cells, and to cells that are no vector of this size.", { impact: "medium" }),
    fill_value: text("", "The vector that `fill_with_const` writes, such as `0.5 1 -2`; blank is zeros."),
    vector_size: orNull(int(2, "", { min: 1 }), null, "How many numbers a vector has; null takes the commonest size of the training rows.", { unit: "numbers" }),
  });

export const preprocessing = { input: params("fill_with_const"), output: params("drop_row") };
