import { Unzip, UnzipInflate, zipSync } from "fflate";
import { error, failure, success, type Outcome } from "../schema/problem.ts";

/** file name → bytes */
export type Files = Readonly<Record<string, Uint8Array>>;

/** What an archive may hold before it is taken for a mistake or an attack ("zip bomb"). */
export interface Limits { readonly entries: number; readonly bytes: number }
export const LIMITS: Limits = { entries: 200, bytes: 512 * 2 ** 20 };

/** Small enough that the inflated answer to one piece (at most 1032 times as long) stays harmless. */
const PIECE = 16 * 1024;
/** The same files give the same bytes anywhere at any time; zip dates have no time zone. */
const NO_DATE = new Date(1980, 0, 1);

/** One archive of files, in their order. Weights do not compress: they are stored. */
export const pack = (files: Files): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, [bytes, { level: name.endsWith(".bin") ? 0 : 6 }] as const])), { mtime: NO_DATE });

/** Read an archive piece by piece, stopping as soon as it outgrows the limits. Never throws. */
export function unpack(zip: Uint8Array, limits: Limits = LIMITS): Outcome<Files> {
  const found = new Map<string, Uint8Array[]>();
  let left = limits.bytes;
  const unzip = new Unzip((entry) => {
    if (found.has(entry.name)) throw new Refusal(`'${entry.name}' is in it twice`);
    if (found.size === limits.entries) throw new Refusal(`it holds more than ${limits.entries} files`);
    const pieces: Uint8Array[] = [];
    found.set(entry.name, pieces);
    entry.ondata = (broken, piece) => {
      if (broken) throw broken;
      left -= piece.length;
      if (left < 0) throw new Refusal(`unpacked it is larger than ${Math.round(limits.bytes / 2 ** 20)} MB`);
      pieces.push(piece.slice());
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < zip.length; at += PIECE) unzip.push(zip.subarray(at, at + PIECE), at + PIECE >= zip.length);
  } catch (cause) {
    const why = cause instanceof Refusal ? cause.message : "it is damaged or was not downloaded completely";
    return failure(error([], `This zip file cannot be opened: ${why}.`));
  }
  if (found.size === 0) return failure(error([], "This is not a zip file. Expected the zip file that Fidelio's export wrote."));
  return success(Object.fromEntries([...found].map(([name, pieces]) => [name, joined(pieces)])));
}

class Refusal extends Error {}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
