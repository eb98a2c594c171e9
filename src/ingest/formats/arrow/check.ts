/** What an Arrow file says of its sizes, held to its bytes: the decoder believes it, and would fill memory with what is not there. */
import { contradiction } from "./contradiction.ts";

/** Batches as they were decoded from messages; the parts that are looked at here. */
export interface ArrowData {
  readonly records: readonly Message[];
  readonly dictionaries: readonly { readonly data: Message; body?: Uint8Array }[];
}

interface Message {
  readonly length: number;
  readonly nodes: readonly { readonly length: number; readonly nullCount: number }[];
  readonly regions: readonly { readonly offset: number; readonly length: number }[];
  readonly compression?: unknown;
  body?: Uint8Array;
}

/** Throws where a batch names more values than its buffers have bits, or buffers that it does not have. */
export function checkMessages({ records, dictionaries }: ArrowData): void {
  for (const record of records) checkMessage(record, record.body);
  for (const { data, body } of dictionaries) checkMessage(data, body);
}

/** Values of a batch without any buffer: all null. */
const MOST_WITHOUT_BYTES = 2 ** 20;

function checkMessage({ length, nodes, regions, compression }: Message, body: Uint8Array = new Uint8Array(0)): void {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let capacity = 0;
  for (const region of regions) {
    if (!(region.offset >= 0 && region.length >= 0 && region.offset + region.length <= body.length)) throw contradiction();
    const unpacked = compression && region.length >= 8 ? Number(view.getBigInt64(region.offset, true)) : -1;
    capacity += Math.max(region.length, unpacked);
  }
  const most = Math.max(MOST_WITHOUT_BYTES, 8 * capacity);
  for (const count of [length, ...nodes.map((node) => node.length)]) {
    if (!(Number.isSafeInteger(count) && count >= 0 && count <= most)) throw contradiction();
  }
}

type Numbers = ArrayLike<number | bigint>;

/** A column of one batch, as far as it is looked at here: a type's own buffers differ. */
export interface Part {
  readonly length: number;
  readonly nullCount: number;
  readonly type?: { readonly stride?: number };
  readonly validity?: Uint8Array | undefined;
  readonly values?: Numbers | undefined;
  readonly offsets?: Numbers | undefined;
  readonly sizes?: Numbers | undefined;
  readonly children?: readonly Part[] | undefined;
}

/** Throws where values, or the parts of lists and texts, lie outside of what holds them. */
export function checkPart(part: Part): void {
  const { length, nullCount, validity, values, offsets, sizes, children, type } = part;
  if (nullCount > 0 && validity && 0 < validity.length && 8 * validity.length < length) throw contradiction();
  const inside = children?.[0]?.length ?? values?.length ?? 0;
  if (offsets && sizes) checkViews(offsets, sizes, length, inside);
  else if (offsets && offsets.length > length) checkOffsets(offsets, length, inside);
  else if (offsets && length > 0 && !isUnion(part)) throw contradiction();
  else if (type?.stride !== undefined && inside < length * type.stride) throw contradiction();
  else if (!offsets && !children && values && 8 * values.length < length) throw contradiction();
  children?.forEach(checkPart);
}

/** Its offsets choose one value each. */
const isUnion = ({ offsets, length, children }: Part): boolean => offsets?.length === length && children !== undefined;

function checkOffsets(offsets: Numbers, length: number, inside: number): void {
  let before = 0;
  for (let i = 0; i <= length; i++) {
    const offset = Number(offsets[i]);
    if (!(offset >= before && offset <= inside)) throw contradiction();
    before = offset;
  }
}

function checkViews(offsets: Numbers, sizes: Numbers, length: number, inside: number): void {
  for (let i = 0; i < length; i++) {
    const [offset, size] = [Number(offsets[i]), Number(sizes[i])];
    if (!(offset >= 0 && size >= 0 && offset + size <= inside)) throw contradiction();
  }
}
