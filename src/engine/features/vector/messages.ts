/** What a column of vectors is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted, list } from "../../../messages/format.ts";

export const words = catalogue("features/vector", {
  all: (lists: number, size: number) => `All of ${counted(lists, "value", "values")} that were looked at are lists of ${counted(size, "number", "numbers")}`,
  some: (lists: number, looked: number) => `${count(lists)} of ${counted(looked, "value", "values")} that were looked at are lists of numbers`,
  uneven: (least: number, most: number) => `Lists of ${count(least)} to ${counted(most, "number", "numbers")}: only those of one size count`,

  none: "no cell of the training rows is a list of numbers, so there is nothing to learn from this column",
  otherSizes: (cells: number, present: number, size: number, sizes: readonly number[]) =>
    `${count(cells)} of ${counted(present, "vector", "vectors")} of the training rows have ${list(sizes.map(String))} numbers instead of ${size} and count as missing; vector_size: ${size} handles them as such from the start`,
  fill: (fill: string, size: number) => `fill_value '${fill}' is no vector of ${counted(size, "number", "numbers")}; zeros are taken instead`,
});
