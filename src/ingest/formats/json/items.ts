/** The elements of a list to rows: records by their keys, lists of cells by their places, as the first element is. */
import type { Column } from "../../../engine/data/table.ts";
import type { Problem } from "../../../engine/schema/problem.ts";
import { words } from "../../../messages/en/ingest.ts";
import type { ReadOptions } from "../../dialect.ts";
import { RowRemark } from "../../remarks.ts";
import { CellWriter, isRecord } from "../cell.ts";
import { Refusal } from "../format.ts";
import { Grid } from "../grid.ts";
import { NamedColumns } from "../named-columns.ts";

export class ItemTable {
  readonly #options: ReadOptions;
  readonly #most: number;
  readonly #cells = new CellWriter();
  readonly #others = new RowRemark();
  #records: NamedColumns | null = null;
  #grid: Grid | null = null;
  #rows = 0;
  #items = 0;

  /** `most` is what the table may cost in bytes. */
  constructor(options: ReadOptions, most: number) {
    this.#most = most;
    this.#options = options;
  }

  get rows(): number {
    return this.#rows;
  }

  add(item: unknown, line: number): void {
    if (!this.#records && !this.#grid) this.#begin(item);
    if (this.#records && isRecord(item)) this.#cells.record(this.#records, this.#rows++, item);
    else if (this.#grid && Array.isArray(item)) {
      this.#grid.add(item.map((value) => this.#cells.text(value)), line);
      this.#rows++;
    } else this.#others.add(this.#items, () => line);
    this.#items++;
    if (this.#items % 256 === 0) this.#check();
  }

  finish(): { readonly rows: number; readonly columns: Iterable<Column>; readonly frame: { readonly skip?: number; readonly header?: boolean }; readonly notes: readonly Problem[] } {
    const cells = [...this.#others.note(words.formats.json.otherItems), ...this.#cells.notes()];
    if (this.#grid) {
      const { notes, ...done } = this.#grid.finish();
      return { ...done, notes: [...notes, ...cells] };
    }
    if (!this.#records) throw new Refusal(words.formats.noRecords);
    const { columns, notes } = this.#records.finish(this.#rows);
    return { rows: this.#rows, columns, frame: {}, notes: [...notes, ...cells] };
  }

  #begin(item: unknown): void {
    if (isRecord(item)) this.#records = new NamedColumns(this.#most);
    else if (Array.isArray(item)) this.#grid = new Grid(this.#options, false, this.#most);
    else throw new Refusal(words.formats.json.singleValues);
  }

  #check(): void {
    this.#records?.check(this.#rows);
    this.#grid?.check();
  }
}
