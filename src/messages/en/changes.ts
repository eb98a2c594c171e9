/** A list of changes to the data that comes back as a file, and what of it does not fit. */
import { catalogue } from "../catalogue.ts";
import { count, list } from "../format.ts";

const shown = (text: string | null): string => (text === null ? "nothing" : `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`);

export const words = catalogue("changes", {
  noList: (absent: readonly string[]) => `this is no list of changes: it has no column ${list(absent.map((name) => `'${name}'`))}; expected a file that “Save as CSV” wrote`,
  noLine: (line: number, text: string) => `line ${count(line)} says no change: ${shown(text)}; expected cells, spelling or exclude, with a row from 1 and a column`,
  notJson: "this is no list of changes: expected a file that “Save the list” wrote",
  noRow: (row: number, rows: number) => `row ${count(row)} is not among the ${count(rows)} rows of this table`,
  noColumn: (column: string) => `the table has no column “${column}”`,
  other: (column: string, row: number, expected: string | null, found: string | null) => `${column} in row ${count(row)} holds ${shown(found)}, not ${shown(expected)}`,
});
