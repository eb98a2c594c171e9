/**
 * What the pages of a Parquet file say of their sizes, held to what memory has room for before the decoder believes them: a few bytes can
 * stand for billions of values.
 */
import type { AsyncBuffer, ColumnMetaData, Compressors, DataPageHeader, FileMetaData, PageHeader, SchemaTree } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { deltaBinaryUnpack } from "hyparquet/src/delta.js";
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getSchemaPath, isFlatColumn } from "hyparquet/src/schema.js";
import { readVarInt } from "hyparquet/src/thrift.js";
import { words } from "../../../messages/en/ingest.ts";
import { Refusal } from "../format.ts";

export interface Limits {
  /** Values of one column in one group of rows: numbers, and texts, each of which is an object of its own. */
  readonly numbers: number;
  readonly texts: number;
  /** In bytes, unpacked, of one page, and of one column in one group of rows. */
  readonly page: number;
  readonly chunk: number;
}

const MIB = 1024 * 1024;
export const usualLimits: Limits = { numbers: 64 * MIB, texts: 8 * MIB, page: 512 * MIB, chunk: 1024 * MIB };

/** A run of values that goes on for longer than there are values, by more than writers pad. */
const PADDING = 512;

const contradiction = (): Refusal => new Refusal(words.formats.parquet.damaged(words.formats.parquet.sizes));

type DataPageHeaderV2 = NonNullable<PageHeader["data_page_header_v2"]>;

/** The parts of a column in the group of rows that begins with a row: throws `Refusal` where their pages say what cannot be, or hold more than memory. */
export async function checkPages(file: AsyncBuffer, { schema, row_groups }: FileMetaData, row: number, column: string, compressors: Compressors, limits: Limits): Promise<void> {
  let first = 0;
  const group = row_groups.find(({ num_rows }) => (first += Number(num_rows)) > row);
  if (!group) throw contradiction();
  for (const { meta_data: meta } of group.columns) {
    if (meta?.path_in_schema[0] !== column) continue;
    const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
    const bytes = await file.slice(start, start + Number(meta.total_compressed_size));
    new Pages(meta, getSchemaPath(schema, meta.path_in_schema), compressors, limits).check(bytes, Number(group.num_rows));
  }
}

class Pages {
  readonly #meta: ColumnMetaData;
  readonly #path: SchemaTree[];
  readonly #compressors: Compressors;
  readonly #limits: Limits;
  readonly #repetition: number;
  readonly #definition: number;

  constructor(meta: ColumnMetaData, path: SchemaTree[], compressors: Compressors, limits: Limits) {
    this.#meta = meta;
    this.#path = path;
    this.#compressors = compressors;
    this.#limits = limits;
    this.#repetition = getMaxRepetitionLevel(path);
    this.#definition = getMaxDefinitionLevel(path);
  }

