import { embeddedBag } from "../../encoders/items.ts";
import { defineFeature } from "../define.ts";
import { encodeItems, fitItems, itemParts, itemsControl, type ItemFacts } from "../items.ts";
import { likeness } from "./likeness.ts";
import { words } from "./messages.ts";
import { preprocessing } from "./params.ts";

/** Several items in no order, each some times: parts `ids` [items], `counts` [items, 1]. */
export const bag = defineFeature({
  type: "bag",
  summary: "Several items in no order, and how often: a basket, a deck, words.",
  likeness,
  preprocessing,
  fit: (cells, params, complain, about) => fitItems(cells, params, complain, about, { none: words.none, cut: words.cut }),
  input: {
    parts: itemParts,
    encode: (cells, facts: ItemFacts) => encodeItems(cells, facts, false),
    encoders: { noun: "encoder", choices: { embed: embeddedBag }, fallback: "embed" },
    control: (facts) => itemsControl(facts, true),
  },
  recipe: {
    input: [
      "A missing cell counts as `computed_fill_value`, or, where that is null, as one unknown item.",
      "Write the cell in small letters where `lowercase`; cut it by `tokenizer`, leave blank items out, and count how often each is there.",
      "Part `ids` holds the index of each in `idx2str`, the smallest first, then one 0 if any item is not there; with more than `most_items`",
      "the last are left out, and with fewer it is filled up with 0.",
      "Part `counts` holds how often each is there, all unknown ones together, and 0 beside what fills up.",
    ].join(" "),
  },
  example: { cells: ["egg egg milk", "milk", "egg bread", null, "milk bread bread bread", "egg", "", "never seen before", "egg milk"] },
});
