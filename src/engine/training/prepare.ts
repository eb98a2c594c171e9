import { words } from "../../messages/en/data.ts";
import type { OpenedConfig } from "../config/opened.ts";
import { NO_ASSETS, type Assets } from "../data/assets.ts";
import { balanced } from "../data/balance.ts";
import { LARGEST_PART, tooLarge } from "../data/encoded.ts";
import { preparedCells, reads, rowsWhere, type ReadsColumn } from "../data/missing.ts";
import { withoutRest, type Resting } from "../data/rests.ts";
import { preparingRows } from "../data/rows.ts";
import { folding, type Fold } from "../data/folds.ts";
import { splitting, type Split } from "../data/split.ts";
import { columnNamed, type CellsInTurn, type Table } from "../data/table.ts";
import { leaveOutUnreadable, unseenNotes } from "./remarks.ts";
import type { Complain, ConfiguredInput, InputFeature, OutputFeature } from "../features/feature.ts";
import type { BuiltModel } from "../model/build.ts";
import { cellReader, inputEncoder } from "../prediction/encode.ts";
import { error, note, success, type Outcome, type Path, type Problem, type Report } from "../schema/problem.ts";
import type { EncodedRows } from "./resident.ts";
import { targetOf, targeting } from "./targets.ts";

/** A config that has met its data: rows shared out, every feature fitted on the training rows. */
export interface Prepared {
  readonly inputs: readonly InputFeature[];
  readonly outputs: readonly OutputFeature[];
  readonly split: Split;
  /** The rows to train on: those of the split, brought into balance where the config asks. */
  readonly training: Uint32Array;
  readonly dropped: Readonly<Record<string, number>>;
  readonly notes: readonly Problem[];
}

/** As `preparing`, at one go. */
export const prepare = (...asked: Parameters<typeof preparing>): Outcome<Prepared> => withoutRest(preparing(...asked));

/** More rows than this take their time. */
const MANY = 2 ** 17;
/** Cells of no more bytes are read once and held: most fits go through them several times. */
const FEW_BYTES = 2 ** 24;

/** Which feature learns its column, after how many of all. */
export interface Fitting { readonly feature: string; readonly done: number; readonly of: number }

/** Rows are chosen and shared out before anything is learnt; features learn from the training rows alone. A large table takes minutes. most: bytes of one part of a feature. */
export function* preparing(opened: OpenedConfig, table: Table, seed: number, fold?: Fold, assets: Assets = NO_ASSETS, most = LARGEST_PART): Resting<Outcome<Prepared>, Fitting> {
  const chosen = yield* preparingRows(opened, table, seed);
  if (!chosen.ok) return chosen;
  const { rows, considered, notes } = chosen.value;
  const problems: Problem[] = [];
  const { split } = opened.preprocessing;
  const tell: Report = (problem) => problems.push(problem);
  const shared = yield* fold ? folding(split, fold, seed, table, rows, tell) : splitting(split, seed, table, rows, tell);
  if (!shared.ok) return shared;
  const { inputs, outputs } = yield* fitted(opened, table, shared.value.training, assets, tell);
  const largest = Math.max(...Object.values<Uint32Array>({ ...shared.value }).map(({ length }) => length));
  inputs.forEach((feature, i) => {
    const why = tooLarge(feature.parts, largest, most);
    if (why !== null) complainOf(tell, ["input_features", i], feature.name)("error", why);
  });
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { ok: false, problems: [...errors, ...notes] };
  const left = yield* leaveOutUnreadable({ opened, inputs, outputs, table, considered, split: shared.value, dropped: chosen.value.dropped });
  const { split: used, dropped } = left;
  const training = yield* inBalance(opened, outputs, table, used.training, seed, tell);
  const unseen = yield* unseenNotes(outputs, opened.places, table, used);
  return success({ inputs, outputs, split: used, training, dropped, notes: [...notes, ...left.notes, ...problems, ...unseen] });
}