  check(bytes: ArrayBuffer, rows: number): void {
    const { type } = this.#meta;
    const most = type === "BYTE_ARRAY" || type === "FIXED_LEN_BYTE_ARRAY" ? this.#limits.texts : this.#limits.numbers;
    const reader = { view: new DataView(bytes), offset: 0 };
    const isFlat = isFlatColumn(this.#path);
    let [values, unpacked] = [0, 0];
    while (reader.offset < bytes.byteLength - 1 && !(isFlat && values >= rows)) {
      const header = parquetHeader(reader);
      const { compressed_page_size: size, uncompressed_page_size: whole } = header;
      const count = countOf(header);
      const end = reader.offset + size;
      if (!(size >= 0 && whole >= 0 && count >= 0 && end <= bytes.byteLength)) throw contradiction();
      if (header.type !== "DICTIONARY_PAGE") values += count;
      unpacked += whole;
      if (count > most || values > most) throw new Refusal(words.formats.parquet.group(most));
      if (whole > this.#limits.page || unpacked > this.#limits.chunk) throw new Refusal(words.formats.tooLarge(Math.min(whole, this.#limits.chunk)));
      this.#checkPage(new DataView(bytes, reader.offset, size), header);
      reader.offset = end;
    }
  }

  #checkPage(page: DataView, header: PageHeader): void {
    const { data_page_header: first, data_page_header_v2: second, uncompressed_page_size: size } = header;
    if (second) {
      const from = this.#checkLevels(page, second);
      const packed = new DataView(page.buffer, page.byteOffset + from, page.byteLength - from);
      this.#checkValues(second.is_compressed === false ? packed : this.#unpacked(packed, size - from), 0, second);
    } else if (first) {
      const plain = this.#unpacked(page, size);
      let at = 0;
      for (const level of [this.#repetition, this.#definition]) if (level > 0) at = checkSized(plain, at, widthOf(level), first.num_values);
      this.#checkValues(plain, at, first);
    }
  }

  /** Of pages of the second version levels stand before what is packed; where that begins. */
  #checkLevels(page: DataView, { repetition_levels_byte_length: repetition, definition_levels_byte_length: definition, num_values }: DataPageHeaderV2): number {
    const end = repetition + definition;
    if (!(repetition >= 0 && definition >= 0 && end <= page.byteLength)) throw contradiction();
    checkRuns(page, 0, repetition, widthOf(this.#repetition), num_values);
    checkRuns(page, repetition, end, widthOf(this.#definition), num_values);
    return end;
  }

  #unpacked(page: DataView, size: number): DataView {
    const unpack = this.#compressors[this.#meta.codec];
    if (!unpack || size <= 0) return page; // what is not packed, and what the decoder does not know
    const plain = unpack(new Uint8Array(page.buffer as ArrayBuffer, page.byteOffset, page.byteLength), size); // a file's bytes are never shared
    return new DataView(plain.buffer, plain.byteOffset, plain.length);
  }

  #checkValues(page: DataView, at: number, { encoding, num_values }: Pick<DataPageHeader, "encoding" | "num_values">): void {
    if (at >= page.byteLength) return;
    if (this.#meta.type === "BOOLEAN" && encoding === "RLE") checkSized(page, at, 1, num_values);
    else if (encoding === "PLAIN_DICTIONARY" || encoding === "RLE_DICTIONARY") checkRuns(page, at + 1, page.byteLength, page.getUint8(at), num_values);
    else if (encoding === "DELTA_BYTE_ARRAY") this.#checkDeltas(page, at, num_values);
  }

  /** Each text repeats so much of the one before: together they may be as long as a chunk. */
  #checkDeltas(page: DataView, at: number, values: number): void {
    const reader = { view: page, offset: at };
    const lengths = [deltas(reader, values), deltas(reader, values)];
    let total = 0;
    for (const list of lengths) {
      for (const length of list) {
        total += length;
        if (length < 0) throw contradiction();
        if (total > this.#limits.chunk) throw new Refusal(words.formats.tooLarge(this.#limits.chunk));
      }
    }
  }
}

const countOf = ({ data_page_header, data_page_header_v2, dictionary_page_header }: PageHeader): number =>
  (data_page_header ?? data_page_header_v2 ?? dictionary_page_header)?.num_values ?? 0;

const widthOf = (level: number): number => 32 - Math.clz32(level);

/** Runs behind their length in bytes; where they end. */
function checkSized(page: DataView, at: number, width: number, values: number): number {
  const end = at + 4 + page.getUint32(at, true);
  if (end > page.byteLength) throw contradiction();
  checkRuns(page, at + 4, end, width, values);
  return end;
}

/** One value again and again, or values packed in bits, until there are so many. */
function checkRuns(view: DataView, from: number, to: number, width: number, values: number): void {
  const reader = { view, offset: from };
  let seen = 0;
  while (seen < values && reader.offset < to) {
    const header = readVarInt(reader);
    const count = header >>> 1;
    const packed = (header & 1) === 1;
    seen += packed ? 8 * count : count;
    if (seen > values + PADDING) throw contradiction();
    reader.offset += packed ? count * width : (width + 7) >> 3;
  }
}

/** As many numbers as the run says it has, `values` at most. */
function deltas(reader: { readonly view: DataView; offset: number }, values: number): Int32Array {
  const look = { view: reader.view, offset: reader.offset };
  readVarInt(look);
  readVarInt(look);
  const count = readVarInt(look);
  if (!(count >= 0 && count <= values)) throw contradiction();
  const numbers = new Int32Array(count);
  if (count > 0) deltaBinaryUnpack(reader, count, numbers);
  return numbers;
}
