/** Things found in many rows, said once: how many, and where the first of them are. */
import { note, type Problem } from "../engine/schema/problem.ts";
import { words } from "../messages/en/ingest.ts";

const SHOWN = 20;

export class RowRemark {
  count = 0;
  readonly first: number[] = [];
  #last = -1;
  #line: number | null = null;

  /** `row` counts from 0; a row is counted once however often it is added in succession. `line` is asked for the first. */
  add(row: number, line: () => number): void {
    if (row === this.#last) return;
    this.#last = row;
    this.#line ??= line();
    this.count++;
    if (this.first.length < SHOWN) this.first.push(row);
  }

  /** A note such as "3 rows (12, 40 and 41; the first in line 13) ...", rows counted from 1; nothing when no row was added. `offset` is subtracted first. */
  note(rest: (rows: string) => string, offset = 0): Problem[] {
    if (this.count === 0) return [];
    const [row = 0, ...others] = this.first.map((first) => first - offset + 1);
    const line = this.#line ?? 0; // asked for with the first row
    return [note([], rest(this.count === 1 ? words.oneRow(row, line) : words.rows(this.count, [row, ...others], line)))];
  }
}
