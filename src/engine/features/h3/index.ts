import { H3_COMPONENTS, H3_IDS, parseH3 } from "../../data/h3.ts";
import { embeddedH3, recurrentH3, weightedH3 } from "../../encoders/h3.ts";
import { defineFeature } from "../define.ts";
import { fit, idsOf, type H3Facts } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { preprocessing } from "./params.ts";

/** A place, as a cell of the H3 grid: part `ids` [19]. What is no cell counts as missing. */
export const h3 = defineFeature({
  type: "h3",
  summary: "A place, as a cell of the H3 grid.",
  likeness,
  preprocessing,
  isMissing: (cell) => parseH3(cell) === null,
  fit,
  input: {
    parts: () => ({ ids: { dtype: "int32", shape: [H3_COMPONENTS], below: H3_IDS } }),
    encode: (cells, facts: H3Facts) => ({
      ids: { dtype: "int32", shape: [H3_COMPONENTS], data: Int32Array.from(cells.flatMap((cell) => idsOf(cell, facts))) },
    }),
    encoders: { noun: "encoder", choices: { embed: embeddedH3, weighted_sum: weightedH3, rnn: recurrentH3 }, fallback: "embed" },
    control: ({ typical }) => ({ kind: "code", pattern: "(?:0x)?0?[0-9a-fA-F]{15}|\\d{18,19}", typical }),
  },
  recipe: {
    input: [
      "Read the cell as hexadecimal or as an integer; where it is no cell of the H3 grid take `computed_fill_value`.",
      "Take its 64 bits apart: after one bit come 4 of the mode, 3 of the edge, 4 of the resolution, 7 of the base cell, and 15 digits of 3.",
      "Part `ids` holds the mode; 16 + the edge; 24 + the resolution; 40 + the base cell; and for digit i from 0, 162 + 8 · i + the digit.",
    ].join(" "),
  },
  example: {
    cells: ["8928308280fffff", "85283473fffffff", null, "8001fffffffffff", "576495936675512319", "8f28308280f18f2", "not a cell", "89283082803ffff"],
  },
});
