import { words } from "../../messages/en/training.ts";
import type { Encoded } from "../data/encoded.ts";
import { beginning } from "../data/profile.ts";
import { columnNamed, rawCell, type Table } from "../data/table.ts";
import type { InputFeature } from "../features/feature.ts";
import { inputShapes, type BuiltModel } from "../model/build.ts";
import { error, failure, note, success, type Outcome, type Problem } from "../schema/problem.ts";
import type { Task } from "./attempt.ts";
import type { RunControl, TrainEvent } from "./events.ts";
import type { Parts } from "./finish.ts";
import { partEncoder } from "./prepare.ts";
import type { EncodedRows } from "./resident.ts";

const SPLITS = ["training", "validation", "test"] as const;

/** Rows whose files are read before anybody hears of it, or can stop it. */
const AT_ONCE = 256;

interface EncodedParts { readonly parts: Parts; readonly notes: readonly Problem[] }

/** All parts of the rows as numbers. Files that cells name take their time: it is told how far they are, and a stop ends it with a sentence. */
export async function* encodeParts({ prepared, dataset }: Task, built: BuiltModel, control: RunControl): AsyncGenerator<TrainEvent, Outcome<EncodedParts>> {
  const rowsOf = { training: prepared.training, validation: prepared.split.validation, test: prepared.split.test };
  const readsFiles = inputShapes(prepared.inputs, built).some(({ dtype }) => dtype === "uint8");
  const rows = SPLITS.reduce((sum, split) => sum + rowsOf[split].length, 0);
  const parts: Partial<Record<keyof Parts, EncodedRows>> = {};
  const lost = new Lost(prepared, built, dataset.table);
  const encode = partEncoder(prepared, built.inputParts, dataset.table);
  let done = 0;
  for (const split of SPLITS) {
    const own = rowsOf[split];
    const pieces: EncodedRows[] = [];
    const size = readsFiles ? AT_ONCE : Math.max(1, own.length);
    for (let from = 0; from === 0 || from < own.length; from += size) {
      const piece = await encode(own.subarray(from, from + size));
      pieces.push(piece);
      done += piece.rows;
      if (!readsFiles) continue;
      piece.inputs.forEach(({ unread = [] }, k) => { for (const row of unread) lost.add(k, own[from + row]!); });
      yield { type: "reading", done, rows };
      if (control.wish === "stop") return failure(error([], words.stoppedReading(done, rows)));
    }
    parts[split] = joined(pieces);
  }
  const gone = lost.wholly(rows);
  if (gone) return failure(error(["input_features"], words.noneRead(gone.name, gone.cell)));
  return success({ parts: parts as Parts, notes: lost.notes() }); // every split had its turn
}

/** Files that seemed sound, and were gone or could not be decoded: told once, by their names. */
class Lost {
  readonly #cells = new Map<InputFeature, string[]>();
  readonly #features: readonly InputFeature[];
  readonly #table: Table;

  constructor({ inputs }: Task["prepared"], { inputParts }: BuiltModel, table: Table) {
    this.#features = inputParts.map(({ feature }) => inputs.find(({ name }) => name === feature)!); // a part's input is one of them
    this.#table = table;
  }

  add(part: number, row: number): void {
    const feature = this.#features[part]!;
    const cells = this.#cells.get(feature) ?? [];
    this.#cells.set(feature, cells);
    cells.push(beginning(rawCell(columnNamed(this.#table, feature.column)!, row), 80));
  }

  /** An input of which not one of so many rows could be read. */
  wholly(rows: number): { readonly name: string; readonly cell: string } | null {
    for (const [{ name }, cells] of this.#cells) if (cells.length === rows) return { name, cell: cells[0]! };
    return null;
  }

  notes(): readonly Problem[] {
    return Array.from(this.#cells, ([{ name }, cells]) => note(["input_features"], words.unread(name, cells)));
  }
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
