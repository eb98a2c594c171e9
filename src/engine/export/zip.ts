import { Inflate, zipSync } from "fflate";
import { words } from "../../messages/en/export.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import { entriesOf, isZip, Refusal, type Entry, type Limits } from "./zip-directory.ts";

/** file name → bytes */
export type Files = Readonly<Record<string, Uint8Array>>;

export const LIMITS: Limits = { entries: 200, bytes: 512 * 2 ** 20 };

/** Small enough that the inflated answer to one piece (at most 1032 times as long) stays harmless. */
const PIECE = 16 * 1024;
/** The same files give the same bytes anywhere at any time; zip dates have no time zone. */
const NO_DATE = new Date(1980, 0, 1);

/** One archive of files, in their order. Weights do not compress: they are stored. */
export const pack = (files: Files): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, [bytes, { level: name.endsWith(".bin") ? 0 : 6 }] as const])), { mtime: NO_DATE });

/** Read an archive of files whose names, sizes and places were checked before; no file becomes larger than it said. Never throws. */
export function unpack(zip: Uint8Array, limits: Limits = LIMITS): Outcome<Files> {
  if (!isZip(zip)) return failure(error([], words.noZip));
  try {
    return success(Object.fromEntries(entriesOf(zip, limits).map((entry) => [entry.name, bytesOf(zip, entry)])));
  } catch (cause) {
    const why = cause instanceof Refusal ? cause.message : words.zip.damaged;
    return failure(error([], words.unopened(why)));
  }
}

/** The names of the files in an archive; none where it cannot be opened. */
export function namesIn(zip: Uint8Array, limits: Limits = LIMITS): readonly string[] {
  try {
    return entriesOf(zip, limits).map(({ name }) => name);
  } catch (cause) {
    if (cause instanceof Refusal) return [];
    throw cause;
  }
}

function bytesOf(zip: Uint8Array, { name, deflated, start, end, size }: Entry): Uint8Array {
  if (!deflated) return zip.slice(start, end);
  const pieces: Uint8Array[] = [];
  let made = 0;
  const wrong = (): never => { throw new Refusal(words.zip.otherSize(name)); };
  const inflate = new Inflate((piece) => {
    made += piece.length;
    if (made > size) wrong();
    pieces.push(piece.slice());
  });
  for (let at = start; at < end; at += PIECE) inflate.push(zip.subarray(at, Math.min(end, at + PIECE)), at + PIECE >= end);
  if (made !== size) wrong();
  return joined(pieces, size);
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
