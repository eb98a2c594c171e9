/** Files that cells name, and that seemed sound until they were read: gone, or not to be decoded. */
import { words } from "../../messages/en/training.ts";
import { beginning } from "../data/profile.ts";
import type { Column, Table } from "../data/table.ts";
import type { InputFeature } from "../features/feature.ts";
import type { BuiltModel } from "../model/build.ts";
import { cellReader } from "../prediction/encode.ts";
import { note, type Problem } from "../schema/problem.ts";
import type { EncodedRows } from "./resident.ts";

/** So much of a cell is told. */
const TOLD = 80;

export class LostFiles {
  readonly #cells = new Map<InputFeature, string[]>();
  readonly #table: Table;
  /** A cell that stands in for a missing one may be what was lost. */
  readonly #cellsAt: ReturnType<typeof cellReader>;
  /** Of each part that a model takes. */
  readonly #features: readonly InputFeature[];

  constructor(table: Table, inputs: readonly InputFeature[], parts: BuiltModel["inputParts"]) {
    this.#table = table;
    this.#cellsAt = cellReader(table);
    this.#features = parts.map(({ feature }) => inputs.find(({ name }) => name === feature)!); // a part's input is one of them
  }

  /** What was lost of rows of the table when they were encoded. */
  note(encoded: EncodedRows, rows: Uint32Array): void {
    encoded.inputs.forEach(({ unread = [] }, part) => { for (const place of unread) this.#add(this.#features[part]!, rows[place]!); });
  }

  /** An input of which not one of so many rows could be read. */
  wholly(rows: number): { readonly name: string; readonly cell: string } | null {
    for (const [{ name }, cells] of this.#cells) if (cells.length === rows) return { name, cell: beginning(cells[0]!, TOLD) };
    return null;
  }

  /** The table in which those cells are missing; null where that would change nothing: what stands for a missing picture stands for them already. */
  tableWithout(): Table | null {
    const lost = new Map<string, string[]>();
    for (const [{ column, missing }, cells] of this.#cells) if (missing !== "facts") lost.set(column, [...(lost.get(column) ?? []), ...cells]);
    const without = (column: Column): Column => {
      const cells = lost.get(column.name);
      return cells ? { ...column, missing: [...new Set([...column.missing, ...cells.map((cell) => cell.trim())])] } : column;
    };
    return lost.size === 0 ? null : { ...this.#table, columns: this.#table.columns.map(without) };
  }

  notes(): readonly Problem[] {
    return Array.from(this.#cells, ([{ name, missing }, cells]) => note(["input_features"], words.unread(name, cells.map((cell) => beginning(cell, TOLD)), missing)));
  }

  #add(feature: InputFeature, row: number): void {
    const cells = this.#cells.get(feature) ?? [];
    this.#cells.set(feature, cells);
    cells.push(this.#cellsAt(feature, Uint32Array.of(row))[0]!); // it led to a file
  }
}
