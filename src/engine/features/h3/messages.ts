/** What a column of H3 cells is told: why it looks like one, and what is wrong with it. */
import { catalogue } from "../../../messages/catalogue.ts";
import { counted } from "../../../messages/format.ts";

export const words = catalogue("features/h3", {
  all: (cells: number) => `All of ${counted(cells, "value", "values")} that were looked at are cells of the H3 grid`,
  most: (bad: number) => `${counted(bad, "value", "values")} would be read as missing`,

  none: "no cell of the training rows is one of the H3 grid, so there is nothing to learn from this column",
  fill: (fill: string) => `fill_value '${fill}' is no cell of the H3 grid; expected one such as 8928308280fffff`,
});
