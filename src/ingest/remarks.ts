/** Things found in many rows, said once: how many, and where the first of them are. */
import { note, type Problem } from "../engine/schema/problem.ts";

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
    const numbers = this.first.map((row) => String(row - offset + 1));
    const more = this.count > SHOWN ? `${numbers.join(", ")} and ${this.count - SHOWN} more` : enumerate(numbers);
    return [note([], rest(this.count === 1 ? `1 row (row ${more}, in line ${this.#line})` : `${this.count} rows (rows ${more}; the first in line ${this.#line})`))];
  }
}

export const enumerate = (items: readonly string[]): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
