import { words } from "../../messages/en/model.ts";
import { words as ofRuns } from "../../messages/en/training.ts";
import { includedRows } from "../data/changes.ts";
import { cellOf, columnNamed, type Table } from "../data/table.ts";
import type { AnsweringModel } from "../prediction/models.ts";
import { forward } from "../prediction/forward.ts";
import { streamed } from "../prediction/source.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import { LostFiles } from "../training/lost-files.ts";
import { encodePart } from "../training/prepare.ts";
import { evaluateSplit } from "./evaluate.ts";
import type { SplitEvaluation } from "./evaluation.ts";
import { inputColumns } from "./groups.ts";

/** Rows of one forward pass. */
const BATCH = 256;

/**
 * Judge a model on every row of a table that has its targets: rows that a feature is told to drop are left out, as in training.
 * A cell whose file turns out unreadable is missing. The same table gives the same intervals.
 */
export async function evaluateTable(live: AnsweringModel, table: Table, breathe: () => Promise<void>): Promise<Outcome<SplitEvaluation>> {
  const absent = live.outputs.filter(({ column }) => !columnNamed(table, column)).map(({ column }) => column);
  if (absent.length > 0) return failure(error([], words.noTargets(absent)));
  const rows = judgedRows(live, table);
  if (rows.length === 0) return failure(error([], words.noneToJudge(table.rows)));
  const encoded = await encodePart(live, live.built.inputParts, table, rows);
  const lost = new LostFiles(table, live.inputs, live.built.inputParts);
  lost.note(encoded, rows);
  const gone = lost.wholly(rows.length);
  if (gone) return failure(error([], ofRuns.noneRead(gone.name, gone.cell)));
  const without = lost.tableWithout();
  if (without) return evaluateTable(live, without, breathe);
  const { inputs, targets } = encoded;
  const logits = await forward(live.passes, streamed(rows.length, inputs), BATCH, breathe);
  const byOutput = <T>(values: readonly T[]): Readonly<Record<string, T>> => Object.fromEntries(live.outputs.map(({ name }, k) => [name, values[k]!]));
  return success(evaluateSplit({ split: "test", outputs: live.outputs, logits: byOutput(logits), targets: byOutput(targets), rows, inputs: inputColumns(live.inputs, table), seed: 0 }));
}

function judgedRows({ inputs, outputs }: AnsweringModel, table: Table): Uint32Array {
  const strict = [...inputs, ...outputs].flatMap((feature) => {
    const column = columnNamed(table, feature.column);
    return feature.missing === "drop_row" && column ? [{ feature, column }] : [];
  });
  return includedRows(table).filter((row) => strict.every(({ feature, column }) => {
    const cell = cellOf(column, row);
    return cell !== null && !feature.isMissing(cell);
  }));
}
