import { int, oneOf, orNull, text, Type } from "../../schema/params.ts";
import { ofInputs, ofOutputs, type Missing } from "../token-params.ts";

const params = (missing: Missing) =>
  Type.Object({
    missing_value_strategy: oneOf(missing.strategies, missing.fallback, "What happens to empty cells, and to cells that are no vector of this size.", { impact: "medium" }),
    fill_value: text("", "The vector that `fill_with_const` writes, such as `0.5 1 -2`; blank is zeros."),
    vector_size: orNull(int(2, "", { min: 1 }), null, "How many numbers a vector has; null takes the commonest size of the training rows.", { unit: "numbers" }),
  });

export const preprocessing = { input: params(ofInputs), output: params(ofOutputs) };
