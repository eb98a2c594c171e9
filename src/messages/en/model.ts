/** Stored models, and what is asked of them. */
import { catalogue } from "../catalogue.ts";
import { count } from "../format.ts";

export const words = catalogue("model", {
  newer: (app: string, format: number, known: number) => `this model was stored by a newer version (${app}, format ${format}; this one reads up to ${known}); update to open it`,
  misfit: (weight: string, wanted: number, got: number | undefined) => `'${weight}' should have ${count(wanted)} numbers and has ${got === undefined ? "none" : count(got)}`,
  unfit: (misfits: readonly string[]) => `the stored weights do not fit the model: ${misfits.join("; ")}`,
  noCells: "there are no cells to predict from",
  unevenColumns: (columns: readonly string[]) => `the columns differ in length: ${columns.join(", ")}`,
});
