/** Records to columns: names are met as the records come, and a column that is met late was missing before. */
import type { Column } from "../../engine/data/table.ts";
import { note, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/ingest.ts";
import { ColumnBuilder } from "../column-builder.ts";
import { columnNames } from "../names.ts";
import { checkSize } from "./format.ts";

/** Between the keys of a path: no key holds it. */
const STEP = "\u0000";

export const pathOf = (parent: string, key: string): string => (parent === "" ? key : `${parent}${STEP}${key}`);

interface Growing { readonly builder: ColumnBuilder; rows: number; given: number; characters: number }

export class NamedColumns {
  readonly #columns = new Map<string, Growing>();
  readonly #most: number;
  #characters = 0;

  /** `most` is what the columns may cost in bytes. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The cell of a row, counted from 0, in the column of a path; rows of one column come in order, each once. */
  add(path: string, row: number, cell: string): void {
    const column = this.#columns.get(path) ?? this.#begin(path);
    while (column.rows < row) this.#fill(column);
    column.builder.add(cell);
    column.rows++;
    column.given++;
    column.characters += cell.length;
    this.#characters += cell.length;
    if (this.#characters > this.#most) this.check(row);
  }

  /** Stop before memory is exhausted. */
  check(rows: number): void {
    checkSize(this.#most, rows, this.#columns.size, this.#characters);
  }

  /** The columns of so many rows, one by one so that none lies in memory twice, and what was changed in their names. */
  finish(rows: number): { readonly columns: Iterable<Column>; readonly notes: readonly Problem[] } {
    this.check(rows);
    this.#dropParents();
    const naming = columnNames([...this.#columns.keys()].map((path) => path.replaceAll(STEP, ".")), this.#columns.size);
    return { columns: this.#built(naming.names, rows), notes: [...naming.notes, ...this.#unevenNotes(naming.names, rows)] };
  }

  *#built(names: readonly string[], rows: number): Generator<Column, void, void> {
    for (const [i, column] of [...this.#columns.values()].entries()) {
      while (column.rows < rows) this.#fill(column);
      yield { name: names[i]!, ...column.builder.finish(), missing: [], decimal: "." };
    }
  }

  #unevenNotes(names: readonly string[], rows: number): readonly Problem[] {
    const absent = [...this.#columns.values()].flatMap(({ given }, i) => (given < rows ? [{ name: names[i]!, rows: rows - given }] : []));
    return absent.length > 0 ? [note([], words.formats.uneven(absent, rows))] : [];
  }

  /** Records that are null in some rows leave a column of their own, empty throughout beside the columns of their keys. */
  #dropParents(): void {
    const parents = new Set([...this.#columns.keys()].flatMap((path) => path.split(STEP).slice(0, -1).map((_, i, keys) => keys.slice(0, i + 1).join(STEP))));
    for (const [path, { characters }] of this.#columns) if (characters === 0 && parents.has(path)) this.#columns.delete(path);
  }

  #begin(path: string): Growing {
    const column = { builder: new ColumnBuilder(), rows: 0, given: 0, characters: 0 };
    this.#columns.set(path, column);
    return column;
  }

  #fill(column: Growing): void {
    column.builder.addMissing();
    column.rows++;
  }
}
