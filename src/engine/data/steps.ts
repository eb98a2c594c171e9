import { words } from "../../messages/en/data.ts";
import type { OpenedConfig } from "../config/opened.ts";
import { error, note, type Problem } from "../schema/problem.ts";
import { cellOf, columnNamed, type Column, type Table } from "./table.ts";

/** Rows whose sequences fit together, and what was found of the others. */
export interface EvenRows {
  readonly rows: Uint32Array;
  /** How many rows each output took away; none: absent. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly problems: readonly Problem[];
}

/**
 * Leave out rows in which an output that is decided step by step has another number of steps than an input whose steps it is decided
 * from: no one could say which belongs to which. A row without a target of that output stays.
 */
export function evenRows({ inputs, outputs, places }: OpenedConfig, table: Table, rows: Uint32Array): EvenRows {
  const dropped: Record<string, number> = {};
  const problems: Problem[] = [];
  let kept = rows;
  outputs.forEach((output, i) => {
    const { stepsOf, column } = output;
    if (!stepsOf) return;
    const own = (row: number): number | null => stepsIn(columnNamed(table, column)!, row, stepsOf); // absent columns were refused before
    for (const input of inputs) {
      if (!input.stepsOf) continue;
      const others = (row: number): number => stepsIn(columnNamed(table, input.column)!, row, input.stepsOf!) ?? 0;
      const fits = (row: number): boolean => own(row) === null || own(row) === others(row);
      const [even, uneven] = [kept.filter(fits), kept.filter((row) => !fits(row))];
      if (uneven.length === 0) continue;
      dropped[output.name] = (dropped[output.name] ?? 0) + uneven.length;
      const [first] = uneven as Uint32Array & { readonly 0: number }; // there is one
      const sentence = words.uneven(uneven.length, kept.length, output.name, input.name, { row: first + 1, own: own(first) ?? 0, others: others(first) });
      problems.push((even.length === 0 ? error : note)(places.outputs[i]!, sentence));
      kept = even;
    }
  });
  return { rows: kept, dropped, problems };
}

function stepsIn(column: Column, row: number, stepsOf: (cell: string) => number): number | null {
  const cell = cellOf(column, row);
  return cell === null ? null : stepsOf(cell);
}
