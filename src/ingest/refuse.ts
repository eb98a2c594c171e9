/** Files that are plainly no delimited text, told by their first bytes: each gets a sentence with the way out. */
import { startsWith } from "./decode.ts";

interface Signature { readonly mark: readonly number[]; readonly what: string; readonly cure: string }

const ascii = (text: string): readonly number[] => Array.from(text, (character) => character.charCodeAt(0));

const SAVE_AS_CSV = "Open it in the program it comes from and save it as CSV.";
const SIGNATURES: readonly Signature[] = [
  { mark: [0x50, 0x4b, 0x03, 0x04], what: "a zip archive or an Excel workbook (.xlsx)", cure: "Unpack it, or save its sheet as CSV." },
  { mark: [0x50, 0x4b, 0x05, 0x06], what: "an empty zip archive", cure: "Choose the table itself." },
  { mark: [0xd0, 0xcf, 0x11, 0xe0], what: "an old Excel workbook (.xls)", cure: "Save its sheet as CSV." },
  { mark: [0x1f, 0x8b], what: "a gzip archive", cure: "Unpack it first." },
  { mark: [0x42, 0x5a, 0x68], what: "a bzip2 archive", cure: "Unpack it first." },
  { mark: ascii("7z\xbc\xaf"), what: "a 7-Zip archive", cure: "Unpack it first." },
  { mark: [0x28, 0xb5, 0x2f, 0xfd], what: "a Zstandard archive", cure: "Unpack it first." },
  { mark: ascii("%PDF-"), what: "a PDF document", cure: SAVE_AS_CSV },
  { mark: ascii("\x89PNG"), what: "a picture (PNG)", cure: "Choose a table instead." },
  { mark: [0xff, 0xd8, 0xff], what: "a picture (JPEG)", cure: "Choose a table instead." },
  { mark: ascii("GIF8"), what: "a picture (GIF)", cure: "Choose a table instead." },
  { mark: ascii("RIFF"), what: "a picture, sound or film (RIFF)", cure: "Choose a table instead." },
  { mark: [0x49, 0x49, 0x2a, 0x00], what: "a picture (TIFF)", cure: "Choose a table instead." },
  { mark: [0x4d, 0x4d, 0x00, 0x2a], what: "a picture (TIFF)", cure: "Choose a table instead." },
  { mark: ascii("Rar!\x1a"), what: "a RAR archive", cure: "Unpack it first." },
  { mark: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: "an XZ archive", cure: "Unpack it first." },
  { mark: [0x7f, 0x45, 0x4c, 0x46], what: "a program", cure: "Choose a table instead." },
  { mark: ascii("{\\rtf"), what: "a text document (RTF)", cure: SAVE_AS_CSV },
  { mark: ascii("PAR1"), what: "a Parquet file", cure: SAVE_AS_CSV },
  { mark: ascii("ARROW1"), what: "an Arrow file", cure: SAVE_AS_CSV },
  { mark: ascii("\x89HDF"), what: "an HDF5 file", cure: SAVE_AS_CSV },
  { mark: ascii("SQLite format 3"), what: "an SQLite database", cure: "Export the table as CSV." },
  { mark: [0xff, 0xfe, 0x00, 0x00], what: "text in UTF-32", cure: "Save it as UTF-8." },
  { mark: [0x00, 0x00, 0xfe, 0xff], what: "text in UTF-32", cure: "Save it as UTF-8." },
];

/** Why these bytes cannot be a table; null when they may be one. */
export function refusalOfBytes(sample: Uint8Array): string | null {
  const found = SIGNATURES.find(({ mark }) => startsWith(sample, mark));
  return found ? sentence(found.what, found.cure) : null;
}

/** Why this text cannot be a table; null when it may be one. Read after decoding, so that UTF-16 counts as text. */
export function refusalOfText(sample: string): string | null {
  const opening = sample.slice(0, 1000).trimStart().toLowerCase();
  if (/^<(?:!doctype )?html/.test(opening)) return sentence("a web page (HTML)", "Download the table itself, or copy its cells and paste them here.");
  if (opening.startsWith("<?xml") || opening.startsWith("<svg")) return sentence("an XML document", SAVE_AS_CSV);
  if (/^(?:\[\s*)?\{\s*"[^"]*"\s*:/.test(opening)) return sentence("JSON", "Convert it to CSV.");
  return controlShare(sample) > 0.1 ? sentence("binary data", "Expected rows of text with cells between commas, semicolons or tabs.") : null;
}

const sentence = (what: string, cure: string): string => `This file is ${what}, not a table in CSV or TSV. ${cure}`;

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
