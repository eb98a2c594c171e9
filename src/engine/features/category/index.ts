import { embeddedCategory, hash, indexOfCategory, onehot, sparse, target } from "../../encoders/category.ts";
import { defineFeature } from "../define.ts";
import { encode, partsOf } from "./encode.ts";
import { fit } from "./facts.ts";
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
    parts: partsOf,
    encode,
    encoders: {
      noun: "encoder",
      choices: { dense: embeddedCategory, onehot, sparse, passthrough: indexOfCategory, target, hash },
      fallback: "dense",
    },
    control: ({ idx2str }) => ({ kind: "choice", options: idx2str.slice(1), typical: idx2str[1] ?? "" }),
  },
  output,
  recipe: {
    input: [
      "Trim the cell (and write it in small letters where `lowercase`); part `id` is its index in `idx2str`.",
      "A missing cell counts as `computed_fill_value`;",
      "what is unknown, or null there, is 0.",
      "Part `bucket`, where the model asks for it, is the label's hash modulo `num_hash_buckets`: FNV-1a in 32 bits over four bytes of 0 and",
      "the label's UTF-16 units (`<UNK>` where it is null), then the first number of splitmix32 from there.",
    ].join(" "),
    output: [
      "A softmax over the row gives the probabilities of the labels in `idx2str`, in their order;",
      "the answer is the largest.",
    ].join(" "),
  },
  example: { cells: ["red", "green", "red", null, "blue", "red", "green", "blue", "grün", "red"] },
});
