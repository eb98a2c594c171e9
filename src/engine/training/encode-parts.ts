import { words } from "../../messages/en/training.ts";
import type { Encoded } from "../data/encoded.ts";
import { inputShapes, type BuiltModel } from "../model/build.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import type { Task } from "./attempt.ts";
import type { RunControl, TrainEvent } from "./events.ts";
import type { Parts } from "./finish.ts";
import { LostFiles } from "./lost-files.ts";
import { partEncoder } from "./prepare.ts";
import type { EncodedRows } from "./resident.ts";

const SPLITS = ["training", "validation", "test"] as const;

/** Rows whose files are read before anybody hears of it, or can stop it. */
const AT_ONCE = 256;

interface EncodedParts { readonly parts: Parts; readonly lost: LostFiles }

/** All parts of the rows as numbers. Files that cells name take their time: it is told how far they are, and a stop ends it with a sentence. */
export async function* encodeParts({ prepared, dataset }: Task, built: BuiltModel, control: RunControl): AsyncGenerator<TrainEvent, Outcome<EncodedParts>> {
  const rowsOf = { training: prepared.training, validation: prepared.split.validation, test: prepared.split.test };
  const readsFiles = inputShapes(prepared.inputs, built).some(({ dtype }) => dtype === "uint8");
  const rows = SPLITS.reduce((sum, split) => sum + rowsOf[split].length, 0);
  const parts: Partial<Record<keyof Parts, EncodedRows>> = {};
  const lost = new LostFiles(dataset.table, prepared.inputs, built.inputParts);
  const encode = partEncoder(prepared, built.inputParts, dataset.table);
  let done = 0;
  for (const split of SPLITS) {
    const own = rowsOf[split];
    const pieces: EncodedRows[] = [];
    const size = readsFiles ? AT_ONCE : Math.max(1, own.length);
    for (let from = 0; from === 0 || from < own.length; from += size) {
      const asked = own.subarray(from, from + size);
      const piece = await encode(asked);
      pieces.push(piece);
      done += piece.rows;
      if (!readsFiles) continue;
      lost.note(piece, asked);
      yield { type: "reading", done, rows };
      if (control.wish === "stop") return failure(error([], words.stoppedReading(done, rows)));
    }
    parts[split] = joined(pieces);
  }
  const gone = lost.wholly(rows);
  if (gone) return failure(error(["input_features"], words.noneRead(gone.name, gone.cell)));
  return success({ parts: parts as Parts, lost }); // every split had its turn
}

function joined(pieces: readonly EncodedRows[]): EncodedRows {
  const [first] = pieces;
  if (pieces.length === 1) return first!;
  const whole = (columns: (piece: EncodedRows) => readonly Encoded[]) => columns(first!).map((_, k) => joinedColumn(pieces.map((piece) => columns(piece)[k]!)));
  return { rows: pieces.reduce((sum, piece) => sum + piece.rows, 0), inputs: whole(({ inputs }) => inputs), targets: whole(({ targets }) => targets) };
}

function joinedColumn(pieces: readonly Encoded[]): Encoded {
  const [{ data: like, known, unread: _, ...shape }] = pieces as [Encoded, ...Encoded[]]; // there is a first
  const length = pieces.reduce((sum, { data }) => sum + data.length, 0);
  const data = new (like.constructor as Uint8ArrayConstructor | Int32ArrayConstructor | Float32ArrayConstructor)(length); // of its own kind
  let at = 0;
  for (const piece of pieces) {
    data.set(piece.data, at);
    at += piece.data.length;
  }
  return { ...shape, data, ...(known && { known: Uint8Array.from(pieces.flatMap((piece) => [...piece.known!])) }) };
}
