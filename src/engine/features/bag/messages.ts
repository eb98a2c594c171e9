/** What a column of bags is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted } from "../../../messages/format.ts";

export const words = catalogue("features/bag", {
  none: "the training rows hold no item, so there is nothing to learn from this column",
  cut: (kept: number, all: number) => `most_common keeps ${count(kept)} of ${counted(all, "item", "items")}; the others are unknown`,
});
