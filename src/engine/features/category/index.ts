import { embeddedCategory, onehot } from "../../encoders/category.ts";
import { defineFeature } from "../define.ts";
import { fit, indexOf, type CategoryFacts } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { output } from "./output.ts";
import { preprocessing } from "./params.ts";

/** One of several kinds: part `id` [1], index into `idx2str`; 0 is unknown. */
export const category = defineFeature({
  type: "category",
  summary: "One of several kinds: a species, a city, a colour.",
  likeness,
  preprocessing,
  fit,
  input: {
    parts: () => ({ id: { dtype: "int32", shape: [1] } }),
    encode: (cells, facts: CategoryFacts) => ({
      id: { dtype: "int32", shape: [1], data: Int32Array.from(cells, (cell) => Math.max(0, indexOf(cell, facts))) },
    }),
    encoders: {
      noun: "encoder",
      choices: { dense: embeddedCategory, onehot },
      fallback: "dense",
      planned: ["sparse", "passthrough", "target", "hash"],
    },
    control: ({ idx2str }) => ({ kind: "choice", options: idx2str.slice(1), typical: idx2str[1] ?? "" }),
  },
  output,
  recipe: {
    input: [
      "Trim the cell (and write it in small letters where `lowercase`); part `id` is its index in `idx2str`.",
      "A missing cell counts as `computed_fill_value`;",
      "what is unknown, or null there, is 0.",
    ].join(" "),
    output: [
      "A softmax over the row gives the probabilities of the labels in `idx2str`, in their order;",
      "the answer is the largest.",
    ].join(" "),
  },
  example: { cells: ["red", "green", "red", null, "blue", "red", "green", "blue", "grün", "red"] },
});
