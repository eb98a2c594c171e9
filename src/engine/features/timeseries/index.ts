import { dense } from "../../encoders/dense.ts";
import { seriesEncoders } from "../../encoders/series.ts";
import { defineFeature } from "../define.ts";
import { encode, partsOf } from "./encode.ts";
import { fit, readSeries } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { preprocessing } from "./params.ts";

/** A course of numbers in one cell: parts `value` [time], `mask` [time, 1]. A cell that is no list of numbers counts as missing. */
export const timeseries = defineFeature({
  type: "timeseries",
  summary: "A course of numbers in each cell: a heartbeat, a week of sales.",
  likeness,
  preprocessing,
  isMissing: (cell, { tokenizer }) => readSeries(cell, tokenizer) === null,
  fit,
  input: {
    parts: partsOf,
    encode,
    encoders: {
      noun: "encoder",
      choices: { dense, ...seriesEncoders },
      fallback: "parallel_cnn",
      planned: ["mamba", "mamba2", "jamba", "patchtst", "nbeats"],
    },
    control: ({ max_timeseries_length, typical }) => ({ kind: "numbers", most: max_timeseries_length, exactly: false, typical }),
  },
  recipe: {
    input: [
      "Cut the cell by `tokenizer` and read each token as a number; where one is none, cut at blanks, commas, semicolons or bars instead.",
      "A cell that is no list of numbers counts as `computed_fill_value`.",
      "Keep the first `max_timeseries_length` steps and fill up with `padding_value` on the side that `padding` names: part `value`.",
      "Part `mask`, where the model asks for it, is 1 at each step and 0 where it is filled up.",
    ].join(" "),
  },
  example: { cells: ["0.5 1 -0.5", "1 0.5", null, "[0.2, 0.4, 0.6, 0.8]", "0;0;1", "1 1 0 1", "a b c", "-1"] },
});
