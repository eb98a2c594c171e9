import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { checkpointStore } from "../../src/storage/checkpoints.ts";
import { fromJson } from "../../src/storage/json.ts";
import type { Draft, RecordKind } from "../../src/storage/records.ts";
import type { Change, ChangePort, Note, Storage } from "../../src/storage/storage.ts";
import { emptyDisk, openDisk, type Disk } from "./faults.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const dataset: Draft<"dataset"> = { id: "d", name: "Birds", createdAt: 1, meta: null };
const message = (outcome: { readonly ok: true } | { readonly ok: false; readonly problems: readonly { readonly message: string }[] }) => (outcome.ok ? "" : (outcome.problems[0]?.message ?? ""));
const write = (disk: Disk, kind: RecordKind, record: { readonly id: string }) => disk.records.put(kind, record);

async function records(storage: Storage) {
  return [...(await storage.list("dataset")).records, ...(await storage.list("project")).records].map(({ id }) => id);
}

describe("what cannot be opened", () => {
  test("is set aside with a reason, stays as it is when someone saves over it, and goes when the user removes it", async () => {
    const disk = emptyDisk();
    const storage = openDisk(disk);
    await storage.put("dataset", { ...dataset, id: "whole" });
    const aside = {
      newer: { id: "newer", format: 99, blobs: {} },
      noBlobs: { ...dataset, id: "noBlobs", format: 2 },
      wrongName: { ...dataset, id: "wrongName", format: 2, blobs: {}, name: 7 },
      notEvenFormat: { id: "notEvenFormat" },
    };
    for (const record of Object.values(aside)) await write(disk, "dataset", record);
    expect(await records(storage)).toEqual(["whole"]);
    expect((await storage.setAside()).map(({ id, reason }) => [id, reason])).toEqual([["newer", "newer"], ["noBlobs", "damaged"], ["wrongName", "damaged"], ["notEvenFormat", "damaged"]]);
    for (const [id, record] of Object.entries(aside)) {
      expect(message(await storage.get("dataset", id))).not.toBe("");
      expect(message(await storage.put("dataset", { ...dataset, id }, { table: bytes(1) }))).toMatch(/cannot read, and it is not overwritten/);
      expect(await disk.records.get("dataset", id)).toEqual(record);
    }
    expect((await disk.blobs.sizes()).size).toBe(0);
    expect((await storage.remove("dataset", "wrongName")).ok).toBe(true);
    expect((await storage.setAside()).map(({ id }) => id)).not.toContain("wrongName");
  });

  test("keeps its bytes: a sweep takes none that a damaged record may own, and none at all beside a newer one", async () => {
    const disk = emptyDisk();
    const storage = openDisk(disk);
    const saved = await storage.put("dataset", dataset, { table: bytes(1, 2) });
    await disk.blobs.write("dataset.other.1", bytes(3));
    await write(disk, "dataset", { ...dataset, ...{ format: 2, blobs: "lost" } });
    await write(disk, "project", { id: "p", ...{ format: 99 } });
    expect(await storage.sweep()).toEqual({ ok: true, value: 0 });
    await storage.remove("project", "p");
    expect(await storage.sweep()).toEqual({ ok: true, value: 1 });
    const zip = await storage.rescue("dataset", "d");
    if (!zip.ok || !saved.ok) throw new Error("not rescued");
    const files = unzipSync(new Uint8Array(await zip.value.arrayBuffer()));
    expect(fromJson(new TextDecoder().decode(files["record.json"]))).toMatchObject({ id: "d", blobs: "lost" });
    expect(Object.entries(files).map(([name, content]) => [name.endsWith(".bin"), [...content].length])).toContainEqual([true, 2]);
    expect(message(await storage.rescue("dataset", "nobody"))).toMatch(/not stored here any more/);
  });
});

test("sizes count a record and its bytes, by id", async () => {
  const storage = openDisk(emptyDisk());
  await storage.put("dataset", dataset, { table: new Uint8Array(5000) });
  await storage.put("dataset", { ...dataset, id: "small" });
  const sizes = await storage.sizes();
  expect(sizes.get("d")! - sizes.get("small")!).toBeGreaterThan(4900);
  expect(sizes.get("small")).toBeGreaterThan(0);
});

describe("checkpoints", () => {
  test("the latest is kept whole, parts that are no longer given are dropped", async () => {
    const disk = emptyDisk();
    const store = checkpointStore(Promise.resolve(openDisk(disk)));
    expect(await store.load("r")).toEqual({ ok: true, value: undefined });
    await store.save("r", { meta: { step: 1, loss: NaN }, blobs: { weights: bytes(1), best: bytes(2) } });
    await store.save("r", { meta: { step: 2 }, blobs: { weights: bytes(3) } });
    expect(await store.load("r")).toEqual({ ok: true, value: { meta: { step: 2 }, blobs: { weights: bytes(3) } } });
    expect((await disk.blobs.sizes()).size).toBe(1);
  });

  test.each(["its bytes", "its record"])("a damaged one is said, and the next one takes its place: %s", async (what) => {
    const disk = emptyDisk();
    const store = checkpointStore(Promise.resolve(openDisk(disk)));
    await store.save("r", { meta: 1, blobs: { weights: bytes(1, 2) } });
    if (what === "its bytes") for (const id of (await disk.blobs.sizes()).keys()) await disk.blobs.write(id, bytes(1));
    else await write(disk, "checkpoint", { id: "r", ...{ format: 2 } });
    expect(message(await store.load("r"))).toMatch(/damaged/);
    expect(await store.save("r", { meta: 2, blobs: { weights: bytes(5) } })).toEqual({ ok: true, value: null });
    expect(await store.load("r")).toMatchObject({ ok: true, value: { meta: 2 } });
  });
});

test("what one tab saves, removes or finds damaged is known to the other", async () => {
  const disk = emptyDisk();
  const [here, there] = wire();
  const [mine, theirs] = [openDisk(disk, undefined, { changes: here }), openDisk(disk, undefined, { changes: there })];
  const heard: Change[] = [];
  const stop = theirs.onChange((change) => heard.push(change));
  mine.onChange(() => { throw new Error("its own change came back"); });
  const saved = await mine.put("dataset", dataset, { table: bytes(1, 2) });
  if (!saved.ok) throw new Error("not saved");
  await disk.blobs.write(saved.value.blobs["table"]!.id, bytes(1, 3)); // of the right length, so that only reading it shows
  expect(await theirs.setAside()).toEqual([]);
  await mine.blob(saved.value, "table");
  expect(await theirs.setAside()).toMatchObject([{ kind: "dataset", id: "d", reason: "damaged" }]);
  stop();
  await mine.remove("dataset", "d");
  expect(heard).toEqual([{ kind: "dataset", id: "d" }]);
});

/** Two ends: what is posted at one is heard at the other. */
function wire(): readonly [ChangePort, ChangePort] {
  const ends = [new Set<(note: Note) => void>(), new Set<(note: Note) => void>()] as const;
  const end = (mine: 0 | 1): ChangePort => ({
    post: (note) => ends[mine === 0 ? 1 : 0].forEach((listener) => listener(note)),
    listen(listener) {
      ends[mine].add(listener);
      return () => void ends[mine].delete(listener);
    },
  });
  return [end(0), end(1)];
}
