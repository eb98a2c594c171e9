/** Zip archives byte by byte, honest ones and others: whatever a header can say may be said wrongly. */
import { deflateSync } from "fflate";
import { openArchive, type Archive } from "../../../src/ingest/archive/archive.ts";
import { crc32 } from "../../../src/engine/data/crc32.ts";
import type { Limits } from "../../../src/ingest/archive/limits.ts";
import { bytesInMemory } from "../../support/bytes.ts";
import { wholeOf, type GivenFile } from "../../../src/ingest/files.ts";

export interface Made {
  readonly name: string | Uint8Array;
  readonly data?: string | Uint8Array;
  readonly method?: number;
  /** Bit 0: encrypted; bit 11: the name is in UTF-8. */
  readonly flags?: number;
  /** What the list says instead of the truth. */
  readonly crc?: number;
  readonly size?: number;
  readonly packedSize?: number;
  readonly offset?: number;
  /** The mode that Unix keeps of it: 0o120777 for a link. */
  readonly mode?: number;
  /** Packed bytes instead of those of the data. */
  readonly packed?: Uint8Array;
}

const encoder = new TextEncoder();
export const bytesOf = (text: string | Uint8Array): Uint8Array => (typeof text === "string" ? encoder.encode(text) : text);

function little(...fields: readonly (readonly [size: 2 | 4 | 8, value: number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else if (size === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** With `zip64`, the end of the list is written in its wide form, as more than 65,535 entries need it. */
export function zipOf(entries: readonly Made[], { zip64 = false, comment = "" } = {}): Uint8Array<ArrayBuffer> {
  const bodies: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let offset = 0;
  for (const { name, data = "", method = 8, flags = 0, mode = 0o100644, ...told } of entries) {
    const raw = bytesOf(name);
    const plain = bytesOf(data);
    const packed = told.packed ?? (method === 0 ? plain : deflateSync(plain));
    const common = little(
      [2, 20], [2, flags], [2, method], [4, 0x21_0000], [4, told.crc ?? crc32(0, plain)],
      [4, told.packedSize ?? packed.length], [4, told.size ?? plain.length], [2, raw.length], [2, 0],
    );
    const body = join([little([4, 0x04034b50]), common, raw, packed]);
    list.push(join([little([4, 0x02014b50], [2, 0x0314]), common, little([2, 0], [2, 0], [2, 0], [4, mode * 0x10000], [4, told.offset ?? offset]), raw]));
    bodies.push(body);
    offset += body.length;
  }
  const directory = join(list);
  const count = entries.length;
  const wide = zip64
    ? [
        little([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count], [8, directory.length], [8, offset]),
        little([4, 0x07064b50], [4, 0], [8, offset + directory.length], [4, 1]),
      ]
    : [];
  const end = little([4, 0x06054b50], [2, 0], [2, 0], [2, zip64 ? 0xffff : count % 0x10000], [2, zip64 ? 0xffff : count % 0x10000], [4, zip64 ? 0xffffffff : directory.length], [4, zip64 ? 0xffffffff : offset], [2, comment.length]);
  return join([...bodies, directory, ...wide, end, bytesOf(comment)]);
}

export async function opened(bytes: Uint8Array, limits?: Limits): Promise<Archive> {
  const outcome = await openArchive(bytesInMemory(bytes), undefined, limits);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
}

export async function refusal(bytes: Uint8Array, limits?: Limits): Promise<string> {
  const outcome = await openArchive(bytesInMemory(bytes), undefined, limits);
  return outcome.ok ? `opened, ${outcome.value.files.length} files` : outcome.problems.map(({ message }) => message).join("; ");
}

/** A file's text, or the reason why it has none. */
export async function textOf(file: GivenFile): Promise<string> {
  try {
    return new TextDecoder().decode(await wholeOf(file, 1e9));
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

export async function contents({ files }: Archive): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const file of files) texts[file.path] = await textOf(file);
  return texts;
}
