/** What a column of distributions is told. */
import { catalogue } from "../../../messages/catalogue.ts";
import { counted, list } from "../../../messages/format.ts";

export const words = catalogue("features/distribution", {
  vocab: (given: readonly string[]) =>
    `preprocessing.vocab must name the classes, two or more, in the order in which a cell gives their shares; it names ${given.length === 0 ? "none" : list(given)}`,
  twice: (names: readonly string[]) => `preprocessing.vocab names ${list(names)} more than once`,
  none: (classes: number) => `no cell of the training rows holds ${counted(classes, "share", "shares")}, such as '0.2 0.5 0.3' for three classes`,
});
