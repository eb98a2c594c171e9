/** What became of tables that were put together. */
import { catalogue } from "../catalogue.ts";
import { count, counted, list } from "../format.ts";

const few = (items: readonly string[]) => (items.length > 10 ? `${items.slice(0, 10).join(", ")} and ${count(items.length - 10)} more` : list(items));
const parts = ["training", "validation", "test"] as const;

export const words = catalogue("combine", {
  stacked: (files: readonly { readonly name: string; readonly rows: number; readonly part: 0 | 1 | 2 }[]) =>
    `The tables were put together, and the column 'split' says where each row comes from: ${list(files.map(({ name, rows, part }) => `${part} for the ${counted(rows, "row", "rows")} of ${name} (${parts[part]})`))}.`,
  absent: (file: string, columns: readonly string[]) => `${file} has no ${columns.length === 1 ? "column" : "columns"} ${few(columns)}; the cells are missing in its rows.`,
  joined: (left: string, right: string, key: string, used: number, keys: number) => `Beside each row of ${left} stand the cells of ${right} with the same '${key}'. ${count(used)} of the ${counted(keys, "key", "keys")} of ${right} occur.`,
  unmatched: (rows: number, right: string, keys: readonly string[]) => `${counted(rows, "row has a key", "rows have keys")} that ${right} has not; the cells beside it are missing: ${few(keys)}.`,
  keyless: (rows: number, key: string) => `${counted(rows, "row has", "rows have")} no '${key}'; the cells beside it are missing.`,
  repeated: (keys: readonly string[], right: string) => `${counted(keys.length, "key occurs", "keys occur")} more than once in ${right}, and the first row of each was taken: ${few(keys)}.`,
});
