import { words } from "../../messages/en/model.ts";
import { words as ofRuns } from "../../messages/en/training.ts";
import { includedRows } from "../data/changes.ts";
import { holdsPixels, takeRows, type Encoded } from "../data/encoded.ts";
import { withRests } from "../data/rests.ts";
import { cellOf, columnNamed, type Table } from "../data/table.ts";
import { takeLogits } from "../features/answers.ts";
import { inputEncoder, rowsAtOnce } from "../prediction/encode.ts";
import { forwardEach } from "../prediction/forward.ts";
import { LostFiles } from "../prediction/lost-files.ts";
import type { AnsweringModel } from "../prediction/models.ts";
import { streamed } from "../prediction/source.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import { targeting } from "../training/targets.ts";
import { evaluateJudged, type Judged } from "./evaluate.ts";
import type { SplitEvaluation } from "./evaluation.ts";
import { inputColumns } from "./groups.ts";
import { judgeOf } from "./scores.ts";

/** Rows of one forward pass. */
const BATCH = 256;

/**
 * Judge a model on every row of a table that has its targets: rows that a feature is told to drop are left out, as in training.
 * A cell whose file turns out unreadable is missing, which the notes say. The same table gives the same intervals.
 */
export async function evaluateTable(live: AnsweringModel, table: Table, breathe: () => Promise<void>): Promise<Outcome<SplitEvaluation>> {
  const absent = live.outputs.filter(({ column }) => !columnNamed(table, column)).map(({ column }) => column);
  if (absent.length > 0) return failure(error([], words.noTargets(absent)));
  const rows = judgedRows(live, table);
  if (rows.length === 0) return failure(error([], words.noneToJudge(table.rows)));
  const lost = new LostFiles(table);
  const encode = inputEncoder(live.inputs, live.built.inputParts, table, lost);
  const judges = judging(live, await withRests(targeting(live.outputs, table, rows), breathe), rows);
  const atOnce = rowsAtOnce(live);
  for (let from = 0; from < rows.length; from += atOnce) {
    const piece = rows.subarray(from, from + atOnce);
    const inputs = await encode(piece);
    await forwardEach(live.passes, streamed(piece.length, inputs), BATCH, breathe, (logits, at) => judges.take(logits, from + at));
  }
  const gone = lost.wholly(rows.length);
  if (gone) return failure(error([], ofRuns.noneRead(gone.name, gone.cell)));
  const kept = lost.keptAt(rows);
  if (kept.length === 0) return failure(error([], words.noneToJudge(table.rows)));
  return success(evaluateJudged({ split: "test", outputs: live.outputs, ...judges.of(kept), inputs: inputColumns(live.inputs, table), seed: 0 }), lost.notes());
}

/** Takes the answers to rows as they come; then judges those to the rows that are left. */
interface Judging {
  take(logits: readonly Float32Array[], from: number): void;
  /** places: where they stand among those to judge. */
  of(places: Uint32Array): Pick<Judged, "answers" | "targets" | "rows">;
}

/** Answers go to their judges at once, unless a row may still be dropped because its file is lost: then they wait, and no file is read twice. */
function judging(live: AnsweringModel, targets: readonly Encoded[], rows: Uint32Array): Judging {
  const mayLose = live.inputs.some(({ missing, parts }) => missing === "drop_row" && holdsPixels(parts));
  const waiting: { readonly logits: readonly Float32Array[]; readonly from: number }[] = [];
  const judgesOf = (places: Uint32Array | null) => live.outputs.map((output, k) => {
    const target = places ? takeRows(targets[k]!, places) : targets[k]!;
    return { name: output.name, target, answers: judgeOf(output, target, (places ?? rows).length) };
  });
  let judges = mayLose ? null : judgesOf(null);
  const take: Judging["take"] = (logits, from) => judges?.forEach(({ answers }, k) => answers.take(logits[k]!, from));
  return {
    take: (logits, from) => (judges ? take(logits, from) : void waiting.push({ logits, from })),
    of(places) {
      judges ??= judgesOf(places);
      let next = 0;
      for (const { logits, from } of waiting) {
        const first = next;
        while (next < places.length && places[next]! < from + logits[0]!.length / live.passes.units[0]!) next += 1;
        const own = places.subarray(first, next).map((place) => place - from);
        if (own.length > 0) take(logits.map((all, k) => takeLogits(all, live.passes.units[k]!, own)), first);
      }
      const byOutput = <T>(values: readonly (readonly [string, T])[]): Readonly<Record<string, T>> => Object.fromEntries(values);
      return { rows: places.map((place) => rows[place]!), answers: byOutput(judges.map(({ name, answers }) => [name, answers])), targets: byOutput(judges.map(({ name, target }) => [name, target])) };
    },
  };
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
