/** AVIF: the size, turn and depth that belong to the primary item (ISO 23008-12, AV1 Image File Format 1.1). */
import { words } from "../../../../messages/en/pictures.ts";
import { boxesIn, boxNamed, brandsOf, type Box } from "./boxes.ts";
import { Cursor, Malformed, Short } from "./cursor.ts";
import type { PictureFormat, PictureHead } from "./head.ts";

/** Version and flags, in front of the content of many boxes. */
const FULL = 4;

function head(bytes: Uint8Array): PictureHead {
  const meta = [...boxesIn(bytes, 0, bytes.length)].find(({ type }) => type === "meta");
  if (!meta) throw new Short(lastEnd(bytes));
  if (meta.end > bytes.length) throw new Short(meta.end);
  const inside = { start: meta.start + FULL, end: meta.end };
  const properties = boxNamed(bytes, "iprp", inside);
  const list = properties && boxNamed(bytes, "ipco", properties);
  const ties = properties && boxNamed(bytes, "ipma", properties);
  if (!list || !ties) throw new Malformed(words.damaged("AVIF"));
  const all = [...boxesIn(bytes, list.start, list.end)];
  const own = tiedTo(bytes, primaryItem(bytes, inside), ties).flatMap((index) => all[index - 1] ?? []);
  const size = own.find(({ type }) => type === "ispe");
  if (!size) throw new Malformed(words.damaged("AVIF"));
  const cursor = new Cursor(bytes, size.start + FULL);
  const [width, height] = [cursor.u32(), cursor.u32()];
  const turn = own.find(({ type }) => type === "irot");
  const onSide = turn !== undefined && (new Cursor(bytes, turn.start).u8() & 1) === 1;
  const transparent = all.some((box) => box.type === "auxC" && new Cursor(bytes, box.start + FULL).text(Math.max(0, box.end - box.start - FULL)).includes("alpha"));
  const { bits, grey } = depth(bytes, own.find(({ type }) => type === "av1C"));
  const seen = onSide ? { width: height, height: width } : { width, height };
  const animated = brandsOf(bytes).includes("avis");
  return { format: "avif", ...seen, channels: transparent ? 4 : grey ? 1 : 3, bits, orientation: 1, animated, cmyk: false };
}

/** Where the boxes that were seen end: what to read next. */
function lastEnd(bytes: Uint8Array): number {
  let end = 16;
  for (const box of boxesIn(bytes, 0, bytes.length)) end = box.end;
  return end + 8;
}

function primaryItem(bytes: Uint8Array, meta: { readonly start: number; readonly end: number }): number {
  const box = boxNamed(bytes, "pitm", meta);
  if (!box) throw new Malformed(words.damaged("AVIF"));
  const cursor = new Cursor(bytes, box.start);
  const version = cursor.u8();
  cursor.skip(3);
  return version === 0 ? cursor.u16() : cursor.u32();
}

/** The properties of one item, as numbers from 1 in the list of all. */
function tiedTo(bytes: Uint8Array, item: number, ties: Box): readonly number[] {
  const cursor = new Cursor(bytes, ties.start);
  const version = cursor.u8();
  const wide = (cursor.u24() & 1) === 1;
  for (let items = cursor.u32(); items > 0; items--) {
    const id = version === 0 ? cursor.u16() : cursor.u32();
    const properties = Array.from({ length: cursor.u8() }, () => (wide ? cursor.u16() & 0x7fff : cursor.u8() & 0x7f));
    if (id === item) return properties;
  }
  return [];
}

/** By the configuration of its codec. */
function depth(bytes: Uint8Array, box: Box | undefined): { readonly bits: number; readonly grey: boolean } {
  const flags = box ? new Cursor(bytes, box.start + 2).u8() : 0;
  const bits = flags & 0x40 ? (flags & 0x20 ? 12 : 10) : 8;
  return { bits, grey: (flags & 0x10) !== 0 };
}

/** All boxes end within the file, one with pixels among them. */
function isWhole(bytes: Uint8Array): boolean {
  const boxes = [...boxesIn(bytes, 0, bytes.length)];
  return boxes.at(-1)?.end === bytes.length && boxes.some(({ type }) => type === "mdat");
}

export const avif: PictureFormat = { matches: (bytes) => brandsOf(bytes).some((brand) => brand === "avif" || brand === "avis"), head, isWhole };
