import { unzipSync } from "fflate";
import { afterEach, expect, test, vi } from "vitest";
import { success } from "../../src/engine/schema/problem.ts";
import { backup } from "../../src/storage/backup.ts";
import { rescue } from "../../src/storage/rescue.ts";
import type { RawStorage, Storage } from "../../src/storage/storage.ts";
import { emptyDisk, openDisk } from "./faults.ts";

const PACK = 1 << 20;
const PACKS = 12;
afterEach(() => vi.unstubAllGlobals());

/** A data set of many packs, whose bytes are told apart from those that were handed on to the browser. */
function large(): { readonly raw: RawStorage; held(): number } {
  let [given, handed] = [0, 0];
  const Platform = Blob;
  vi.stubGlobal("Blob", class extends Platform {
    constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
      super(parts, options);
      for (const part of parts) if (ArrayBuffer.isView(part)) handed += part.byteLength;
    }
  });
  let most = 0;
  const raw: RawStorage = {
    ids: async (kind) => success(kind === "dataset" ? ["d"] : []),
    read: async () => success({ record: { id: "d" }, blobs: Object.fromEntries(Array.from({ length: PACKS }, (_, i) => [`pack_${i}`, `b${i}`])) }),
    blob: async (id) => {
      given += PACK;
      most = Math.max(most, given - handed);
      return success(new Uint8Array(PACK).fill(Number(id.slice(1))));
    },
    still: (_kind, _id, work) => work(),
  };
  return { raw, held: () => most };
}

test("a rescue holds no more than one pack, and is whole", async () => {
  const { raw, held } = large();
  const zip = await rescue(raw, "dataset", "d");
  if (!zip.ok) throw new Error("not rescued");
  expect(held()).toBeLessThanOrEqual(PACK);
  const files = unzipSync(new Uint8Array(await zip.value.arrayBuffer()));
  expect(Object.keys(files)).toHaveLength(PACKS + 1);
  expect(files["11-pack_11.bin"]).toEqual(new Uint8Array(PACK).fill(11));
});

test("a backup holds no more than one pack either", async () => {
  const { raw, held } = large();
  expect((await backup({ ...openDisk(emptyDisk()), raw } satisfies Storage)).ok).toBe(true);
  expect(held()).toBeLessThanOrEqual(PACK);
});
