import type { PictureFacts } from "../../engine/data/pictures/media.ts";
import type { Packs } from "../data-store.ts";
import type { PictureFile } from "./library.ts";

/** A picture as it is kept: its bytes lie in one of the packs. */
export interface PicturePlace extends PictureFacts {
  readonly path: string;
  readonly digest: string;
  readonly pack: number;
  readonly at: number;
  readonly length: number;
}

/** Many pictures to a blob, so that ten thousand of them are not as many files; few enough that one is read for a single picture. */
const PACK_BYTES = 8 * 2 ** 20;
const packName = (index: number): string => `pictures_${index}`;

/** Where each picture goes, and the packs, each put together when its turn comes. */
export function packPictures(files: Iterable<PictureFile>): { readonly places: readonly PicturePlace[]; readonly blobs: Readonly<Record<string, () => Promise<Uint8Array>>> } {
  const packs: PictureFile[][] = [];
  const places: PicturePlace[] = [];
  let filled = Infinity;
  for (const file of files) {
    if (filled >= PACK_BYTES) {
      packs.push([]);
      filled = 0;
    }
    packs.at(-1)!.push(file);
    places.push({ path: file.path, digest: file.digest, ...file.facts, pack: packs.length - 1, at: filled, length: file.size });
    filled += file.size;
  }
  return { places, blobs: Object.fromEntries(packs.map((own, i) => [packName(i), () => joined(own)])) };
}

async function joined(files: readonly PictureFile[]): Promise<Uint8Array> {
  const whole = new Uint8Array(files.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  for (const file of files) {
    const bytes = await file.bytes();
    if (bytes.length !== file.size) throw new Error(`internal: ${file.path} has ${bytes.length} bytes instead of ${file.size}`);
    whole.set(bytes, at);
    at += file.size;
  }
  return whole;
}

/** Packs in memory at once: pictures are mostly asked for in their order. */
const HELD = 3;

/** Pictures whose bytes come from the packs; they reject with a sentence where a pack is damaged. */
export function unpackPictures(places: readonly PicturePlace[], packs: Packs): readonly PictureFile[] {
  const held = new Map<number, Promise<Uint8Array>>();
  const read = async (index: number): Promise<Uint8Array> => {
    const pack = await packs.pack(packName(index));
    if (!pack.ok) throw new Error(pack.problems.map(({ message }) => message).join("; "));
    return pack.value;
  };
  const packOf = (index: number): Promise<Uint8Array> => {
    const pack = held.get(index) ?? read(index);
    held.delete(index);
    held.set(index, pack);
    const [oldest] = held.keys();
    if (held.size > HELD && oldest !== undefined) held.delete(oldest);
    return pack;
  };
  return places.map(({ path, digest, width, height, channels, pack, at, length }) => ({
    path, digest, size: length, facts: { width, height, channels },
    bytes: async () => (await packOf(pack)).slice(at, at + length),
  }));
}

/** May come from a damaged disk or a forged backup. */
export function isPlace(value: unknown): value is PicturePlace {
  const fields: Readonly<Record<string, unknown>> = typeof value === "object" && value !== null ? { ...value } : {};
  const areNumbers = ["width", "height", "pack", "at", "length"].every((key) => Number.isSafeInteger(fields[key]) && Number(fields[key]) >= 0);
  return areNumbers && typeof fields["path"] === "string" && typeof fields["digest"] === "string" && [1, 3, 4].includes(Number(fields["channels"]));
}
