import { catalogue } from "../../../messages/catalogue.ts";
import { count, counted, list, percent } from "../format.ts";

const few = (items: readonly string[], all = items.length) => (all > items.length ? `${items.join(", ")} and ${count(all - items.length)} more` : list(items));

/** Several tables that came together, and what they are to be: read where they are chosen, which a first visit does not load. */
export const words = catalogue("app/combine", {
  title: "Several tables",
  text: (tables: number) => `${count(tables)} tables came together. Say what they are to each other; nothing is changed until you use it.`,
  open: "Put tables together",
  looking: "Reading the tables …",
  refused: (table: string, why: string) => `${table} cannot be used: ${why}`,
  wayLabel: "What they are",
  ways: { one: "One of them", parts: "Training and test apart", stack: "One below the other", join: "Joined by a key" },
  hints: {
    one: "The others are left out.",
    parts: "All rows in one table; a column “split” keeps them apart when the model learns.",
    stack: "All rows in one table; a column “table” says where each comes from.",
    join: "Each row of the first table once, and beside it the row of another table with the same key.",
  },
  table: "Table",
  size: (rows: number, columns: number) => `${counted(rows, "row", "rows")}, ${counted(columns, "column", "columns")}`,
  partOf: (table: string) => `Rows of ${table} are for`,
  parts: { "0": "training", "1": "validation", "2": "test", "": "nothing: left out" },
  first: "Each row of",
  beside: (table: string) => `Beside it, of ${table}`,
  rightKey: (table: string) => `Key in ${table}`,
  leftKey: (table: string) => `Key that ${table} is looked up by`,
  equals: "is the same as",
  match: (table: string, matched: number, rows: number) => `${table}: ${count(matched)} of ${counted(rows, "row", "rows")} (${percent(rows === 0 ? 0 : matched / rows)}) find theirs.`,
  missing: (table: string, rows: number, keys: readonly string[], all: boolean) => `${counted(rows, "row has a key", "rows have keys")} that ${table} has not, ${all ? "" : "such as "}${list(keys)}: missing cells beside ${rows === 1 ? "it" : "them"}.`,
  repeats: (table: string, keys: readonly string[], all: number) => `${counted(all, "key occurs", "keys occur")} more than once in ${table} (${few(keys, all)}); only the first row of each is used. If each row should count, begin with ${table}.`,
  unused: (table: string, keys: number) => `${counted(keys, "key", "keys")} of ${table} ${keys === 1 ? "is" : "are"} not asked for.`,
  preview: (rows: number, columns: number) => `What it becomes: ${counted(rows, "row", "rows")}, ${counted(columns, "column", "columns")}`,
  firstRows: "The first rows",
  missingCell: "missing",
  moreColumns: (columns: number) => `and ${count(columns)} more`,
  commit: "Use this",
});
