import { words } from "../../messages/en/training.ts";
import type { Encoded } from "../data/encoded.ts";
import { preparedCells } from "../data/missing.ts";
import type { Table } from "../data/table.ts";
import type { Predictions, TagPredictions } from "../predictions.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import { inputEncoder, rowRange, rowsAtOnce } from "./encode.ts";
import { forward } from "./forward.ts";
import { LostFiles } from "./lost-files.ts";
import type { AnsweringModel } from "./models.ts";
import { streamed } from "./source.ts";
import { unreadColumns, unreadFiles, unreadNotes } from "./unread.ts";

/** Rows of one forward pass. */
const BATCH = 256;

type Breathe = () => Promise<void>;
type Answers = Readonly<Record<string, Predictions>>;
type Columns = Readonly<Record<string, readonly string[]>>;
type OnProgress = (done: number, rows: number) => void;

/**
 * The answer of every output to every row of the table, by the same path for one row and for a million; tags with their tokens. A cell whose file
 * cannot be read is missing, which the notes say.
 */
export async function predictRows(live: AnsweringModel, table: Table, breathe: Breathe): Promise<Outcome<Answers>> {
  const lost = new LostFiles(table);
  const encode = inputEncoder(live.inputs, live.built.inputParts, table, lost);
  const predicted = await answers(live, await encode(rowRange(0, table.rows)), table.rows, breathe);
  const told = Object.entries(predicted).map(([name, found]) => [name, found.kind === "sequence" ? withTokens(found, live, table) : found] as const);
  return success(Object.fromEntries(told), unreadNotes(unreadFiles(live.inputs, table, lost)));
}

/** As many tokens of a row as it has tags: none where it was missing, and fewer where a long one was cut. */
function withTokens(tags: TagPredictions, { inputs }: AnsweringModel, table: Table): TagPredictions {
  const tagged = inputs.find(({ tokensOf }) => tokensOf !== null);
  if (!tagged?.tokensOf) return tags;
  const { tokensOf } = tagged;
  const tokens = [...preparedCells(tagged, table)].flatMap((cell, row) => {
    const own = cell === null ? [] : tokensOf(cell);
    return Array.from({ length: tags.starts[row + 1]! - tags.starts[row]! }, (_, i) => own[i] ?? "");
  });
  return { ...tags, tokens };
}

/** The columns of a predictions file for the whole table, one text per row; `<input>_unread` of each input some of whose files could not be read. */
export async function predictColumns(live: AnsweringModel, table: Table, onProgress: OnProgress, breathe: Breathe): Promise<Outcome<Columns>> {
  const lost = new LostFiles(table);
  const encode = inputEncoder(live.inputs, live.built.inputParts, table, lost);
  const columns: Record<string, string[]> = {};
  const atOnce = rowsAtOnce(live);
  for (let start = 0; start < table.rows; start += atOnce) {
    const end = Math.min(start + atOnce, table.rows);
    const predicted = await answers(live, await encode(rowRange(start, end)), end - start, breathe);
    for (const output of live.outputs) {
      for (const [name, texts] of Object.entries(output.columns(predicted[output.name]!))) {
        const column = (columns[name] ??= []);
        for (const text of texts) column.push(text);
      }
    }
    onProgress(end, table.rows);
  }
  const gone = lost.wholly(table.rows);
  if (gone) return failure(error([], words.noneRead(gone.name, gone.cell)));
  const unread = unreadFiles(live.inputs, table, lost);
  return success({ ...columns, ...unreadColumns(unread, table.rows) }, unreadNotes(unread));
}

async function answers({ passes, outputs }: AnsweringModel, inputs: readonly Encoded[], rows: number, breathe: Breathe): Promise<Answers> {
  const logits = await forward(passes, streamed(rows, inputs), BATCH, breathe);
  return Object.fromEntries(outputs.map((output, k) => [output.name, output.predict(logits[k]!, rows)]));
}
