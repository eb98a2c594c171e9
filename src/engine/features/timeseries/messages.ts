/** What a column of time series is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted } from "../../../messages/format.ts";

export const words = catalogue("features/timeseries", {
  lists: (lists: number, least: number, most: number) => `Lists of ${count(least)} to ${counted(most, "number", "numbers")} in ${counted(lists, "value", "values")} that were looked at`,
  even: (size: number) => `All lists have ${counted(size, "number", "numbers")}: a vector, unless each number follows from the one before`,

  none: "no cell of the training rows is a list of numbers, so there is nothing to learn from this column",
  cut: (series: number, all: number, steps: number) => `${count(series)} of ${counted(all, "series", "series")} of the training rows are longer than ${counted(steps, "step", "steps")} and lose their end`,
  fill: (fill: string) => `fill_value '${fill}' is no list of numbers`,
});
