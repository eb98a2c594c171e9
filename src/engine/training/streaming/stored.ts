import type { Spill } from "../../api.ts";
import { roomFor, rowSize, type Encoded, type PartShape } from "../../data/encoded.ts";
import { columnShapes, columnsOf, type EncodedRows } from "../resident.ts";
import { chunkAt, chunkStart, placesOf, type Chunks } from "./chunks.ts";
import { toRecords, type RecordLayout } from "./records.ts";

/** A file that could not be written or read: the run ends with the sentence. */
export class SpillFailure extends Error {}

/** Encoded rows that lie in a file, in its order; only their targets are in memory, for the scores. */
export interface StoredRows {
  readonly rows: number;
  readonly inputs: readonly PartShape[];
  readonly targets: readonly Encoded[];
  readonly stored: StoredRecords;
  /** Their places in the file, ascending; absent: all of it, one after another. */
  readonly only?: Uint32Array;
}
export interface StoredRecords {
  readonly layout: RecordLayout;
  /** The columns of the records, as steps read them (`columnsOf`). */
  readonly columns: readonly PartShape[];
  readonly chunks: Chunks;
  /** Decides in which order rows come; null: as they lie in the table. */
  readonly seed: number | null;
  /** The records from one place to before another. */
  read(from: number, to: number): Promise<Uint8Array>;
}

export const isStored = (part: EncodedRows | StoredRows): part is StoredRows => "stored" in part;

/** Takes encoded rows, piece by piece in the order of the table. */
export interface Store {
  put(piece: EncodedRows): Promise<void>;
  done(): Promise<EncodedRows | StoredRows>;
}

/** Bytes of a chunk that are gathered before they are written. */
const GATHERED = 2 ** 16;

/** Rows by whose columns those that follow go. */
export type Alike = Pick<StoredRows, "inputs" | "targets">;

/** base: where in the file the part begins. */
export function openStore(spill: Spill, base: number, like: Alike, layout: RecordLayout, chunks: Chunks, seed: number | null): Store {
  const { bytes } = layout;
  const columns = columnShapes(like);
  const places = placesOf(chunks, seed);
  const targets = like.targets.map((target) => roomFor(target, chunks.rows));
  const gathered = Math.max(1, Math.floor(GATHERED / bytes)) * bytes;
  const lanes = Array.from({ length: chunks.chunks }, (_, chunk) => new Lane(spill, base + bytes * chunkStart(chunks, chunk), gathered));
  let rows = 0;
  return {
    async put(piece) {
      const records = toRecords(layout, columnsOf(piece), piece.rows);
      for (let i = 0; i < piece.rows; i++, rows++) {
        const place = places[rows]!;
        piece.targets.forEach((target, k) => putRow(target, i, targets[k]!, place));
        const full = lanes[chunkAt(chunks, place)]!.add(records.subarray(i * bytes, (i + 1) * bytes));
        if (full) await full;
      }
    },
    async done() {
      for (const lane of lanes) await lane.flush();
      const read = (from: number, to: number): Promise<Uint8Array> => spill.read(base + bytes * from, bytes * (to - from));
      return { rows: chunks.rows, inputs: columns.slice(0, like.inputs.length), targets, stored: { layout, columns, chunks, seed, read } };
    },
  };
}

/** What is written to a chunk, from its front to its back. */
class Lane {
  #gathered: Uint8Array | null = null;
  #used = 0;
  readonly #spill: Spill;
  #at: number;
  readonly #size: number;

  constructor(spill: Spill, at: number, size: number) {
    this.#spill = spill;
    this.#at = at;
    this.#size = size;
  }

  /** Takes a record; a promise where it was the last that had room. */
  add(record: Uint8Array): Promise<void> | null {
    this.#gathered ??= new Uint8Array(this.#size);
    this.#gathered.set(record, this.#used);
    this.#used += record.length;
    return this.#used === this.#size ? this.flush() : null;
  }

  async flush(): Promise<void> {
    if (!this.#gathered || this.#used === 0) return;
    const [bytes, at] = [this.#gathered.subarray(0, this.#used), this.#at];
    this.#gathered = null;
    this.#at += this.#used;
    this.#used = 0;
    await this.#spill.write(bytes, at);
  }
}

function putRow(part: Encoded, row: number, into: Encoded, place: number): void {
  const size = rowSize(part);
  for (let i = 0; i < size; i++) into.data[place * size + i] = part.data[row * size + i]!;
  if (part.known) into.known![place] = part.known[row]!; // made like it
}
