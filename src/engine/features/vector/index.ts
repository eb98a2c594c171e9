import { dense } from "../../encoders/dense.ts";
import { passthrough } from "../../encoders/passthrough.ts";
import { defineFeature } from "../define.ts";
import { fit, readVector, vectorOf, type VectorFacts } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { output } from "./output.ts";
import { preprocessing } from "./params.ts";

/** Numbers that belong together, as many in each row: part `value` [vector_size], as they are. */
export const vector = defineFeature({
  type: "vector",
  summary: "As many numbers in each row: a place, a spectrum, an embedding.",
  likeness,
  preprocessing,
  isMissing: (cell, { vector_size }, facts) => readVector(cell, facts?.vector_size ?? vector_size) === null,
  fit,
  input: {
    parts: ({ vector_size }: VectorFacts) => ({ value: { dtype: "float32", shape: [vector_size] } }),
    encode: (cells, facts) => ({
      value: { dtype: "float32", shape: [facts.vector_size], data: Float32Array.from(cells.flatMap((cell) => vectorOf(cell, facts))) },
    }),
    encoders: { noun: "encoder", choices: { dense, passthrough }, fallback: "dense" },
    control: ({ vector_size, mean }) => ({
      kind: "numbers",
      most: vector_size,
      exactly: true,
      typical: mean.map((v) => Number(v.toPrecision(4))).join(" "),
    }),
  },
  output,
  recipe: {
    input: [
      "Read the numbers of the cell, which blanks, commas, semicolons or bars separate, and which may stand in brackets;",
      "where there are not `vector_size` of them take `computed_fill_value`.",
      "Part `value` holds them.",
    ].join(" "),
    output: "The numbers of the row are those of the vector, in the column's own units; with the setting `softmax`, a softmax makes them shares.",
  },
  example: { cells: ["0.5 1 -2", "[1, 2, 3]", null, "0.5;0.25;1", "( 2 , 4 , 8 )", "1e1 3 0.5", "-1 | 2 | 0.5", "3 2 1"] },
});
