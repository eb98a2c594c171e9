import { words } from "../../messages/en/model.ts";
import { words as ofRuns } from "../../messages/en/training.ts";
import { includedRows } from "../data/changes.ts";
import { withRests } from "../data/rests.ts";
import { cellOf, columnNamed, type Table } from "../data/table.ts";
import { inputEncoder, rowsAtOnce } from "../prediction/encode.ts";
import { forwardEach } from "../prediction/forward.ts";
import { LostFiles } from "../prediction/lost-files.ts";
import type { AnsweringModel } from "../prediction/models.ts";
import { streamed } from "../prediction/source.ts";
import { error, failure, success, type Outcome, type Problem } from "../schema/problem.ts";
import { targeting } from "../training/targets.ts";
import { evaluateJudged } from "./evaluate.ts";
import type { SplitEvaluation } from "./evaluation.ts";
import { inputColumns } from "./groups.ts";
import { judgeOf } from "./scores.ts";

/** Rows of one forward pass. */
const BATCH = 256;

/**
 * Judge a model on every row of a table that has its targets: rows that a feature is told to drop are left out, as in training.
 * A cell whose file turns out unreadable is missing, which the notes say. The same table gives the same intervals.
 */
export async function evaluateTable(live: AnsweringModel, table: Table, breathe: () => Promise<void>, notes: readonly Problem[] = []): Promise<Outcome<SplitEvaluation>> {
  const absent = live.outputs.filter(({ column }) => !columnNamed(table, column)).map(({ column }) => column);
  if (absent.length > 0) return failure(error([], words.noTargets(absent)));
  const rows = judgedRows(live, table);
  if (rows.length === 0) return failure(error([], words.noneToJudge(table.rows)));
  const targets = await withRests(targeting(live.outputs, table, rows), breathe);
  const answers = live.outputs.map((output, k) => judgeOf(output, targets[k]!, rows.length));
  const lost = new LostFiles(table);
  const encode = inputEncoder(live.inputs, live.built.inputParts, table, lost);
  const atOnce = rowsAtOnce(live);
  for (let from = 0; from < rows.length; from += atOnce) {
    const piece = rows.subarray(from, from + atOnce);
    const inputs = await encode(piece);
    await forwardEach(live.passes, streamed(piece.length, inputs), BATCH, breathe, (logits, at) => answers.forEach((of, k) => of.take(logits[k]!, from + at)));
  }
  const gone = lost.wholly(rows.length);
  if (gone) return failure(error([], ofRuns.noneRead(gone.name, gone.cell)));
  const without = lost.tableWithout();
  if (without) return evaluateTable(live, without, breathe, [...notes, ...lost.notes(lost.dropped())]);
  const byOutput = <T>(values: readonly T[]): Readonly<Record<string, T>> => Object.fromEntries(live.outputs.map(({ name }, k) => [name, values[k]!]));
  return success(evaluateJudged({ split: "test", outputs: live.outputs, answers: byOutput(answers), targets: byOutput(targets), rows, inputs: inputColumns(live.inputs, table), seed: 0 }), [...notes, ...lost.notes()]);
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
