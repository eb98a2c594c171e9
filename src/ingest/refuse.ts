/** Files that are plainly no delimited text, told by their first bytes: each gets a sentence with the way out. */
import { words } from "../messages/en/ingest.ts";
import { startsWith } from "../engine/data/starts-with.ts";

interface Signature { readonly mark: readonly number[]; readonly what: keyof typeof words.noTable }

const ascii = (text: string): readonly number[] => Array.from(text, (character) => character.charCodeAt(0));

const SIGNATURES: readonly Signature[] = [
  { mark: [0x50, 0x4b, 0x03, 0x04], what: "zip" },
  { mark: [0x50, 0x4b, 0x05, 0x06], what: "emptyZip" },
  { mark: [0xd0, 0xcf, 0x11, 0xe0], what: "xls" },
  { mark: [0x1f, 0x8b], what: "gzip" },
  { mark: [0x42, 0x5a, 0x68], what: "bzip2" },
  { mark: ascii("7z\xbc\xaf"), what: "sevenZip" },
  { mark: [0x28, 0xb5, 0x2f, 0xfd], what: "zstandard" },
  { mark: ascii("%PDF-"), what: "pdf" },
  { mark: ascii("\x89PNG"), what: "png" },
  { mark: [0xff, 0xd8, 0xff], what: "jpeg" },
  { mark: ascii("GIF8"), what: "gif" },
  { mark: ascii("RIFF"), what: "riff" },
  { mark: [0x49, 0x49, 0x2a, 0x00], what: "tiff" },
  { mark: [0x4d, 0x4d, 0x00, 0x2a], what: "tiff" },
  { mark: ascii("Rar!\x1a"), what: "rar" },
  { mark: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: "xz" },
  { mark: [0x7f, 0x45, 0x4c, 0x46], what: "program" },
  { mark: ascii("{\\rtf"), what: "rtf" },
  { mark: ascii("PAR1"), what: "parquet" },
  { mark: ascii("ARROW1"), what: "arrow" },
  { mark: ascii("\x89HDF"), what: "hdf5" },
  { mark: ascii("SQLite format 3"), what: "sqlite" },
  { mark: [0xff, 0xfe, 0x00, 0x00], what: "utf32" },
  { mark: [0x00, 0x00, 0xfe, 0xff], what: "utf32" },
];

/** Why these bytes cannot be a table; null when they may be one. */
export function refusalOfBytes(sample: Uint8Array): string | null {
  const found = SIGNATURES.find(({ mark }) => startsWith(sample, mark));
  return found ? words.noTable[found.what] : null;
}

/** Why this text cannot be a table; null when it may be one. Read after decoding, so that UTF-16 counts as text. */
export function refusalOfText(sample: string): string | null {
  const opening = sample.slice(0, 1000).trimStart().toLowerCase();
  if (/^<(?:!doctype )?html/.test(opening)) return words.noTable.html;
  if (opening.startsWith("<?xml") || opening.startsWith("<svg")) return words.noTable.xml;
  if (/^(?:\[\s*)?\{\s*"[^"]*"\s*:/.test(opening)) return words.noTable.json;
  return controlShare(sample) > 0.1 ? words.noTable.binary : null;
}

/** Share of characters that no text has: control characters other than blanks and the two separators ASCII has for tables. */
function controlShare(sample: string): number {
  const looked = Math.min(sample.length, 65_536);
  let odd = 0;
  for (let i = 0; i < looked; i++) {
    const code = sample.charCodeAt(i);
    if (code < 9 || (code > 13 && code < 27)) odd++;
  }
  return looked === 0 ? 0 : odd / looked;
}
