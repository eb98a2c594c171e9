import { dense } from "../../encoders/dense.ts";
import { passthrough } from "../../encoders/passthrough.ts";
import { defineFeature } from "../define.ts";
import { fit, truthOf, type BinaryFacts } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { output } from "./output.ts";
import { preprocessing } from "./params.ts";

/** Yes or no: part `value` [1] of 0 or 1. An unknown label counts as missing. */
export const binary = defineFeature({
  type: "binary",
  summary: "Yes or no, in any two words.",
  likeness,
  preprocessing,
  fit,
  input: {
    parts: () => ({ value: { dtype: "float32", shape: [1], below: 2 } }),
    encode: (cells, facts: BinaryFacts) => ({
      value: {
        dtype: "float32",
        shape: [1],
        data: Float32Array.from(cells, (cell) => Number(truthOf(cell, facts) ?? facts.computed_fill_value)),
      },
    }),
    encoders: { noun: "encoder", choices: { passthrough, dense }, fallback: "passthrough" },
    control: ({ bool2str, positives, negatives }) => ({
      kind: "switch",
      labels: bool2str,
      typical: bool2str[positives > negatives ? 1 : 0],
    }),
  },
  output,
  recipe: {
    input: [
      "Trim the cell, write it in small letters and look it up in `str2bool`; where `nonzero_is_true`, any other number but 0 is true.",
      "What is missing or unknown is `computed_fill_value`.",
      "Part `value` is 1 for true and 0 for false.",
    ].join(" "),
    output: [
      "The probability of `bool2str[1]` is 1 / (1 + e⁻ʸ);",
      "the answer is `bool2str[1]` from the config's `threshold` on, else `bool2str[0]`.",
    ].join(" "),
  },
  sample: (level) => (level < 0.5 ? "no" : "yes"),
  example: { cells: ["yes", "no", null, "Yes", "no", "YES", "yes", "no", "no", "yes"] },
});
