import { embeddedSet } from "../../encoders/items.ts";
import { defineFeature } from "../define.ts";
import { encodeItems, itemParts, itemsControl } from "../items.ts";
import { fit, type SetFacts } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { output } from "./output.ts";
import { preprocessing } from "./params.ts";

/** Several items in no order, each there or not: parts `ids` [items], `counts` [items, 1]. */
export const set = defineFeature({
  type: "set",
  summary: "Several items in no order: genres, tags, ingredients.",
  likeness,
  preprocessing,
  fit,
  input: {
    parts: itemParts,
    encode: (cells, facts: SetFacts) => encodeItems(cells, facts, true),
    encoders: { noun: "encoder", choices: { embed: embeddedSet }, fallback: "embed" },
    control: (facts) => itemsControl(facts, false),
  },
  output,
  recipe: {
    input: [
      "A missing cell counts as `computed_fill_value`, or, where that is null, as one unknown item.",
      "Write the cell in small letters where `lowercase`; cut it by `tokenizer`, leave blank items out, and keep each item once.",
      "Part `ids` holds the index of each in `idx2str`, the smallest first, then one 0 if any item is not there; with more than `most_items`",
      "the last are left out, and with fewer it is filled up with 0.",
      "Part `counts` is 1 beside each item and 0 beside what fills up.",
    ].join(" "),
    output: "A sigmoid of each number gives the probability of the item of the same place in `idx2str`; those at or above the threshold are in the set.",
  },
  example: { cells: ["red round", "green", "red green", null, "blue round red", "red", "", "never seen before", "red red"] },
});
