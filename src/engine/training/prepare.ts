import { words } from "../../messages/en/data.ts";
import type { OpenedConfig } from "../config/opened.ts";
import { NO_ASSETS, type Assets } from "../data/assets.ts";
import { balanced } from "../data/balance.ts";
import { LARGEST_PART, tooLarge, type Encoded } from "../data/encoded.ts";
import { preparedCells, type ReadsColumn } from "../data/missing.ts";
import { withoutRest, type Resting } from "../data/rests.ts";
import { prepareRows } from "../data/rows.ts";
import { foldRows, type Fold } from "../data/folds.ts";
import { splitRows, type Split } from "../data/split.ts";
import type { Cells, Table } from "../data/table.ts";
import { leaveOutUnreadable, unseenNotes } from "./remarks.ts";
import type { Complain, ConfiguredInput, InputFeature, OutputFeature } from "../features/feature.ts";
import type { BuiltModel } from "../model/build.ts";
import { cellReader, inputEncoder } from "../prediction/encode.ts";
import type { LostFiles } from "../prediction/lost-files.ts";
import { error, note, success, type Outcome, type Path, type Problem, type Report } from "../schema/problem.ts";
import type { EncodedRows } from "./resident.ts";

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

/** Rows are chosen and shared out before anything is learnt; features learn from the training rows alone. A large table takes minutes. most: bytes of one part of a feature. */
export function* preparing(opened: OpenedConfig, table: Table, seed: number, fold?: Fold, assets: Assets = NO_ASSETS, most = LARGEST_PART): Resting<Outcome<Prepared>> {
  const chosen = prepareRows(opened, table, seed);
  if (!chosen.ok) return chosen;
  const { rows, considered, notes } = chosen.value;
  const problems: Problem[] = [];
  const { split } = opened.preprocessing;
  const tell: Report = (problem) => problems.push(problem);
  const shared = fold ? foldRows(split, fold, seed, table, rows, tell) : splitRows(split, seed, table, rows, tell);
  if (!shared.ok) return shared;
  const training = shared.value.training;
  const cellsOf = (feature: ReadsColumn) => preparedCells(feature, table, training);
  const inputs: InputFeature[] = [];
  for (const [i, feature] of opened.inputs.entries()) {
    yield null;
    const shares = tiedTo(feature, opened.inputs);
    const rowOf = (cell: number): number => training[cell % training.length]!; // of cells one column after another
    const heard = feature.tied === null ? tell : (): void => {}; // of the same cells the first of them has said it
    inputs.push(feature.fit(cellsOfAll(shares, cellsOf), complainOf(heard, ["input_features", i], feature.name, rowOf), table.media, assets));
  }
  const largest = Math.max(...Object.values<Uint32Array>({ ...shared.value }).map(({ length }) => length));
  inputs.forEach((feature, i) => {
    const why = tooLarge(feature.parts, largest, most);
    if (why !== null) complainOf(tell, ["input_features", i], feature.name)("error", why);
  });
  const outputs: OutputFeature[] = [];
  for (const [i, feature] of opened.outputs.entries()) {
    yield null;
    const { cells, places } = labelled(feature, cellsOf(feature));
    outputs.push(feature.fit(cells, complainOf(tell, ["output_features", i], feature.name, (cell) => training[places ? places[cell]! : cell]!), table.media, assets));
  }
  yield null;
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { ok: false, problems: [...errors, ...notes] };
  const left = yield* leaveOutUnreadable({ opened, inputs, outputs, table, considered, split: shared.value, dropped: chosen.value.dropped });
  const { split: used, dropped } = left;
  yield null;
  const balanced = inBalance(opened, outputs, table, used.training, seed, tell);
  const unseen = unseenNotes(outputs, opened.places, table, used);
  return success({ inputs, outputs, split: used, training: balanced, dropped, notes: [...notes, ...left.notes, ...problems, ...unseen] });
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
function inBalance(
  { preprocessing: { balance } }: OpenedConfig, [output]: readonly OutputFeature[], table: Table, rows: Uint32Array, seed: number, tell: Report,
): Uint32Array {
  if ((balance.oversample === null && balance.undersample === null) || !output) return rows;
  const { data, known } = targetOf(output, preparedCells(output, table, rows));
  const found = balanced(rows, Array.from(data, (label, i) => (known && !known[i] ? -1 : label)), balance, seed);
  const at: Path = ["preprocessing", balance.oversample === null ? "undersample_majority" : "oversample_minority"];
  tell(note(at, words.balanced(rows.length, found.length)));
  return found;
}

/** All inputs that share an encoder: they share what it was fitted on as well. */
const tiedTo = (feature: ConfiguredInput, inputs: readonly ConfiguredInput[]): readonly ConfiguredInput[] =>
  inputs.filter((other) => (other.tied ?? other.name) === (feature.tied ?? feature.name));

const cellsOfAll = (features: readonly ReadsColumn[], cellsOf: (feature: ReadsColumn) => Cells): Cells =>
  features.length === 1 ? cellsOf(features[0]!) : features.flatMap((feature) => [...cellsOf(feature)]);

/** A row that says nothing of an output teaches nothing of it. places: where each cell stood, if some were left out. */
function labelled({ missing }: ReadsColumn, cells: Cells): { readonly cells: Cells; readonly places: readonly number[] | null } {
  if (missing !== "mask_loss") return { cells, places: null };
  const places = [...cells.keys()].filter((place) => cells[place] !== null);
  return { cells: places.map((place) => cells[place]!), places };
}

/** The rows of one part as numbers: inputs in the model's order, targets in the outputs' order. */
export function partEncoder(
  { inputs, outputs }: Pick<Prepared, "inputs" | "outputs">, inputParts: BuiltModel["inputParts"], table: Table, lost?: LostFiles,
): (rows: Uint32Array) => Promise<EncodedRows> {
  const encode = inputEncoder(inputs, inputParts, table, lost);
  const cellsAt = cellReader(table);
  return async (rows) => ({
    rows: rows.length,
    inputs: await encode(rows),
    targets: outputs.map((output) => targetOf(output, cellsAt(output, rows))),
  });
}

export const encodePart = (prepared: Pick<Prepared, "inputs" | "outputs">, inputParts: BuiltModel["inputParts"], table: Table, rows: Uint32Array): Promise<EncodedRows> =>
  partEncoder(prepared, inputParts, table)(rows);

/** A row without a cell is not known, nor is one whose cell the output itself could not make a target of. */
export function targetOf(output: OutputFeature, cells: Cells): Encoded {
  const target = output.target(cells);
  if (output.missing !== "mask_loss") return target;
  return { ...target, known: Uint8Array.from(cells, (cell, row) => Number(cell !== null && target.known?.[row] !== 0)) };
}
