/**
 * The list of changes to a table as CSV, for people and for the same table elsewhere: a line for each cell that was corrected and each row left out, and one
 * for each spelling that was read as another. Safe for the page.
 */
import { words } from "../../messages/en/changes.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import type { CellChange, DataChange } from "./changes.ts";
import { csvText } from "./csv.ts";
import { guard, unguard } from "./formula.ts";
import type { Cell } from "./table.ts";

/** Names of columns, also in other languages: files come back from those who speak them. */
const COLUMNS = ["change", "row", "column", "before", "after", "reason", "when"] as const;
type Field = (typeof COLUMNS)[number];
type Line = Readonly<Record<Field, string>>;

/** Cells of a file, and the line at which they begin, from 1. */
export interface FileRow { readonly line: number; readonly cells: readonly string[] }
/** One step of a list, and the line of its file that says it. */
export interface ReadChange { readonly line: number; readonly change: DataChange }

/** Rows count from 1; a missing cell is empty; `when` is a time of ISO 8601 in UTC, empty where it is not known. */
export function changesCsv(changes: readonly DataChange[]): string {
  const lines = changes.flatMap(linesOf);
  return csvText(Object.fromEntries(COLUMNS.map((name) => [name, lines.map((line) => guard(line[name]))])));
}

function linesOf(change: DataChange): readonly Line[] {
  const about = { change: change.kind, reason: change.why ?? "", when: change.at === undefined ? "" : new Date(change.at).toISOString() };
  switch (change.kind) {
    case "cells": return change.cells.map(({ row, from, to }) => ({ ...about, row: String(row + 1), column: change.column, before: from ?? "", after: to ?? "" }));
    case "exclude": return change.rows.map((row) => ({ ...about, row: String(row + 1), column: "", before: "", after: "" }));
    case "spelling": return change.from.map((from) => ({ ...about, row: "", column: change.column, before: from, after: change.to }));
    default: return change satisfies never;
  }
}

/** The changes that the rows of such a file tell, in their order; fails where it is no such file, or names a row that is no change. Blank rows are passed over. */
export function changesOfRows([header, ...rows]: readonly FileRow[]): Outcome<readonly ReadChange[]> {
  const at = new Map(header?.cells.map((name, i) => [name.trim().toLowerCase(), i]));
  const absent = COLUMNS.slice(0, 5).filter((name) => !at.has(name));
  if (!header || absent.length > 0) return failure(error([], words.noList(absent)));
  const read: ReadChange[] = [];
  for (const { line, cells } of rows) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    const change = changeOf((name) => unguard(cells[at.get(name) ?? -1] ?? ""));
    if (change === null) return failure(error([], words.noLine(line, cells.join(", "))));
    read.push({ line, change });
  }
  return success(read);
}

function changeOf(field: (name: Field) => string): DataChange | null {
  const at = Date.parse(field("when"));
  const about = { ...(field("reason") !== "" && { why: field("reason") }), ...(!Number.isNaN(at) && { at }) };
  const row = /^[1-9]\d{0,15}$/.test(field("row").trim()) ? Number(field("row")) - 1 : null;
  const cell = (name: "before" | "after"): Cell => (field(name).trim() === "" ? null : field(name));
  const column = field("column");
  switch (field("change").trim().toLowerCase()) {
    case "cells": return row === null || column === "" ? null : { kind: "cells", column, cells: [{ row, from: cell("before"), to: cell("after") }], ...about };
    case "exclude": return row === null ? null : { kind: "exclude", rows: [row], ...about };
    case "spelling": return column === "" || field("before") === "" ? null : { kind: "spelling", column, from: [field("before")], to: field("after"), ...about };
    default: return null;
  }
}

/** Steps of one kind that were made together, joined into the change that they were. */
export function joined(steps: readonly DataChange[]): readonly DataChange[] {
  const list: DataChange[] = [];
  for (const step of steps) {
    const last = list.at(-1);
    const whole = last && isSame(last, step) ? together(last, step) : null;
    if (whole) list[list.length - 1] = whole;
    else list.push(step);
  }
  return list;
}

const columnOf = (change: DataChange): string => (change.kind === "exclude" ? "" : change.column);
const isSame = (a: DataChange, b: DataChange): boolean => a.kind === b.kind && a.at !== undefined && a.at === b.at && a.why === b.why && columnOf(a) === columnOf(b);

/** Null where one undoes or repeats what the other did. */
function together(a: DataChange, b: DataChange): DataChange | null {
  if (a.kind === "exclude" && b.kind === "exclude") return { ...a, rows: [...a.rows, ...b.rows] };
  if (a.kind === "spelling" && b.kind === "spelling") return a.to === b.to ? { ...a, from: [...a.from, ...b.from] } : null;
  if (a.kind !== "cells" || b.kind !== "cells") return null;
  const rows = new Set(a.cells.map(({ row }) => row));
  return b.cells.some(({ row }) => rows.has(row)) ? null : { ...a, cells: [...a.cells, ...b.cells] satisfies readonly CellChange[] };
}
