import { words } from "../../messages/en/training.ts";
import { putRows, roomFor } from "../data/encoded.ts";
import { inputShapes, type BuiltModel } from "../model/build.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import type { Task } from "./attempt.ts";
import type { RunControl, TrainEvent } from "./events.ts";
import type { Parts } from "./finish.ts";
import { LostFiles } from "./lost-files.ts";
import type { PartRows } from "./part.ts";
import { partEncoder } from "./prepare.ts";
import type { EncodedRows } from "./resident.ts";
import type { Store } from "./streaming/stored.ts";
import { storeOf, type Storing } from "./streaming/storing.ts";

const SPLITS = ["training", "validation", "test"] as const;

/** Rows that are made ready before anybody hears of it, or can stop it. */
const AT_ONCE = { files: 256, cells: 4096 } as const;

interface EncodedParts { readonly parts: Parts; readonly lost: LostFiles }

/**
 * All parts of the rows as numbers, in memory or stored. Files that cells name take their time, and so does what is stored: it is told how far
 * they are, and a stop ends it with a sentence.
 */
export async function* encodeParts(
  { prepared, dataset }: Task, built: BuiltModel, control: RunControl, storing: Storing | null = null,
): AsyncGenerator<TrainEvent, Outcome<EncodedParts>> {
  const rowsOf = { training: prepared.training, validation: prepared.split.validation, test: prepared.split.test };
  const readsFiles = inputShapes(prepared.inputs, built).some(({ dtype }) => dtype === "uint8");
  const takesTime = readsFiles || storing !== null;
  const rows = SPLITS.reduce((sum, split) => sum + rowsOf[split].length, 0);
  const parts: Partial<Record<keyof Parts, PartRows>> = {};
  const lost = new LostFiles(dataset.table, prepared.inputs, built.inputParts);
  const encode = partEncoder(prepared, built.inputParts, dataset.table);
  let [done, base] = [0, 0];
  for (const split of SPLITS) {
    const own = rowsOf[split];
    const size = readsFiles ? AT_ONCE.files : storing ? AT_ONCE.cells : Math.max(1, own.length);
    let store: Store | null = null;
    for (let from = 0; from === 0 || from < own.length; from += size) {
      const asked = own.subarray(from, from + size);
      const piece = await encode(asked);
      if (!store && storing) ({ store, end: base } = storeOf(storing, base, piece, own.length, split === "training"));
      store ??= piece.rows === own.length ? whole(piece) : held(piece, own.length);
      await store.put(piece);
      done += piece.rows;
      if (!takesTime) continue;
      lost.note(piece, asked);
      yield { type: "reading", done, rows };
      if (control.wish === "stop") return failure(error([], words.stoppedReading(done, rows)));
    }
    parts[split] = await store!.done(); // a part without rows is a piece without rows
  }
  await storing?.spill.seal();
  const gone = lost.wholly(rows);
  if (gone) return failure(error(["input_features"], words.noneRead(gone.name, gone.cell)));
  return success({ parts: parts as Parts, lost }); // every split had its turn
}

const whole = (piece: EncodedRows): Store => ({ put: async () => {}, done: async () => piece });

/** Holds the pieces of a part in memory, in the order of the table. */
function held(like: EncodedRows, rows: number): Store {
  const inputs = like.inputs.map((column) => roomFor(column, rows));
  const targets = like.targets.map((target) => roomFor(target, rows));
  let at = 0;
  return {
    async put(piece) {
      piece.inputs.forEach((column, k) => putRows(column, inputs[k]!, at));
      piece.targets.forEach((target, k) => putRows(target, targets[k]!, at));
      at += piece.rows;
    },
    done: async () => ({ rows, inputs, targets }),
  };
}
