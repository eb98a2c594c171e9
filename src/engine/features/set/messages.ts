/** What a column of sets is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted } from "../../../messages/format.ts";

export const words = catalogue("features/set", {
  lists: (items: number, times: number) => `Lists of items that return: ${counted(items, "different item", "different items")}, each ${counted(times, "time", "times")} on average`,
  twice: "Some cells hold an item twice, which a set counts once",
  words: "Its words may be items, if their order does not matter",

  none: "the training rows hold no item, so there is nothing to learn from this column",
  cut: (kept: number, all: number) => `most_common keeps ${count(kept)} of ${counted(all, "item", "items")}; the others are unknown`,
});