/** Every feature, fitted on its cells of the training rows. */
function* fitted(opened: OpenedConfig, table: Table, training: Uint32Array, assets: Assets, tell: Report): Resting<Pick<Prepared, "inputs" | "outputs">, Fitting> {
  const cellsOf = (feature: ReadsColumn, rows = training): CellsInTurn => {
    const cells = preparedCells(feature, table, rows);
    return rows.length <= MANY && columnNamed(table, feature.column)!.bytes.length <= FEW_BYTES ? [...cells] : cells; // absent columns were refused before
  };
  const of = opened.inputs.length + opened.outputs.length;
  const tells = training.length > MANY;
  const inputs: InputFeature[] = [];
  for (const [i, feature] of opened.inputs.entries()) {
    yield tells ? { feature: feature.name, done: i, of } : null;
    const cells = tiedTo(feature, opened.inputs).map((tied) => cellsOf(tied));
    const rowOf = (cell: number): number => training[cell % training.length]!; // of cells one column after another
    const heard = feature.tied === null ? tell : (): void => {}; // of the same cells the first of them has said it
    inputs.push(yield* feature.fitting(cells.length === 1 ? cells[0]! : oneAfterAnother(cells), complainOf(heard, ["input_features", i], feature.name, rowOf), table.media, assets));
  }
  const outputs: OutputFeature[] = [];
  for (const [i, feature] of opened.outputs.entries()) {
    yield tells ? { feature: feature.name, done: opened.inputs.length + i, of } : null;
    const rows = yield* labelled(feature, table, training);
    outputs.push(yield* feature.fitting(cellsOf(feature, rows), complainOf(tell, ["output_features", i], feature.name, (cell) => rows[cell]!), table.media, assets));
  }
  return { inputs, outputs };
}

/** Most rows that a sentence names. */
const NAMED_ROWS = 3;

/** rowOf: the row of the table that a fitted cell stands in. */
const complainOf = (tell: Report, path: Path, name: string, rowOf?: (cell: number) => number): Complain => (severity, message, cells = []) => {
  const rows = rowOf ? [...new Set(cells.map((cell) => rowOf(cell) + 1))] : [];
  const where = rows.length > 0 ? ` (${words.inRows(rows.slice(0, NAMED_ROWS), rows.length > NAMED_ROWS)})` : "";
  tell((severity === "error" ? error : note)(path, `${name}: ${message}${where}`));
};

/** Features were fitted before: what they know is the column's own. */
function* inBalance(
  { preprocessing: { balance } }: OpenedConfig, [output]: readonly OutputFeature[], table: Table, rows: Uint32Array, seed: number, tell: Report,
): Resting<Uint32Array> {
  if ((balance.oversample === null && balance.undersample === null) || !output) return rows;
  const { data, known } = (yield* targeting([output], table, rows))[0]!; // of the one output
  const found = balanced(rows, known ? data.map((label, i) => (known[i] ? label : -1)) : data, balance, seed);
  const at: Path = ["preprocessing", balance.oversample === null ? "undersample_majority" : "oversample_minority"];
  tell(note(at, words.balanced(rows.length, found.length)));
  return found;
}

/** All inputs that share an encoder: they share what it was fitted on as well. */
const tiedTo = (feature: ConfiguredInput, inputs: readonly ConfiguredInput[]): readonly ConfiguredInput[] =>
  inputs.filter((other) => (other.tied ?? other.name) === (feature.tied ?? feature.name));

const oneAfterAnother = (all: readonly CellsInTurn[]): CellsInTurn => ({
  length: all.reduce((sum, { length }) => sum + length, 0),
  *[Symbol.iterator]() {
    for (const cells of all) yield* cells;
  },
});

/** A row that says nothing of an output teaches nothing of it. */
function* labelled(feature: ReadsColumn, table: Table, rows: Uint32Array): Resting<Uint32Array> {
  if (feature.missing !== "mask_loss") return rows;
  return yield* rowsWhere(columnNamed(table, feature.column)!, rows, reads(feature)); // absent columns were refused before
}

/** A few rows as numbers: inputs in the model's order, targets in the outputs' order. */
export async function encodePart({ inputs, outputs }: Pick<Prepared, "inputs" | "outputs">, inputParts: BuiltModel["inputParts"], table: Table, rows: Uint32Array): Promise<EncodedRows> {
  const cellsAt = cellReader(table);
  return {
    rows: rows.length,
    inputs: await inputEncoder(inputs, inputParts, table)(rows),
    targets: outputs.map((output) => targetOf(output, cellsAt(output, rows))),
  };
}
