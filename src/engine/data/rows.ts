import { words } from "../../messages/en/data.ts";
import type { OpenedConfig } from "../config/opened.ts";
import { error, failure, note, success, type Outcome, type Problem } from "../schema/problem.ts";
import { reads, rowsWhere, type ReadsColumn } from "./missing.ts";
import { includedRows } from "./changes.ts";
import { seededRandom, shuffle } from "./random.ts";
import { filtered, withoutRest, type Resting } from "./rests.ts";
import { evenRows } from "./steps.ts";
import { cellOf, columnNamed, type Table } from "./table.ts";

/** The rows a run may use, chosen before the split and before anything is learnt. */
export interface PreparedRows {
  /** Row numbers of the table, ascending. */
  readonly rows: Uint32Array;
  /** The same with those that were left out, sampled rows only. */
  readonly considered: Uint32Array;
  /** Rows left out because a target (or an input told to `drop_row`) is missing, unreadable or of another length, by feature; none: absent. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly notes: readonly Problem[];
}

/** Sample rows as `preprocessing` asks, then leave out those that a feature wants dropped. */
export function* preparingRows(opened: OpenedConfig, table: Table, seed: number): Resting<Outcome<PreparedRows>> {
  const features = [...opened.inputs, ...opened.outputs];
  const places = [...opened.places.inputs, ...opened.places.outputs];
  const absent = features.flatMap(({ column }, i) => (columnNamed(table, column) ? [] : [error(places[i]!, words.noColumn(column))]));
  if (absent.length > 0) return failure(...absent);
  const included = includedRows(table);
  const sampled = sample(included, opened.preprocessing, seed);
  const { rows, dropped } = yield* dropUnlabelled(opened.outputs, table, yield* dropRows(features, table, sampled));
  if (rows.length === 0) return failure(error(["output_features"], noRows(table.rows, dropped)));
  const even = evenRows(opened, table, rows);
  if (even.rows.length === 0) return failure(...even.problems);
  const notes = [...excludedNotes(table.rows - included.length, table.rows), ...droppedNotes(dropped, sampled.length), ...even.problems];
  return success({ rows: even.rows, considered: sampled, dropped: added(dropped, even.dropped), notes });
}

/** The same at one go. */
export const prepareRows = (...asked: Parameters<typeof preparingRows>): Outcome<PreparedRows> => withoutRest(preparingRows(...asked));

function sample(all: Uint32Array, { sampleRatio, sampleSize }: OpenedConfig["preprocessing"], seed: number): Uint32Array {
  const wanted = Math.min(all.length, sampleSize ?? Math.round(all.length * sampleRatio));
  return wanted === all.length ? all : shuffle(all, seededRandom(seed, "sample")).slice(0, wanted).sort();
}

/** A row that several features want dropped counts for the first of them, so that the counts add up. */
function* dropRows(features: readonly (ReadsColumn & { readonly name: string })[], table: Table, rows: Uint32Array): Resting<Pick<PreparedRows, "rows" | "dropped">> {
  const dropped = new Map<string, number>(); // a feature may be called "constructor"
  let kept = rows;
  for (const feature of features) {
    if (feature.missing !== "drop_row") continue;
    const column = columnNamed(table, feature.column)!; // absent columns were refused before
    const usable = yield* rowsWhere(column, kept, reads(feature));
    if (usable.length < kept.length) dropped.set(feature.name, (dropped.get(feature.name) ?? 0) + kept.length - usable.length);
    kept = usable;
  }
  return { rows: kept, dropped: Object.fromEntries(dropped) };
}

/** A row without any target teaches nothing: where every output lets its own be missing, such rows count for the first. */
function* dropUnlabelled(
  outputs: OpenedConfig["outputs"], table: Table, { rows, dropped }: Pick<PreparedRows, "rows" | "dropped">,
): Resting<Pick<PreparedRows, "rows" | "dropped">> {
  if (outputs.some(({ missing }) => missing !== "mask_loss")) return { rows, dropped };
  const columns = outputs.map((output) => ({ has: reads(output), column: columnNamed(table, output.column)! })); // absent columns were refused before
  const kept = yield* filtered(rows, (row) => columns.some(({ has, column }) => has(cellOf(column, row))));
  const first = outputs[0]!.name;
  return kept.length === rows.length
    ? { rows, dropped }
    : { rows: kept, dropped: { ...dropped, [first]: (dropped[first] ?? 0) + rows.length - kept.length } };
}

const added = (a: PreparedRows["dropped"], b: PreparedRows["dropped"]): PreparedRows["dropped"] =>
  ({ ...a, ...Object.fromEntries(Object.entries(b).map(([name, count]) => [name, (a[name] ?? 0) + count])) });

const excludedNotes = (excluded: number, rows: number): readonly Problem[] => (excluded > 0 ? [note([], words.excluded(excluded, rows))] : []);

const droppedNotes = (dropped: Readonly<Record<string, number>>, rows: number): readonly Problem[] =>
  Object.entries(dropped).map(([name, count]) => note([], words.dropped(count, rows, name)));

function noRows(tableRows: number, dropped: Readonly<Record<string, number>>): string {
  if (tableRows === 0) return words.noRows;
  return Object.keys(dropped).length > 0 ? words.noneLeft(tableRows, dropped) : words.emptySample;
}
