/** What a column of bags is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted, wholePercent } from "../../../messages/format.ts";

export const words = catalogue("features/bag", {
  counted: (share: number, items: number) => `Lists of ${counted(items, "different item", "different items")}; ${wholePercent(share)} of the cells hold one more than once`,
  once: "No cell holds an item more than once: a set says as much",
  words: "Its words may be counted, if their order does not matter",

  none: "the training rows hold no item, so there is nothing to learn from this column",
  cut: (kept: number, all: number) => `most_common keeps ${count(kept)} of ${counted(all, "item", "items")}; the others are unknown`,
});
