import type { RunningBackend } from "../acceleration/backends.ts";
import type { Repeater } from "../acceleration/repeat.ts";
import { takeRows } from "../data/encoded.ts";
import type { Source } from "../prediction/source.ts";
import { inOrder, shuffled } from "./batches.ts";
import type { TrainerParams } from "./params.ts";
import { columnsOf, sourceThatFits, type EncodedRows } from "./resident.ts";
import { passed } from "./streaming/passing.ts";
import { isStored, type StoredRows } from "./streaming/stored.ts";
import { turningTable, type RowsToLearn } from "./streaming/turning.ts";

/** Encoded rows of one part of the data, wherever they lie. */
export type PartRows = EncodedRows | StoredRows;

/** Where passes through the model take the inputs of a part. */
export const rowsToPass = async (part: PartRows, fits: RunningBackend["fits"]): Promise<Source> =>
  (isStored(part) ? passed(part) : sourceThatFits(part.rows, part.inputs, fits));

/** Where the steps of a run take rows. */
export async function rowsToLearn(
  part: PartRows, { fits, repeater, trainer, seed }: { readonly fits: RunningBackend["fits"]; readonly repeater: Repeater; readonly trainer: TrainerParams; readonly seed: number },
): Promise<RowsToLearn> {
  if (isStored(part)) return turningTable(part.stored, repeater);
  const order = trainer.should_shuffle ? shuffled(part.rows, seed) : inOrder(part.rows);
  return { source: await sourceThatFits(part.rows, columnsOf(part), fits), order, ready: () => null };
}

/** Some of the rows, ascending. */
export function someOf(part: PartRows, rows: Uint32Array): PartRows {
  const targets = part.targets.map((target) => takeRows(target, rows));
  if (isStored(part)) return { ...part, rows: rows.length, targets, only: rows };
  return { rows: rows.length, inputs: part.inputs.map((column) => takeRows(column, rows)), targets };
}
