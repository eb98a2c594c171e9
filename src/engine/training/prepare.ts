import { words } from "../../messages/en/data.ts";
import type { OpenedConfig } from "../config/opened.ts";
import { NO_ASSETS, type Assets } from "../data/assets.ts";
import { balanced } from "../data/balance.ts";
import { tooLarge, type Encoded } from "../data/encoded.ts";
import { preparedCells, type ReadsColumn } from "../data/missing.ts";
import { prepareRows } from "../data/rows.ts";
import { foldRows, type Fold } from "../data/folds.ts";
import { splitRows, type Split } from "../data/split.ts";
import type { Cells, Table } from "../data/table.ts";
import type { Complain, ConfiguredInput, InputFeature, OutputFeature } from "../features/feature.ts";
import type { BuiltModel } from "../model/build.ts";
import { inputEncoder } from "../prediction/encode.ts";
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

/** Rows are chosen and shared out before anything is learnt; features learn from the training rows alone. */
export function prepare(opened: OpenedConfig, table: Table, seed: number, fold?: Fold, assets: Assets = NO_ASSETS): Outcome<Prepared> {
  const chosen = prepareRows(opened, table, seed);
  if (!chosen.ok) return chosen;
  const { rows, dropped, notes } = chosen.value;
  const problems: Problem[] = [];
  const { split } = opened.preprocessing;
  const tell: Report = (problem) => problems.push(problem);
  const shared = fold ? foldRows(split, fold, seed, table, rows, tell) : splitRows(split, seed, table, rows, tell);
  if (!shared.ok) return shared;
  const complain = (path: Path, name: string): Complain => (severity, message) => {
    problems.push((severity === "error" ? error : note)(path, `${name}: ${message}`));
  };
  const cellsOf = (feature: ReadsColumn) => preparedCells(feature, table, shared.value.training);
  const inputs = opened.inputs.map((feature, i) => feature.fit(cellsOfAll(tiedTo(feature, opened.inputs), cellsOf), complain(["input_features", i], feature.name), table.media, assets));
  const largest = Math.max(...Object.values<Uint32Array>({ ...shared.value }).map(({ length }) => length));
  inputs.forEach((feature, i) => {
    const why = tooLarge(feature.parts, largest);
    if (why !== null) complain(["input_features", i], feature.name)("error", why);
  });
  const outputs = opened.outputs.map((feature, i) => feature.fit(labelled(feature, cellsOf(feature)), complain(["output_features", i], feature.name), table.media, assets));
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return { ok: false, problems: errors };
  const training = inBalance(opened, outputs, table, shared.value.training, seed, problems);
  return success({ inputs, outputs, split: shared.value, training, dropped, notes: [...notes, ...problems] });
}

/** Features were fitted before: what they know is the column's own. */
function inBalance(
  { preprocessing: { balance } }: OpenedConfig, [output]: readonly OutputFeature[], table: Table, rows: Uint32Array, seed: number, problems: Problem[],
): Uint32Array {
  if ((balance.oversample === null && balance.undersample === null) || !output) return rows;
  const { data, known } = targetOf(output, preparedCells(output, table, rows));
  const found = balanced(rows, Array.from(data, (label, i) => (known && !known[i] ? -1 : label)), balance, seed);
  const at: Path = ["preprocessing", balance.oversample === null ? "undersample_majority" : "oversample_minority"];
  problems.push(note(at, words.balanced(rows.length, found.length)));
  return found;
}

/** All inputs that share an encoder: they share what it was fitted on as well. */
const tiedTo = (feature: ConfiguredInput, inputs: readonly ConfiguredInput[]): readonly ConfiguredInput[] =>
  inputs.filter((other) => (other.tied ?? other.name) === (feature.tied ?? feature.name));

const cellsOfAll = (features: readonly ReadsColumn[], cellsOf: (feature: ReadsColumn) => Cells): Cells =>
  features.length === 1 ? cellsOf(features[0]!) : features.flatMap((feature) => [...cellsOf(feature)]);

/** A row that says nothing of an output teaches nothing of it. */
const labelled = ({ missing }: ReadsColumn, cells: Cells): Cells => (missing === "mask_loss" ? cells.filter((cell) => cell !== null) : cells);

/** The rows of one part as numbers: inputs in the model's order, targets in the outputs' order. */
export async function encodePart(
  { inputs, outputs }: Pick<Prepared, "inputs" | "outputs">, inputParts: BuiltModel["inputParts"], table: Table, rows: Uint32Array,
): Promise<EncodedRows> {
  return {
    rows: rows.length,
    inputs: await inputEncoder(inputs, inputParts, table)(rows),
    targets: outputs.map((output) => targetOf(output, preparedCells(output, table, rows))),
  };
}

/** A row without a cell is not known, nor is one whose cell the output itself could not make a target of. */
function targetOf(output: OutputFeature, cells: Cells): Encoded {
  const target = output.target(cells);
  if (output.missing !== "mask_loss") return target;
  return { ...target, known: Uint8Array.from(cells, (cell, row) => Number(cell !== null && target.known?.[row] !== 0)) };
}
