/** Arrow's IPC formats to a table: files (also called Feather, version 2) and streams. */
import { CompressionType, setCompressionCodec, type Table } from "@uwdata/flechette";
import { decodeIPC } from "@uwdata/flechette/src/decode/decode-ipc.js";
import { createTable } from "@uwdata/flechette/src/decode/table-from-ipc.js";
import { decompressZstd } from "hyparquet-compressors";
import { words } from "../../../messages/en/ingest.ts";
import type { ReadTable } from "../../csv.ts";
import type { Reading } from "../../dialect.ts";
import { CellWriter } from "../cell.ts";
import { startsWith } from "../../../engine/data/starts-with.ts";
import { breathe, checkSize, damage, Refusal, settled, type FileToRead } from "../format.ts";
import { NamedColumns } from "../named-columns.ts";
import { checkMessages, checkPart, type Part } from "./check.ts";
import { plainOf, strictly } from "./strict.ts";
import { unpackLz4Frame } from "../lz4.ts";

/** The file is held as a whole. */
const LARGEST_FILE = 1024 ** 3;
/** In bytes, of one buffer unpacked: a column of one batch. */
const LARGEST_BUFFER = 1024 ** 3;

/** "ARROW1", at both ends of a file. */
const MARK = [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31];

type Unpack = (bytes: Uint8Array, size: number) => Uint8Array;

function register(type: Parameters<typeof setCompressionCodec>[0], unpack: Unpack): void {
  const decode = (bytes: Uint8Array, size: number): Uint8Array => {
    if (!(size >= 0 && size <= LARGEST_BUFFER)) throw new Refusal(words.formats.tooLarge(LARGEST_BUFFER));
    return unpack(bytes, size);
  };
  // Nothing is packed here.
  setCompressionCodec(type, { decode, encode: (bytes) => bytes });
}
register(CompressionType.LZ4_FRAME, unpackLz4Frame);
register(CompressionType.ZSTD, (bytes, size) => decompressZstd(bytes, new Uint8Array(size)));

export async function readArrow(file: FileToRead): Promise<ReadTable<Reading>> {
  const { blob, pace } = file;
  if (blob.size > LARGEST_FILE) throw new Refusal(words.formats.arrow.large(LARGEST_FILE));
  try {
    const source = decoded(new Uint8Array(await blob.arrayBuffer()));
    const rows = source.numRows;
    if (rows === 0) throw new Refusal(words.formats.noRecords);
    checkSize(file.most, rows, source.numCols, 0);
    const columns = new NamedColumns(file.most);
    const cells = new CellWriter();
    for (let i = 0; i < source.numCols; i++) {
      const name = source.schema.fields[i]!.name;
      let row = 0;
      for (const value of source.getChildAt(i)) {
        cells.value(columns, row, name, value);
        if (row % 1024 === 0) {
          columns.check(row);
          await breathe(file, (i + row / rows) / source.numCols, row);
        }
        row++;
      }
    }
    const done = columns.finish(rows);
    return { table: await settled(rows, done.columns, pace), dialect: { format: "arrow" }, notes: [...done.notes, ...cells.notes()], bytes: blob.size };
  } catch (cause) {
    throw damage(cause, words.formats.arrow);
  }
}

function decoded(bytes: Uint8Array): Table {
  const data = decodeIPC(strictly(bytes, footerOf(bytes)));
  for (const message of [...data.records, ...data.dictionaries]) if (message.body) message.body = plainOf(message.body);
  checkMessages(data);
  const table = createTable(data, { useDate: true, useBigInt: true });
  for (const column of table.children) for (const batch of column.data) checkPart(batch as Part); // its type says nothing of each kind's buffers
  return table;
}

/** Where the footer of a file begins: before its length and the mark at the end. A stream has none. */
function footerOf(bytes: Uint8Array): number {
  if (!startsWith(bytes, MARK)) return Infinity;
  const end = bytes.length - MARK.length - 4;
  if (end < 8 || !startsWith(bytes.subarray(-MARK.length), MARK)) throw new Error(words.formats.arrow.noEnd);
  return end - new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(end, true);
}
