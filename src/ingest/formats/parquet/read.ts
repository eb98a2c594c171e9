/** Parquet to a table: one column after another, one row group at a time, so that no more than a column's group is unpacked at once. */
import { parquetMetadataAsync, parquetScan, parquetSchema, type AsyncBuffer, type Compressors, type FileMetaData } from "hyparquet";
import { compressors, decompressZstd } from "hyparquet-compressors";
import { words } from "../../../messages/en/ingest.ts";
import type { ReadTable } from "../../csv.ts";
import type { Reading } from "../../dialect.ts";
import { Unreadable } from "../../source.ts";
import { CellWriter } from "../cell.ts";
import { breathe, checkSize, damage, Refusal, settled, type FileToRead } from "../format.ts";
import { parseJson } from "../json/parse.ts";
import { unpackLz4Block } from "../lz4.ts";
import { NamedColumns } from "../named-columns.ts";
import { checkPages, usualLimits, type Limits } from "./pages.ts";

const text = new TextDecoder();
const jsonOf = (bytes: Uint8Array): unknown => parseJson(text.decode(bytes)) ?? text.decode(bytes);
const parsers = { jsonFromBytes: (bytes: Uint8Array | undefined) => bytes && jsonOf(bytes) };

export async function readParquet(file: FileToRead, limits: Limits = usualLimits): Promise<ReadTable<Reading>> {
  const { blob, pace } = file;
  try {
    const bytes = asyncBytes(blob);
    const metadata = await parquetMetadataAsync(bytes, { geoparquet: false });
    const rows = checkedRows(metadata, file.most);
    const cells = new CellWriter();
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    const columns = new NamedColumns(file.most);
    const source = { file: bytes, metadata, limits };
    for (const [i, name] of names.entries()) {
      const share = (group: number): number => (i + group / Math.max(1, metadata.row_groups.length)) / names.length;
      await readColumn(file, source, name, columns, cells, share);
    }
    const done = columns.finish(rows);
    return { table: await settled(rows, done.columns, pace), dialect: { format: "parquet" }, notes: [...done.notes, ...cells.notes()], bytes: blob.size };
  } catch (cause) {
    throw damage(cause, words.formats.parquet);
  }
}

interface Source { readonly file: AsyncBuffer; readonly metadata: FileMetaData; readonly limits: Limits }

async function readColumn(file: FileToRead, source: Source, name: string, columns: NamedColumns, cells: CellWriter, share: (group: number) => number): Promise<void> {
  const { file: bytes, metadata, limits } = source;
  const scan = await parquetScan({ file: bytes, metadata, columns: [name], compressors: unpackers, parsers, utf8: false, geoparquet: false, useOffsetIndex: false });
  for (const [group, { rowStart, rowEnd }] of scan.ranges.entries()) {
    await checkPages(bytes, metadata, rowStart, name, unpackers, limits);
    const values = await scan.readColumn({ column: name, rowStart, rowEnd });
    if (values.length !== rowEnd - rowStart) throw new Refusal(words.formats.parquet.damaged(words.formats.parquet.rowCounts));
    for (let i = 0; i < values.length; i++) {
      const value: unknown = values[i];
      cells.value(columns, rowStart + i, name, value);
      if (i % 1024 > 0) continue;
      columns.check(rowStart + i);
      await breathe(file, share(group + i / values.length), rowStart + i);
    }
  }
}

/** How many rows there are, where memory holds them. */
function checkedRows({ num_rows, row_groups, schema }: FileMetaData, most: number): number {
  const rows = row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (rows !== Number(num_rows) || !Number.isSafeInteger(rows) || rows < 0) throw new Refusal(words.formats.parquet.damaged(words.formats.parquet.rowCounts));
  if (rows === 0) throw new Refusal(words.formats.noRecords);
  checkSize(most, rows, schema.filter(({ num_children }) => num_children === undefined).length, 0);
  return rows;
}

function asyncBytes(blob: Blob): AsyncBuffer {
  const read = (part: Blob): Promise<ArrayBuffer> => part.arrayBuffer().catch((cause: unknown) => { throw new Unreadable(cause); });
  return {
    byteLength: blob.size,
    slice(start, end = blob.size) {
      if (!(start >= 0 && start <= end && end <= blob.size)) throw new Refusal(words.formats.parquet.damaged(words.formats.parquet.beyond));
      return read(blob.slice(start, end));
    },
  };
}

/** The package's own LZ4 refuses empty blocks, which columns of nulls have. */
const unpackers: Compressors = { ...compressors, LZ4_RAW: unpackLz4Block, ZSTD: (input, length) => decompressZstd(input, new Uint8Array(length)) };
