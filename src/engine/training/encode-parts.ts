import { words } from "../../messages/en/training.ts";
import { putRows, roomFor, rowsFrom, takeRows, type Encoded } from "../data/encoded.ts";
import { withRests } from "../data/rests.ts";
import { inputShapes, type BuiltModel } from "../model/build.ts";
import { inputEncoder } from "../prediction/encode.ts";
import { LostFiles } from "../prediction/lost-files.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import type { Task } from "./attempt.ts";
import type { RunControl, TrainEvent } from "./events.ts";
import type { Parts } from "./finish.ts";
import type { PartRows } from "./part.ts";
import type { Prepared } from "./prepare.ts";
import { withoutLost } from "./remarks.ts";
import type { EncodedRows } from "./resident.ts";
import { putAgain } from "./streaming/lessened.ts";
import { isStored, type Store } from "./streaming/stored.ts";
import { targeting } from "./targets.ts";
import { storeOf, type Storing } from "./streaming/storing.ts";

const SPLITS = ["training", "validation", "test"] as const;

/** Rows that are made ready before anybody hears of it, or can stop it: of inputs that take their time, and of others, the texts of whose cells are held. */
const AT_ONCE = { slow: 256, quick: 4096 } as const;
/** More rows than this take their time. */
const MANY = 2 ** 17;

interface EncodedParts {
  readonly parts: Parts;
  readonly lost: LostFiles;
  /** What was prepared, without the rows that were left out because a file of theirs was lost. */
  readonly prepared: Prepared;
}

/**
 * All parts of the rows as numbers, in memory or stored. Files that cells name and frozen encoders take their time, and so does what is stored or many: it is told
 * how far they are, and a stop ends it with a sentence. Rows that an input drops because their file is lost are left out; a file was laid out for
 * all of them, so that the others are put down once more.
 */
export async function* encodeParts(
  { prepared, dataset }: Task, built: BuiltModel, control: RunControl, storing: Storing | null = null, breathe = async () => {},
): AsyncGenerator<TrainEvent, Outcome<EncodedParts>> {
  const rowsOf = { training: prepared.training, validation: prepared.split.validation, test: prepared.split.test };
  const shapes = inputShapes(prepared.inputs, built);
  const isSlow = prepared.inputs.some(({ takesTime }) => takesTime);
  const rows = SPLITS.reduce((sum, split) => sum + rowsOf[split].length, 0);
  const isTold = isSlow || storing !== null || rows > MANY;
  const parts: Partial<Record<keyof Parts, PartRows>> = {};
  const lost = new LostFiles(dataset.table);
  const encode = inputEncoder(prepared.inputs, built.inputParts, dataset.table, lost);
  let [done, base] = [0, 0];
  for (const split of SPLITS) {
    const own = rowsOf[split];
    const size = isSlow ? AT_ONCE.slow : AT_ONCE.quick;
    const targets = await withRests(targeting(prepared.outputs, dataset.table, own), breathe);
    let store: Store | null = null;
    for (let from = 0; from === 0 || from < own.length; from += size) {
      const asked = own.subarray(from, from + size);
      const read = { rows: asked.length, inputs: await encode(asked), targets: targets.map((target) => rowsFrom(target, from, asked.length)) };
      const piece = storing ? read : taken(read, lost.keptAt(asked));
      if (!store && storing) ({ store, end: base } = storeOf(storing, base, { inputs: shapes, targets: piece.targets }, own.length, split === "training"));
      store ??= read.rows === own.length ? whole(piece) : held(piece, own.length);
      await store.put(piece);
      done += read.rows;
      if (!isTold) continue;
      yield { type: "reading", done, rows };
      await breathe(); // a stop is a message, too
      if (control.wish === "stop") return failure(error([], words.stoppedReading(done, rows)));
    }
    const part = await store!.done(); // a part without rows is a piece without rows
    const kept = lost.keptAt(own);
    if (!storing || !isStored(part) || kept.length === own.length) {
      parts[split] = part;
      continue;
    }
    const less = storeOf(storing, base, part, kept.length, split === "training");
    base = less.end;
    parts[split] = await putAgain(part, kept, less.store);
  }
  await storing?.spill.seal();
  const left = withoutLost(prepared, lost);
  const gone = lost.wholly(left.training.length === 0 ? prepared.training.length : rows);
  if (gone) return failure(error(["input_features"], words.noneRead(gone.name, gone.cell)));
  return success({ parts: parts as Parts, lost, prepared: left }); // every split had its turn
}

/** The rows of a piece that stand at some places. */
function taken(piece: EncodedRows, places: Uint32Array): EncodedRows {
  if (places.length === piece.rows) return piece;
  return { rows: places.length, inputs: piece.inputs.map((part) => takeRows(part, places)), targets: piece.targets.map((part) => takeRows(part, places)) };
}

const whole = (piece: EncodedRows): Store => ({ put: async () => {}, done: async () => piece });

/** Holds the pieces of a part in memory, in the order of the table; so many rows at most. */
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
    async done() {
      const upTo = (part: Encoded): Encoded => (at === rows ? part : takeRows(part, Uint32Array.from({ length: at }, (_, row) => row)));
      return { rows: at, inputs: inputs.map(upTo), targets: targets.map(upTo) };
    },
  };
}
