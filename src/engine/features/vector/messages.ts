/** What a column of vectors is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted } from "../../../messages/format.ts";

export const words = catalogue("features/vector", {
  all: (lists: number, size: number) => `All of ${counted(lists, "value", "values")} that were looked at are lists of ${counted(size, "number", "numbers")}`,
  some: (lists: number, looked: number, size?: number) =>
    `${count(lists)} of ${counted(looked, "value", "values")} that were looked at are lists of ${size === undefined ? "numbers" : counted(size, "number", "numbers")}`,
  uneven: (least: number, most: number) => `Lists of ${count(least)} to ${counted(most, "number", "numbers")}: only those of one size count`,

  none: "no cell of the training rows is a list of numbers, so there is nothing to learn from this column",
  commonest: (size: number) =>
    `vectors are of several sizes: those of ${counted(size, "number", "numbers")}, the commonest, count, and the others are treated as missing; vector_size says it otherwise`,
  fill: (fill: string, size: number) => `fill_value '${fill}' is no vector of ${counted(size, "number", "numbers")}; zeros are taken instead`,
});
