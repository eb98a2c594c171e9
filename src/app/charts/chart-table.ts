/** The table twin of a chart: the same numbers, to be read, copied and saved. */
export interface ChartTable {
  readonly columns: readonly { readonly label: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A cell that a spreadsheet would run as a formula is kept as text by a leading apostrophe; numbers are untouched. */
const FORMULA = /^[=+\-@\t\r]/;

function field(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) && !Number.isFinite(Number(value)) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180: a header row, CRLF after every row. */
export function csvOf(table: ChartTable): string {
  const lines = [table.columns.map((c) => c.label), ...table.rows];
  return lines.map((line) => line.map(field).join(",") + "\r\n").join("");
}
