/** Where several tables lie side by side until the user has said what they are together. */
import { cellOf, rawCell } from "../../engine/data/table.ts";
import { beginning } from "../../engine/data/profile.ts";
import { note, success, type Outcome } from "../../engine/schema/problem.ts";
import type { CombinedPreview, TablesTogether } from "../data-api.ts";
import type { Tables } from "../folder/together.ts";
import { combine, type Combination } from "./combination.ts";
import { joinsFrom, keysAmong, proposed } from "./propose.ts";
import { partOfName } from "./stack.ts";

/** Rows, columns and keys that a preview shows. */
const ROWS = 5;
const COLUMNS = 30;
const KEYS = 10;

export class Bench {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  /** What they are, and what they could be. */
  look(): TablesTogether {
    const { parts, refused } = this.#tables;
    const keys = keysAmong(parts);
    const names = parts.map(({ name }) => name);
    return {
      tables: parts.map(({ name, table }) => ({ name, rows: table.rows, columns: table.columns.map((column) => column.name), part: partOfName(name), joins: joinsFrom(name, names, keys) })),
      refused, proposed: proposed(parts, keys),
    };
  }

  /** The first rows of what a combination makes, and what there is to say of it. */
  preview(combination: Combination): Outcome<CombinedPreview> {
    const made = combine(combination, this.#tables.parts);
    if (!made.ok) return made;
    const { table, notes, matches } = made.value;
    const shown = Array.from({ length: Math.min(ROWS, table.rows) }, (_, row) =>
      table.columns.slice(0, COLUMNS).map((column) => (cellOf(column, row) === null ? null : beginning(rawCell(column, row)))));
    return success({
      rows: table.rows,
      columns: table.columns.map(({ name }) => name),
      cells: shown,
      notes: notes.map(({ path, message }) => note(path, message)),
      matches: matches.map(({ missing, repeated, ...match }) => ({ ...match, missing: missing.slice(0, KEYS), repeated: repeated.slice(0, KEYS), repeats: repeated.length })),
    });
  }
}
