import { numberReader, writingKeys } from "../../data/amounts.ts";
import { dense } from "../../encoders/dense.ts";
import { bins, periodic, ple } from "../../encoders/number.ts";
import { passthrough } from "../../encoders/passthrough.ts";
import { defineFeature } from "../define.ts";
import { encode, partsOf } from "./encode.ts";
import { fit } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { output } from "./output.ts";
import { preprocessing } from "./params.ts";
import { writingIn } from "./writing.ts";

/** A quantity: part `value` [1], normalised. A cell that is no number counts as missing. */
export const number = defineFeature({
  type: "number",
  summary: "A quantity: how much, how many, how long.",
  likeness,
  preprocessing,
  isMissing: (cell, params) => Number.isNaN(numberReader(writingIn(params))(cell)),
  quantity: (params) => numberReader(writingIn(params)),
  needs: ({ amounts }) => (amounts ? writingKeys(amounts.writing) : null),
  fit,
  input: {
    parts: partsOf,
    encode,
    encoders: { noun: "encoder", choices: { passthrough, dense, ple, periodic, bins }, fallback: "passthrough" },
    control: ({ observed, writing }) => ({
      kind: "number",
      min: observed.min,
      max: observed.max,
      typical: observed.median,
      integers: observed.integers,
      histogram: observed.histogram,
      ...(writing && { writing }),
    }),
  },
  output,
  recipe: {
    input: [
      "Read the cell as a decimal number, where there is `writing` without its `unit`, with its sign before `decimal`s and without the one",
      "between `thousands`; where there is none take `computed_fill_value`.",
      "Where `outlier` is set and the number is more than `outlier.threshold` times `std` from `mean`, take",
      "`outlier.computed_fill_value`.",
      "Then scale by `normalization`: zscore is (x − mean) / std, minmax (x − min) / (max − min), iq (x − q2) / (q3 − q1),",
      "log1p ln(1 + x), null x; a divisor of 0 counts as 1.",
      "Part `value` holds the result.",
      "Part `bin`, where the model asks for it, counts those of `bin_edges`, without the first and the last, that are not above it.",
    ].join(" "),
    output: [
      "Undo `normalization`: zscore is y · std + mean, minmax y · (max − min) + min, iq y · (q3 − q1) + q2, log1p eʸ − 1, null y.",
      "If the config sets `clip`, cut the result there.",
    ].join(" "),
  },
  sample: (level) => (100 * level).toFixed(2),
  example: { cells: ["1.5", "2", null, "3.25", "-4", "1e3", "0.5", "7", "2.75", "12"] },
});
