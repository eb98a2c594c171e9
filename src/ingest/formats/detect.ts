/** Which format a file has, by its first bytes; its name only counts where they leave it open. */
import { words } from "../../messages/en/ingest.ts";
import { decoderFor, detectEncoding } from "../decode.ts";
import { startsWith } from "../../engine/data/starts-with.ts";
import type { Format } from "../dialect.ts";
import { Refusal } from "./format.ts";

const HEAD_BYTES = 64 * 1024;

const ascii = (text: string): readonly number[] => Array.from(text, (character) => character.charCodeAt(0));
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/** What files of these formats are called; a file of another format under such a name is said. */
const EXTENSIONS: Readonly<Record<Format, readonly string[]>> = {
  csv: ["csv", "tsv", "tab", "txt", "psv", "dat"],
  json: ["json", "geojson", "txt"],
  jsonl: ["jsonl", "ndjson", "json", "txt"],
  excel: ["xlsx", "xlsm", "xltx", "xltm"],
  parquet: ["parquet", "parq", "pq"],
  arrow: ["arrow", "arrows", "feather", "ftr", "ipc"],
};

/** The format, "json" for both kinds of JSON. Throws `Refusal` for kin of these formats that cannot be read; what is no table at all is left to the reader of texts. */
export async function detectFormat(blob: Blob, name: string): Promise<Format> {
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  if (startsWith(head, ZIP)) return await isWorkbook(blob, head) ? "excel" : "csv";
  if (startsWith(head, COMPOUND)) throw new Refusal(await isEncrypted(blob) ? words.formats.excel.encrypted : words.noTable.xls);
  if (startsWith(head, ascii("PAR1"))) return "parquet";
  if (startsWith(head, ascii("PARE"))) throw new Refusal(words.formats.parquet.encrypted);
  if (startsWith(head, ascii("FEA1"))) throw new Refusal(words.formats.arrow.old);
  if (startsWith(head, ascii("ARROW1")) || isArrowStream(head)) return "arrow";
  return isJson(head, name) ? "json" : "csv";
}

/** An archive of files; workbooks, which are archives too, are tables. */
export async function isZip(blob: Blob): Promise<boolean> {
  const head = new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  return (startsWith(head, ZIP) && !(await isWorkbook(blob, head).catch(() => true))) || startsWith(head, EMPTY_ZIP);
}

/** Whether files of this format have such names. */
export function isNamedSo(name: string, format: Format): boolean {
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase();
  const known = Object.values(EXTENSIONS).flat();
  return extension === undefined || !known.includes(extension) || EXTENSIONS[format].includes(extension);
}

/** A message: a mark that it goes on, its length, and a flatbuffer whose table lies within it. */
function isArrowStream(head: Uint8Array): boolean {
  if (head.length < 16 || !startsWith(head, [0xff, 0xff, 0xff, 0xff])) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const length = view.getInt32(4, true);
  return length > 0 && length % 8 === 0 && view.getUint32(8, true) < length;
}

/** The list of an archive's parts stands at its end; that of OpenDocument says what it is at its beginning. */
async function isWorkbook(blob: Blob, head: Uint8Array): Promise<boolean> {
  const bytes = new TextDecoder("latin1");
  const start = bytes.decode(head.subarray(0, 200));
  if (start.includes("opendocument.spreadsheet")) throw new Refusal(words.formats.excel.openDocument);
  const end = bytes.decode(await blob.slice(Math.max(0, blob.size - HEAD_BYTES)).arrayBuffer());
  if (end.includes("xl/workbook.bin")) throw new Refusal(words.formats.excel.binary);
  return end.includes("xl/workbook.xml") || bytes.decode(head).includes("xl/workbook.xml") || (end.includes("[Content_Types].xml") && end.includes("xl/"));
}

/** Encrypted workbooks are compound files with a part of this name. */
async function isEncrypted(blob: Blob): Promise<boolean> {
  const wide = Array.from("EncryptedPackage", (letter) => `${letter}\u0000`).join("");
  const most = 1024 * 1024;
  const text = new TextDecoder("latin1");
  const parts = [blob.slice(0, most), blob.slice(Math.max(0, blob.size - most))];
  const texts = await Promise.all(parts.map(async (part) => text.decode(await part.arrayBuffer())));
  return texts.some((found) => found.includes(wide));
}

/** An object whose first key follows, or a list of what only JSON lists: a row of cells in brackets may be one of another format. */
function isJson(head: Uint8Array, name: string): boolean {
  const text = decoderFor(detectEncoding(head).encoding)!.decode(head, { stream: true }).trimStart();
  if (/^\{\s*(?:"(?:[^"\\]|\\.){0,1000}"\s*:|\})/.test(text) || /^\[\s*(?:\{\s*["}]|\[)/.test(text)) return true;
  return /^[[{]/.test(text) && (EXTENSIONS.json.includes(extensionOf(name)) || EXTENSIONS.jsonl.includes(extensionOf(name))) && extensionOf(name) !== "txt";
}

const extensionOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
