/** Rows of cells to columns, where the first rows tell what names the columns and what is a title above them. */
import type { Column } from "../../engine/data/table.ts";
import { note, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/ingest.ts";
import { detectHeader } from "../detect-header.ts";
import { detectSkip } from "../detect.ts";
import type { ReadOptions } from "../dialect.ts";
import { columnNames } from "../names.ts";
import { isBlankCell, type Row } from "../rows.ts";
import { TableBuilder } from "../table-builder.ts";
import { checkSize, Refusal } from "./format.ts";

/** Rows by which the frame of the table is judged. */
const SAMPLE_ROWS = 200;

interface Frame {
  readonly skip: number;
  readonly header: boolean;
  /** The first column with any cell. */
  readonly from: number;
  readonly width: number;
  readonly notes: readonly Problem[];
  readonly builder: TableBuilder;
}

export class Grid {
  readonly #options: ReadOptions;
  /** A row without its last cells is complete: they are empty. */
  readonly #openEnded: boolean;
  readonly #most: number;
  readonly #sample: { readonly row: Row; readonly line: number }[] = [];
  #frame: Frame | null = null;
  #blank = 0;
  #characters = 0;

  /** `most` is what the columns may cost in bytes. */
  constructor(options: ReadOptions, openEnded: boolean, most: number) {
    this.#most = most;
    this.#options = options;
    this.#openEnded = openEnded;
  }

  get rows(): number {
    return this.#frame?.builder.rows ?? this.#sample.length;
  }

  /** Columns, from the first to the last with any cell. */
  get width(): number {
    return (this.#frame ?? this.#begin()).width;
  }

  /** The next row that is not blank; `line` is where it stands, from 1. */
  add(row: Row, line: number): void {
    if (row.every(isBlankCell)) {
      this.#blank++;
      return;
    }
    for (const cell of row) this.#characters += cell.length;
    if (this.#characters > this.#most) this.check();
    if (this.#frame) this.#put(this.#frame, row, line);
    else if (this.#sample.push({ row, line }) === SAMPLE_ROWS) this.#begin();
  }

  /** Stop before memory is exhausted. */
  check(): void {
    checkSize(this.#most, this.rows, this.#frame?.width ?? 0, this.#characters);
  }

  finish(): { readonly rows: number; readonly columns: Iterable<Column>; readonly frame: { readonly skip: number; readonly header: boolean }; readonly notes: readonly Problem[] } {
    const { builder, skip, header, notes } = this.#frame ?? this.#begin();
    const above = skip > 0 ? [note([], words.skipped(skip))] : [];
    const blank = this.#blank > 0 ? [note([], words.formats.blankRows(this.#blank))] : [];
    return { rows: builder.rows, columns: builder.columns(), frame: { skip, header }, notes: [...above, ...notes, ...builder.notes(), ...blank] };
  }

  #begin(): Frame {
    const frame = frameOf(this.#sample.map(({ row }) => row), this.#options);
    this.#frame = frame;
    for (const { row, line } of this.#sample.splice(0)) this.#put(frame, row, line);
    return frame;
  }

  #put({ builder, from, width }: Frame, row: Row, line: number): void {
    const cells = row.slice(from);
    while (this.#openEnded && cells.length < width) cells.push("");
    builder.add(cells, () => line);
  }
}

function frameOf(sample: readonly Row[], options: ReadOptions): Frame {
  const filled = sample.map(withoutBlankEnd);
  const from = Math.min(...filled.map((row) => row.findIndex((cell) => !isBlankCell(cell))));
  const end = Math.max(0, ...filled.map((row) => row.length));
  checkSize(Infinity, 0, end, 0);
  const width = end - from;
  const rows = filled.map((row) => Array.from({ length: width }, (_, i) => row[from + i] ?? ""));
  const skip = options.skip ?? detectSkip(rows);
  const table = rows.slice(skip);
  if (table.length === 0) throw new Refusal(skip > 0 ? words.nothingLeft(skip) : words.empty);
  const header = options.header ?? detectHeader(table);
  const { names, notes } = columnNames(header ? table[0]! : null, width);
  return { skip, header, from, width, notes, builder: new TableBuilder(names, width, skip + (header ? 1 : 0), false) };
}

const withoutBlankEnd = (row: Row): Row => row.slice(0, row.findLastIndex((cell) => !isBlankCell(cell)) + 1);
