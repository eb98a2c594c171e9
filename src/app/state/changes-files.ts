/** The list of changes as a file, and such a file taken in again. Loaded when it is asked for. */
import type { DataChange } from "../../engine/data/changes.ts";
import { changesCsv } from "../../engine/data/changes-csv.ts";
import { fitChanges, type Fitting } from "../../engine/data/changes-fit.ts";
import type { Cell } from "../../engine/data/table.ts";
import { success, type Outcome } from "../../engine/schema/problem.ts";
import { late } from "../messages/late.ts";
import type { ChangesPorts, ChangesState } from "./changes.svelte.ts";
import type { Ports } from "./ports.ts";

const FORMAT = 1;

export function saveJson({ save }: Pick<Ports, "save">, of: ChangesPorts, changes: readonly DataChange[]): void {
  const set = of.set();
  if (!set) return;
  const text = JSON.stringify({ format: FORMAT, dataset: { name: set.name, rows: set.profile.rows }, changes }, null, 1);
  save(new Blob([text], { type: "application/json" }), late.changesFile.file(set.name));
}

export function saveCsv({ save }: Pick<Ports, "save">, of: ChangesPorts, changes: readonly DataChange[]): void {
  const set = of.set();
  if (set) save(new Blob([changesCsv(changes)], { type: "text/csv;charset=utf-8" }), late.changesFile.file(set.name).replace(/json$/, "csv"));
}

/** Adds what fits, as one step; the others come back, each with its reason. */
export async function takeIn(file: Blob, { data }: Pick<Ports, "data">, of: ChangesPorts, changes: ChangesState): Promise<Outcome<Fitting>> {
  const read = await data.readChanges(file);
  const set = of.set();
  if (!read.ok || !set) return read.ok ? success({ changes: [], already: 0, refused: [] }) : read;
  const columns = set.columns.map(({ name }) => name);
  const cells = async (column: string, rows: readonly number[]): Promise<readonly Cell[]> => {
    const at = columns.indexOf(column);
    return (await of.rows(rows, { from: at, to: at + 1 })).map(([cell]) => cell ?? null);
  };
  const fitting = await fitChanges(read.value, { rows: set.profile.rows, columns, isExcluded: (row) => changes.isExcluded(row), cells });
  if (fitting.changes.length > 0 && !(await changes.add(...fitting.changes))) return success({ ...fitting, changes: [] });
  return success(fitting);
}
