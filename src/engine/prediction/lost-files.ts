/** Files that cells name, and that seemed sound until they were read: gone, or not to be decoded. Their cells count as missing. */
import { words } from "../../messages/en/training.ts";
import { preparedCells, standIns, type ReadsColumn } from "../data/missing.ts";
import { beginning } from "../data/profile.ts";
import { cellOf, columnNamed, type Cells, type Table } from "../data/table.ts";
import type { InputFeature } from "../features/feature.ts";
import { note, type Problem } from "../schema/problem.ts";

/** So much of a cell is told. */
const TOLD = 80;

/** What was lost of an input: the rows whose own cell it was, in the order in which they were asked for. */
export interface Loss {
  readonly feature: InputFeature;
  readonly rows: readonly number[];
  readonly cells: readonly string[];
}

export class LostFiles {
  readonly #table: Table;
  /** By column. */
  readonly #cells = new Map<string, Set<string>>();
  readonly #rows = new Map<InputFeature, number[]>();
  /** A fill from neighbouring rows looks at the whole table: it is found out once which stand in, until another of a column's cells is lost. */
  readonly #standing = new Map<string, Uint32Array>();

  constructor(table: Table) {
    this.#table = table;
  }

  /** The prepared cells of rows, those that were lost as missing ones. */
  cellsAt(feature: ReadsColumn, rows: Uint32Array): Cells {
    const { column, missing } = feature;
    const lost = this.#cells.get(column);
    const reading = lost ? { column, missing, isMissing: (cell: string) => lost.has(cell) || feature.isMissing(cell) } : feature;
    const key = `${missing} ${column}`;
    return [...preparedCells(reading, this.#table, rows, (found) => {
      const whose = this.#standing.get(key) ?? standIns(reading, found);
      this.#standing.set(key, whose);
      return whose;
    })];
  }

  /** Cells of an input that led to a file which could not be read. */
  add({ column }: InputFeature, cells: Cells): void {
    const lost = this.#cells.get(column) ?? new Set<string>();
    for (const cell of cells) if (cell !== null) lost.add(cell);
    this.#cells.set(column, lost);
    for (const key of ["bfill", "ffill"]) this.#standing.delete(`${key} ${column}`);
  }

  /** Cells that may stand in for those of rows, the nearest first and each once: on the side that fills them, or else on the other. */
  next(feature: ReadsColumn, rows: Uint32Array, count: number): readonly string[] {
    const [first, last] = [rows.reduce((a, b) => Math.min(a, b)), rows.reduce((a, b) => Math.max(a, b))];
    const [nearer, farther] = feature.missing === "bfill" ? [last, first] : [first, last];
    const step = feature.missing === "bfill" ? 1 : -1;
    const found = this.#from(feature, nearer, step, count);
    return found.length > 0 ? found : this.#from(feature, farther, -step, count);
  }

  /** Remembers which of the rows that were asked for lost a cell of their own. */
  note(feature: InputFeature, rows: Uint32Array): void {
    if (!this.#cells.get(feature.column)?.size) return;
    const lost = rows.filter((row) => this.#isLost(feature, row));
    if (lost.length > 0) this.#rows.set(feature, [...(this.#rows.get(feature) ?? []), ...lost]);
  }

  losses(): readonly Loss[] {
    return Array.from(this.#rows, ([feature, rows]) => ({ feature, rows, cells: rows.map((row) => this.#cell(feature, row) ?? "") }));
  }

  /** Of inputs that drop the row of a missing cell. */
  dropped(): readonly Loss[] {
    return this.losses().filter(({ feature }) => feature.missing === "drop_row");
  }

  /** An input of which not one of so many rows could be read. */
  wholly(rows: number): { readonly name: string; readonly cell: string } | null {
    for (const { feature, cells } of this.losses()) if (cells.length === rows) return { name: feature.name, cell: beginning(cells[0]!, TOLD) };
    return null;
  }

  /** Of rows, those that no input which drops rows has lost a cell of. */
  kept(rows: Uint32Array): Uint32Array {
    return this.keptAt(rows).map((place) => rows[place]!);
  }

  /** Where they stand among the rows. */
  keptAt(rows: Uint32Array): Uint32Array {
    const places = rows.map((_, place) => place);
    const dropped = this.dropped();
    return dropped.length === 0 ? places : places.filter((place) => dropped.every(({ feature }) => !this.#isLost(feature, rows[place]!)));
  }

  notes(): readonly Problem[] {
    return this.losses().map(({ feature: { name, missing }, cells }) => note(["input_features"], words.unread(name, cells.map((cell) => beginning(cell, TOLD)), missing)));
  }

  #from(feature: ReadsColumn, start: number, step: number, count: number): readonly string[] {
    const found = new Set<string>();
    for (let row = start + step; row >= 0 && row < this.#table.rows && found.size < count; row += step) {
      const cell = this.#cell(feature, row);
      if (cell !== null && !feature.isMissing(cell) && !this.#cells.get(feature.column)?.has(cell)) found.add(cell);
    }
    return [...found];
  }

  #cell({ column }: ReadsColumn, row: number): string | null {
    const found = columnNamed(this.#table, column);
    return found ? cellOf(found, row) : null;
  }

  #isLost(feature: ReadsColumn, row: number): boolean {
    const lost = this.#cells.get(feature.column);
    const cell = lost ? this.#cell(feature, row) : null;
    return cell !== null && lost!.has(cell);
  }
}
