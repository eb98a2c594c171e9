/** The boxes of ISO base media files (ISO 14496-12), of which AVIF and HEIC are made. */
import { Cursor, Short } from "./cursor.ts";

export interface Box {
  readonly type: string;
  /** Where its content begins and its next sibling does. */
  readonly start: number;
  readonly end: number;
}

/** The boxes between two places; ends at the first whose header is not all there. */
export function* boxesIn(bytes: Uint8Array, from: number, to: number): Generator<Box> {
  const cursor = new Cursor(bytes);
  for (let at = from; at + 8 <= to; ) {
    cursor.at = at;
    const short = cursor.u32();
    const type = cursor.text(4);
    const length = short === 1 ? cursor.u64() : short === 0 ? to - at : short;
    const end = at + length;
    if (end < cursor.at) return;
    yield { type, start: cursor.at, end };
    at = end;
  }
}

/** A box by its type, whose content must be there. */
export function boxNamed(bytes: Uint8Array, type: string, within: { readonly start: number; readonly end: number }): Box | null {
  for (const box of boxesIn(bytes, within.start, Math.min(within.end, bytes.length))) {
    if (box.type !== type) continue;
    if (box.end > bytes.length) throw new Short(box.end);
    return box;
  }
  return null;
}

/** The brands that the file says it can be read as; empty where it is none of these files. */
export function brandsOf(bytes: Uint8Array): readonly string[] {
  const cursor = new Cursor(bytes);
  if (bytes.length < 16) return [];
  const length = cursor.u32();
  if (cursor.text(4) !== "ftyp") return [];
  const brands = [cursor.text(4)];
  cursor.skip(4);
  while (cursor.at + 4 <= Math.min(length, bytes.length, 256)) brands.push(cursor.text(4));
  return brands;
}
