/** What became of tables that were put together. */
import { catalogue } from "../catalogue.ts";
import { bytes, count, counted, list } from "../format.ts";

const few = (items: readonly string[]) => (items.length > 10 ? `${items.slice(0, 10).join(", ")} and ${count(items.length - 10)} more` : list(items));
const parts = ["training", "validation", "test"] as const;

export const words = catalogue("combine", {
  stacked: (files: readonly { readonly name: string; readonly rows: number; readonly part: 0 | 1 | 2 }[]) =>
    `The tables were put together, and the column 'split' says where each row comes from: ${list(files.map(({ name, rows, part }) => `${part} for the ${counted(rows, "row", "rows")} of ${name} (${parts[part]})`))}.`,
  absent: (file: string, columns: readonly string[]) => `${file} has no ${columns.length === 1 ? "column" : "columns"} ${few(columns)}; the cells are missing in its rows.`,
  below: (files: readonly { readonly name: string; readonly rows: number }[]) =>
    `The tables were put one below the other, and the column 'table' says where each row comes from: ${few(files.map(({ name, rows }) => `${name} (${counted(rows, "row", "rows")})`))}.`,
  joined: (left: string, right: string, by: { readonly left: string; readonly right: string }, used: number, keys: number) =>
    `Beside each row of ${left} stand the cells of ${right} ${by.left === by.right ? `with the same '${by.left}'` : `whose '${by.right}' is its '${by.left}'`}. ${count(used)} of the ${counted(keys, "key", "keys")} of ${right} occur.`,
  unmatched: (rows: number, right: string, keys: readonly string[]) => `${counted(rows, "row has a key", "rows have keys")} that ${right} has not; the cells beside it are missing: ${few(keys)}.`,
  keyless: (rows: number, key: string) => `${counted(rows, "row has", "rows have")} no '${key}'; the cells beside it are missing.`,
  tooMany: (tables: number, most: number) => `These are ${count(tables)} tables; at most ${count(most)} are put together. Choose one of them, or fewer files.`,
  tooLarge: (size: number, most: number) => `The tables have ${bytes(size)} together; up to ${bytes(most)} can be put together here. Choose one of them, or put them together beforehand.`,
  noTable: (names: readonly string[]) => `There is no table ${few(names)} among the files any more.`,
  noKey: (column: string, table: string) => `${table} has no column '${column}' to be joined by. Choose another key.`,
  none: "No table was chosen.",
  repeated: (keys: readonly string[], right: string) => `${counted(keys.length, "key occurs", "keys occur")} more than once in ${right}, and the first row of each was taken: ${few(keys)}.`,
});
