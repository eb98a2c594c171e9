/** What a column of dates is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted, wholePercent } from "../../../messages/format.ts";

export const words = catalogue("features/date", {
  all: (cells: number) => `All ${counted(cells, "cell", "cells")} are dates`,
  /** Rounded down: all but one are not all. */
  share: (share: number) => `${wholePercent(Math.floor(100 * share) / 100)} of the cells are dates`,
  others: (cells: number) => `${counted(cells, "other cell", "other cells")} would be read as missing`,
  sinceEpoch: (from: string, to: string) => `Whole numbers that are times since 1970, from ${from} to ${to}`,
  orNumbers: "They may as well be numbers",

  none: "no cell of the training rows is a date, so there is nothing to learn from this column",
  wrongFormat: (format: string, directive: string) => `datetime_format '${format}' has ${directive}, which is not known, or says the same twice; expected directives such as %Y-%m-%d %H:%M:%S`,
  fill: (fill: string) => `fill_value '${fill}' is no date; expected one such as 2024-01-31`,
  either: (cells: number, dayFirst: boolean) =>
    `${counted(cells, "date", "dates")} of the training rows, such as 1/2/2012, can be read two ways: the ${dayFirst ? "day" : "month"} is taken to come first; datetime_format: "${dayFirst ? "%m/%d/%Y" : "%d/%m/%Y"}" says otherwise`,
  bothOrders: (days: number, months: number) => `the day comes first in ${counted(days, "date", "dates")} of the training rows and the month in ${count(months)}: dates that can be read two ways are uncertain`,
});
