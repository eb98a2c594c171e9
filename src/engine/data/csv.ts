import type { Cells } from "./table.ts";

/** Columns as CSV for other programs: cells as they are, missing ones empty, lines ended by "\n". */
export function csvText(columns: Readonly<Record<string, Cells>>): string {
  const names = Object.keys(columns);
  const rows = Object.values(columns)[0]?.length ?? 0;
  const line = (cells: readonly (string | null)[]): string => cells.map((cell) => quoted(cell ?? "")).join(",");
  const lines = Array.from({ length: rows }, (_, row) => line(names.map((name) => columns[name]![row] ?? null)));
  return `${[line(names), ...lines].join("\n")}\n`;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
