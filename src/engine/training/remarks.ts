/** What a run says of cells before it learns: those no type can read, those whose file is lost, and labels that only the rows to be judged have. */
import { words } from "../../messages/en/data.ts";
import type { OpenedConfig } from "../config/opened.ts";
import { rowsWhere, type ReadsColumn } from "../data/missing.ts";
import { each, type Resting } from "../data/rests.ts";
import type { Split } from "../data/split.ts";
import { cellOf, cellsInTurn, columnNamed, type Table } from "../data/table.ts";
import type { InputFeature, OutputFeature } from "../features/feature.ts";
import type { LostFiles } from "../prediction/lost-files.ts";
import type { Prepared } from "./prepare.ts";
import { note, type Path, type Problem } from "../schema/problem.ts";

/** Rows, or labels, that a sentence names; more are counted. */
const FEW = 3;

interface Fitted {
  readonly opened: OpenedConfig;
  readonly inputs: readonly InputFeature[];
  readonly outputs: readonly OutputFeature[];
  readonly table: Table;
  /** Rows that were sampled, before any was left out. */
  readonly considered: Uint32Array;
  readonly split: Split;
  readonly dropped: Readonly<Record<string, number>>;
}

/**
 * Tell the cells that the fitted features cannot read. What only the training rows could say, such as the commonest size of a vector,
 * makes cells unreadable late: their rows leave the split where the feature wants them dropped.
 */
export function* leaveOutUnreadable(fitted: Fitted): Resting<Pick<Fitted, "split" | "dropped"> & { readonly notes: readonly Problem[] }> {
  const { opened: { places }, inputs, outputs, table, considered } = fitted;
  const notes: Problem[] = [];
  let { split, dropped } = fitted;
  for (const [i, feature] of [...inputs, ...outputs].entries()) {
    const unreadable = yield* unreadableRows(feature, table, considered);
    if (unreadable.length === 0) continue;
    const path = i < inputs.length ? places.inputs[i]! : places.outputs[i - inputs.length]!;
    notes.push(unreadableNote(feature, path, table, unreadable));
    if (feature.missing !== "drop_row") continue;
    const before = rowsIn(split);
    split = without(split, unreadable);
    const late = before - rowsIn(split);
    if (late === 0) continue;
    notes.push(note(path, words.dropped(late, before, feature.name)));
    dropped = { ...dropped, [feature.name]: (dropped[feature.name] ?? 0) + late };
  }
  return { split, dropped, notes };
}

/** What was prepared, without the rows that an input drops whose file was lost when it was read. */
export function withoutLost(prepared: Prepared, lost: LostFiles): Prepared {
  const strict = lost.dropped();
  if (strict.length === 0) return prepared;
  const before = rowsIn(prepared.split);
  const split = without(prepared.split, strict.flatMap(({ rows }) => rows));
  const counts = strict.map(({ feature: { name }, rows }) => [name, new Set(rows).size] as const);
  return {
    ...prepared,
    split,
    training: lost.kept(prepared.training),
    dropped: counts.reduce((sums, [name, count]) => ({ ...sums, [name]: (sums[name] ?? 0) + count }), prepared.dropped),
    notes: [...prepared.notes, ...counts.map(([name, count]) => note(["input_features"], words.dropped(count, before, name)))],
  };
}

const rowsIn = ({ training, validation, test }: Split): number => training.length + validation.length + test.length;

function without({ training, validation, test }: Split, rows: ArrayLike<number>): Split {
  const largest = [training, validation, test].reduce((most, part) => Math.max(most, part.at(-1) ?? 0), 0); // they are ascending
  const gone = new Uint8Array(largest + 1);
  for (let i = 0; i < rows.length; i++) gone[rows[i]!] = 1;
  const kept = (part: Uint32Array): Uint32Array => part.filter((row) => gone[row] === 0);
  return { training: kept(training), validation: kept(validation), test: kept(test) };
}

/** The rows, of those given, in which a feature's cell is there and cannot be read. */
const unreadableRows = (feature: ReadsColumn, table: Table, rows: Uint32Array): Resting<Uint32Array> =>
  rowsWhere(columnNamed(table, feature.column)!, rows, (cell) => cell !== null && feature.isMissing(cell)); // absent columns were refused before

/** How many cells cannot be read, with the first few and their rows. */
function unreadableNote(feature: InputFeature | OutputFeature, path: Path, table: Table, unreadable: Uint32Array): Problem {
  const column = columnNamed(table, feature.column)!; // it has cells
  const shown = Array.from(unreadable.subarray(0, FEW), (row) => ({ cell: cellOf(column, row) ?? "", row: row + 1 }));
  return note(path, words.unreadable(unreadable.length, feature.column, feature.type, shown));
}

/** Labels of rows to validate or test on that no training row has: no answer can be right there. */
export function* unseenNotes(outputs: readonly OutputFeature[], places: OpenedConfig["places"], table: Table, { validation, test }: Split): Resting<readonly Problem[]> {
  const judged = new Uint32Array(validation.length + test.length);
  judged.set(validation);
  judged.set(test, validation.length);
  judged.sort();
  const notes: Problem[] = [];
  for (const [i, output] of outputs.entries()) {
    const column = columnNamed(table, output.column)!; // absent columns were refused before
    const found = new Map<string, number>(); // label → the first row that has it
    let rows = 0;
    yield* each(cellsInTurn(column, judged), (cell, place) => {
      const unseen = cell === null || output.isMissing(cell) ? [] : output.unseen(cell);
      if (unseen.length > 0) rows++;
      for (const label of unseen) if (!found.has(label)) found.set(label, judged[place]!);
    });
    const shown = [...found].slice(0, FEW).map(([cell, row]) => ({ cell, row: row + 1 }));
    if (rows > 0) notes.push(note(places.outputs[i]!, words.unseen(found.size, rows, output.name, shown)));
  }
  return notes;
}
