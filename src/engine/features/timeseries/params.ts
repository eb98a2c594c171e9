import { float, int, oneOf, text, Type } from "../../schema/params.ts";
import { ofInputs, ofOutputs, tokenizer, type Missing } from "../token-params.ts";

const params = (missing: Missing) =>
  Type.Object({
    missing_value_strategy: oneOf(missing.strategies, missing.fallback, "What happens to empty cells, and to cells that are no list of numbers.", { impact: "medium" }),
    fill_value: text("", "The numbers that `fill_with_const` writes; blank is one step of `padding_value`."),
    tokenizer: tokenizer("space", "How a cell is cut into numbers."),
    timeseries_length_limit: int(256, "Never more steps than this; longer series lose their end.", { min: 1, impact: "medium", unit: "steps" }),
    padding: oneOf(["right", "left"], "right", "Which side of a short series is filled up; padding is masked where the encoder reads step by step."),
    padding_value: float(0, "The number that fills a short series up."),
    window_size: Type.Literal(0, { default: 0, description: "How many rows before make the series of a row.", othersPlanned: true }),
  });

export const preprocessing = { input: params(ofInputs), output: params(ofOutputs) };
