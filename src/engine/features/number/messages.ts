/** What a column of numbers is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted, number, plain, wholePercent } from "../../../messages/format.ts";

export const words = catalogue("features/number", {
  notNumbers: (cells: number, present: number) => `${count(cells)} of ${counted(present, "cell", "cells")} are not numbers`,
  /** Rounded down: all but one are not all. */
  share: (share: number) => `${wholePercent(Math.floor(100 * share) / 100)} of the cells are numbers`,
  others: (cells: number) => `${counted(cells, "other cell", "other cells")} would be read as missing`,
  allWhole: (cells: number, min: number, max: number) => `All ${counted(cells, "cell", "cells")} are whole numbers, from ${number(min)} to ${number(max)}`,
  all: (cells: number, min: number, max: number) => `All ${counted(cells, "cell", "cells")} are numbers, from ${number(min)} to ${number(max)}`,
  onlyTwo: "Only two different values: perhaps a yes or no",
  codes: (values: number) => `Only ${count(values)} different whole numbers, without a gap: they may be codes of classes`,
  identifier: "Every row has a number of its own, without a gap: it may only name the rows",
  namedIdentifier: "Its name, and values that hardly ever return: it may only name the rows",

  readAs: (cell: string, value: number) => `Numbers as people write them: ${cell} is read as ${plain(value)}`,
  /** A cell in another unit is never converted: it is missing. */
  oddWriting: (cells: number, example: string | null, unit: string | null) =>
    `${counted(cells, "other cell", "other cells")} would be read as missing${example === null ? "" : `, such as ${example}`}${unit === null ? "" : `: nothing is converted to ${unit}`}`,
  bareCells: (cells: number, unit: string) => `${counted(cells, "cell has", "cells have")} no unit and would be read as ${unit}`,
  bare: (cells: number, example: string, unit: string) => `${counted(cells, "cell of the training rows has", "cells of the training rows have")} no unit, such as ${example}: read as ${unit}`,

  none: "no cell of the training rows is a number, so there is nothing to learn from this column",
  constant: (value: number) => `every training row has the same value, ${plain(value)}: the column says nothing`,
  noQuartiles: (value: number) => `normalization iq divides by the distance of the quartiles, and both are ${plain(value)}; use zscore`,
  noLogarithm: (smallest: number) => `normalization log1p needs values above −1, and the smallest is ${plain(smallest)}; use zscore`,
});
