/** Rows to columns. Holds one growing buffer per column, never the rows. */
import type { Column } from "../engine/data/table.ts";
import type { Problem } from "../engine/schema/problem.ts";
import { words } from "../messages/en/ingest.ts";
import { ColumnBuilder } from "./column-builder.ts";
import { RowRemark } from "./remarks.ts";
import { isBlankCell, type Row } from "./rows.ts";
import { unguard } from "../engine/data/formula.ts";

export class TableBuilder {
  readonly #names: readonly string[];
  readonly #builders: readonly ColumnBuilder[];
  readonly #usual: number;
  readonly #unguard: boolean;
  #leave: number;
  #rows = 0;
  readonly #short = new RowRemark();
  readonly #long = new RowRemark();

  /**
   * `leave` is the number of rows before the first row of data; `usual` the number of cells most rows have, which is more
   * than the columns where every line ends in a delimiter.
   */
  constructor(names: readonly string[], usual: number, leave: number, undoGuard: boolean) {
    this.#names = names;
    this.#usual = usual;
    this.#builders = names.map(() => new ColumnBuilder());
    this.#leave = leave;
    this.#unguard = undoGuard;
  }

  get rows(): number {
    return this.#rows;
  }

  /** `line` says at which line of the file the row begins. */
  add(row: Row, line: () => number): void {
    if (this.#leave > 0) this.#leave--;
    else this.#addCells(row, line);
  }

  #addCells(row: Row, line: () => number): void {
    const width = this.#builders.length;
    if (row.length < width) this.#short.add(this.#rows, line);
    else if (row.length > width && (row.length > this.#usual || !row.slice(width).every(isBlankCell))) this.#long.add(this.#rows, line);
    for (let i = 0; i < width; i++) {
      const cell = row[i] ?? "";
      this.#builders[i]!.add(this.#unguard ? unguard(cell) : cell);
    }
    this.#rows++;
  }

  /** The columns as read, one by one so that none lies in memory twice; missing spellings and decimal signs are still open. */
  *columns(): Generator<Column, void, void> {
    for (const [i, builder] of this.#builders.entries()) yield { name: this.#names[i]!, ...builder.finish(), missing: [], decimal: "." };
  }

  /** What was uneven. */
  notes(): readonly Problem[] {
    const width = this.#names.length;
    return [...this.#short.note((rows) => words.shortRows(rows, width)), ...this.#long.note((rows) => words.longRows(rows, width))];
  }
}
