import { guard } from "../../engine/data/formula.ts";

/** The table twin of a chart: the same numbers, to be read, copied and saved. */
export interface ChartTable {
  readonly columns: readonly { readonly label: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

function field(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = guard(value);
  return /[",\n\r]|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, formulas made text as in every file of cells that is written here: a header row, CRLF after every row. */
export function csvOf(table: ChartTable): string {
  const lines = [table.columns.map((c) => c.label), ...table.rows];
  return lines.map((line) => line.map(field).join(",") + "\r\n").join("");
}
