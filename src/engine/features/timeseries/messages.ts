/** What a column of time series is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted } from "../../../messages/format.ts";

export const words = catalogue("features/timeseries", {
  none: "no cell of the training rows is a list of numbers, so there is nothing to learn from this column",
  cut: (series: number, all: number, steps: number) => `${count(series)} of ${counted(all, "series", "series")} of the training rows are longer than ${counted(steps, "step", "steps")} and lose their end`,
  fill: (fill: string) => `fill_value '${fill}' is no list of numbers`,
});
