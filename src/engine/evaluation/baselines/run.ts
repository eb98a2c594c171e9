import { words } from "../../../messages/en/model.ts";
import { openYaml } from "../../config/open.ts";
import type { OpenedConfig } from "../../config/opened.ts";
import { rowBytes } from "../../data/encoded.ts";
import { withoutRest } from "../../data/rests.ts";
import { prepareRows } from "../../data/rows.ts";
import { splitRows, type Split } from "../../data/split.ts";
import type { Table } from "../../data/table.ts";
import type { AnsweringModel } from "../../prediction/models.ts";
import { forward } from "../../prediction/forward.ts";
import { streamed } from "../../prediction/source.ts";
import { error, failure, success, type Outcome } from "../../schema/problem.ts";
import type { Clock } from "../../training/clock.ts";
import { encodePart } from "../../training/prepare.ts";
import { leaveOutUnreadable } from "../../training/remarks.ts";
import { some } from "../../features/threshold-charts.ts";
import { simpleSplits, type Judged, type Part, type SimpleModels } from "./simple.ts";
import type { GoOn } from "./trained.ts";

const MOST_TRAINING = 5_000;
const MOST_JUDGED = 2_000;
/** Of the encoded inputs of a part: pictures are large. */
const MOST_BYTES = 2 ** 26;
const BATCH = 256;
/** Milliseconds that a model may learn; the best it has come to is taken. */
const LONGEST = 5_000;

/** What the run was made with. */
export interface SimpleRequest { readonly yaml: string; readonly seed: number }
type Ask = <T>(question: (model: AnsweringModel) => Promise<T>) => Promise<Outcome<T>>;

/**
 * Simple models on the rows, the split and the encodings of a run, judged beside its model: evenly spaced rows of large parts. The split
 * follows from the config, the seed and the table, which must be the one that the run was made with.
 */
export async function simpleModels({ yaml, seed }: SimpleRequest, table: Table, ask: Ask, clock: Clock): Promise<Outcome<SimpleModels>> {
  const begun = clock.now();
  const { opened, problems } = openYaml(yaml);
  if (!opened) return { ok: false, problems: problems.filter(({ severity }) => severity === "error") };
  const read = await ask((live) => readParts(live, opened, table, seed, clock));
  if (!read.ok) return read;
  if (!read.value.ok) return read.value;
  const { outputs, training, judged, of } = read.value.value;
  if (judged.length === 0) return failure(error([], words.nothingToCompare));
  const limit = (): GoOn => {
    const start = clock.now();
    return async () => {
      await clock.breathe();
      return clock.now() - start < LONGEST;
    };
  };
  const splits = await simpleSplits(outputs, training, judged, seed, limit);
  return success({ training: { used: training.rows, of }, seconds: (clock.now() - begun) / 1000, splits });
}

interface Read { readonly outputs: AnsweringModel["outputs"]; readonly training: Part; readonly judged: readonly Judged[]; readonly of: number }

async function readParts(live: AnsweringModel, opened: OpenedConfig, table: Table, seed: number, { breathe }: Clock): Promise<Outcome<Read>> {
  const { inputs, outputs, built: { inputParts } } = live;
  const shared = rowsOfRun(live, opened, table, seed);
  if (!shared.ok) return shared;
  const bytes = inputs.flatMap(({ parts }) => Object.values(parts)).reduce((sum, part) => sum + rowBytes(part), 0);
  const few = (rows: Uint32Array, most: number): Uint32Array => Uint32Array.from(some(rows.length, Math.max(2, Math.min(most, Math.floor(MOST_BYTES / bytes)))), (i) => rows[i]!);
  const encoded = (rows: Uint32Array): Promise<Part> => encodePart(live, inputParts, table, rows);
  const training = await encoded(few(shared.value.training, MOST_TRAINING));
  const judged: Judged[] = [];
  for (const split of ["validation", "test"] as const) {
    const all = shared.value[split];
    if (all.length === 0) continue;
    const part = await encoded(few(all, MOST_JUDGED));
    judged.push({ ...part, split, of: all.length, logits: await forward(live.passes, streamed(part.rows, part.inputs), BATCH, breathe) });
  }
  return success({ outputs, training, judged, of: shared.value.training.length });
}

/** The split as the run made it. */
function rowsOfRun({ inputs, outputs }: AnsweringModel, opened: OpenedConfig, table: Table, seed: number): Outcome<Split> {
  const chosen = prepareRows(opened, table, seed);
  if (!chosen.ok) return chosen;
  const { rows, considered, dropped } = chosen.value;
  const split = splitRows(opened.preprocessing.split, seed, table, rows);
  return split.ok ? success(withoutRest(leaveOutUnreadable({ opened, inputs, outputs, table, considered, split: split.value, dropped })).split) : split;
}
