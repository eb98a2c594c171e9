/** What a column of categories is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted } from "../../../messages/format.ts";

export const words = catalogue("features/category", {
  values: (values: number, some: string) => `${counted(values, "different value", "different values")}: ${some}`,
  repeats: (times: number) => `Each occurs ${counted(times, "time", "times")} on average`,
  noneTwice: "No value occurs twice: the column may only name the rows",
  wordy: (mean: number) => `Values have ${counted(mean, "word", "words")} on average: perhaps free text`,
  manyValues: "Many values for so few rows",
  named: (column: string) => `Whole numbers that return, in a column called “${column}”: codes of classes, whose size says nothing`,
  mostlyNumbers: "Nearly all of them are numbers: read as classes, their order is lost",
  codes: "Whole numbers without a gap, often repeated",
  orderLost: "Read as classes, their order is lost",
  numbersOrderLost: "They are numbers: read as classes, their order is lost",

  oneClass: (label: string) => `a category to predict needs at least 2 classes in the training rows; all are '${label}'`,
  noClass: "a category to predict needs at least 2 classes in the training rows; there is none",
  constant: (label: string) => `every training row is '${label}': the column says nothing`,
  empty: "the column is empty in the training rows",
  few: (kept: number, all: number) => `of ${counted(all, "category", "categories")} the ${count(kept)} commonest are kept; the others are unknown`,
  cut: (kept: number, all: number) => `most_common keeps ${count(kept)} of ${counted(all, "class", "classes")}; rows of the others are not learnt from`,
});
