/** The storage over the browser's own IndexedDB and private file system: what is injected here happens to real users. */
import { deleteDB, openDB } from "idb";
import { unzipSync } from "fflate";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cdp } from "vitest/browser";
import type { Outcome } from "../../src/engine/schema/problem.ts";
import { backup, restoreBackup } from "../../src/storage/backup.ts";
import { browserParts } from "../../src/storage/indexeddb.ts";
import { openStorage, type Draft, type Storage } from "../../src/storage/index.ts";
import { askedToPersistAt, askToPersist, backedUpAt, space as storageSpace } from "../../src/storage/space.ts";
import { contents, faultsAt, faulty, openDisk, type Fault } from "../storage/faults.ts";

const draft = (id: string, name = "Penguins"): Draft<"dataset"> => ({ id, name, createdAt: 1, meta: { rows: 3 } });
const bytes = (...values: number[]) => Uint8Array.from(values);
const message = (outcome: Outcome<unknown>) => (outcome.ok ? "" : (outcome.problems[0]?.message ?? ""));
const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle("blobs", { create: true });

async function overwrite(id: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
  const stream = await (await (await folder()).getFileHandle(id, { create: true })).createWritable();
  await stream.write(content);
  await stream.close();
}

beforeEach(async () => {
  await deleteDB("fidelio");
  for await (const name of (await folder()).keys()) await (await folder()).removeEntry(name);
});
afterEach(() => vi.restoreAllMocks());

/** A database as Fidelio 0.1 left it. */
async function versionOne(): Promise<void> {
  const db = await openDB("fidelio", 1, {
    upgrade(database) {
      for (const kind of ["project", "run", "dataset"]) database.createObjectStore(kind, { keyPath: "id" });
      database.createObjectStore("blobs");
    },
  });
  await db.put("dataset", { ...draft("d"), format: 1, blobs: { pack_0: "d.pack_0.1", pack_1: "d.pack_1.2" } });
  await db.put("project", { format: 1, id: "p", blobs: {}, name: "Birds", createdAt: 1, changedAt: 2, deletedAt: null, dataset: "d", roles: {}, yaml: "" });
  await db.put("blobs", bytes(3, 4), "d.pack_1.2");
  await overwrite("d.pack_0.1", bytes(1, 2));
  db.close();
}

test("a database of the first version opens, moves forward, and learns the hashes of its bytes at the next save", async () => {
  await versionOne();
  const storage = await openStorage();
  expect(storage).toMatchObject({ kind: "indexeddb", why: "" });
  expect(await contents(storage)).toMatchObject({ "project/p": { record: { name: "Birds", format: 3, left: [] } }, "dataset/d": { bytes: { pack_0: [1, 2], pack_1: [3, 4] } } });
  expect(await storage.sweep()).toEqual({ ok: true, value: 0 });
  const saved = await storage.put("dataset", draft("d", "Renamed"));
  expect(saved.ok && saved.value.blobs).toMatchObject({ pack_0: { length: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }, pack_1: { length: 2 } });
  expect(await storage.list("checkpoint")).toEqual({ records: [], problems: [] });
});

test("a save that is stopped at any step leaves the old or the new version in the real stores", { timeout: 60_000 }, async () => {
  const disk = await browserParts(() => {});
  const replace = (storage: Storage) => storage.put("dataset", draft("a", "new"), { table: bytes(4, 5, 6) });
  const restart = async () => {
    for (const { id } of (await openDisk(disk).list("dataset")).records) await openDisk(disk).remove("dataset", id);
    await openDisk(disk).put("dataset", draft("a", "old"), { table: bytes(1, 2), extra: bytes(9) });
  };
  await restart();
  const old = await contents(openDisk(disk));
  const counting = faulty(disk, null);
  await replace(openDisk(counting));
  const steps = counting.steps();
  const next = await contents(openDisk(disk));
  const faults = Array.from({ length: steps }, (_, step) => faultsAt(step)).flat().filter(({ how }) => how !== "silent");
  const stopAt = async (fault: Fault) => {
    await restart();
    await replace(openDisk(faulty(disk, fault)));
    await openDisk(disk).sweep();
    expect([old, next]).toContainEqual(await contents(openDisk(disk)));
    expect([...(await disk.blobs.sizes()).keys()], "orphans").toHaveLength(2);
  };
  for (const fault of faults) await stopAt(fault);
});

test("a worker that is killed while it saves loses nothing that was saved", { timeout: 60_000 }, async () => {
  const storage = await openStorage();
  for (let kill = 0; kill < 12; kill++) {
    const worker = new Worker(new URL("./storage-writer.ts", import.meta.url), { type: "module" });
    const saved = await new Promise<number>((resolve) => {
      let last = -1;
      worker.addEventListener("message", ({ data }: MessageEvent<number>) => {
        last = data;
        if (data === 1) setTimeout(() => resolve(last), 3 + kill * 7);
      });
    });
    worker.terminate();
    // The lock of the killed one is given back a moment later; until then a sweep leaves everything.
    await navigator.locks.request("fidelio/blobs", () => {});
    const found = await storage.get("dataset", "w");
    if (!found.ok || !found.value) throw new Error("the record is gone");
    const table = await storage.blob(found.value, "table");
    if (!table.ok) throw new Error(message(table));
    expect(Number(found.value.name)).toBeGreaterThanOrEqual(saved);
    expect(new Set(table.value)).toEqual(new Set([Number(found.value.name) % 256]));
    expect((await storage.sweep()).ok).toBe(true);
    expect([...(await (await browserParts(() => {})).blobs.sizes()).keys()]).toEqual([found.value.blobs["table"]!.id]);
  }
});

test("bytes that were changed, cut short or deleted are found, said and rescued; the rest opens", async () => {
  const storage = await openStorage();
  const refs = new Map<string, string>();
  for (const id of ["changed", "short", "gone", "whole"]) {
    const saved = await storage.put("dataset", draft(id), { table: bytes(1, 2, 3) });
    if (saved.ok) refs.set(id, saved.value.blobs["table"]!.id);
  }
  await overwrite(refs.get("changed")!, bytes(1, 2, 4));
  await overwrite(refs.get("short")!, bytes(1));
  await (await folder()).removeEntry(refs.get("gone")!);
  const reads: Record<string, string> = {};
  for (const record of (await storage.list("dataset")).records) reads[record.id] = message(await storage.blob(record, "table"));
  expect(reads).toEqual({ whole: "", changed: expect.stringContaining("not the ones that were saved"), short: expect.stringContaining("1 byte where 3 were saved"), gone: expect.stringContaining("are gone") });
  expect((await storage.setAside()).map(({ id, reason }) => [id, reason])).toEqual([["changed", "damaged"], ["gone", "damaged"], ["short", "damaged"]]);
  const zip = await storage.rescue("dataset", "changed");
  if (!zip.ok) throw new Error("not rescued");
  const files = unzipSync(new Uint8Array(await zip.value.arrayBuffer()));
  expect(Object.keys(files).sort()).toEqual(["0-table.bin", "record.json"]);
  expect(files["0-table.bin"]).toEqual(bytes(1, 2, 4));
});

test("a tab with an older version holds the database: the new one says which to close, and goes on when it is closed", async () => {
  await versionOne();
  const old = await openDB("fidelio", 1, { blocking: () => {} });
  const said: string[] = [];
  const opening = openStorage((sentence) => said.push(sentence));
  await expect.poll(() => said).toEqual([expect.stringContaining("Close the other Fidelio tabs")]);
  old.close();
  expect((await opening).kind).toBe("indexeddb");
});

test("a newer Fidelio takes over: the older tab lets go, says so, reads on and changes nothing", async () => {
  const said: string[] = [];
  const storage = await openStorage((sentence) => said.push(sentence));
  await storage.put("dataset", draft("a"));
  const newer = await openDB("fidelio", 99, { blocking: (_current, _next, event) => (event.target as IDBDatabase).close() });
  expect(said).toEqual([expect.stringContaining("newer Fidelio was opened in another tab")]);
  expect(Object.keys(await contents(storage))).toEqual(["dataset/a"]);
  for (const outcome of [await storage.put("dataset", draft("a", "x"), { table: bytes(1) }), await storage.remove("dataset", "a")]) expect(message(outcome)).toContain("must not change it");
  expect((await storage.sweep()).ok).toBe(false);
  newer.close();
  const later = await openStorage();
  expect(later.why).toContain("newer Fidelio");
  expect(Object.keys(await contents(later))).toEqual(["dataset/a"]);
  expect(message(await later.put("dataset", draft("b")))).toContain("download this instead");
});

test("a connection that is closed behind our back is opened again once; when that fails there is a sentence", async () => {
  const said: string[] = [];
  const storage = await openStorage((sentence) => said.push(sentence));
  await deleteDB("fidelio");
  expect(said).toEqual([expect.stringContaining("was just deleted")]);
  expect((await storage.put("dataset", draft("a"))).ok).toBe(true);
  await deleteDB("fidelio");
  vi.spyOn(indexedDB, "open").mockImplementation(() => { throw new DOMException("no", "UnknownError"); });
  expect(message(await storage.put("dataset", draft("a")))).toMatch(/storage failed \(no\).*download it instead/);
  expect((await storage.list("dataset")).problems[0]?.message).toContain("cannot be read now");
  expect(message(await storage.remove("dataset", "a"))).toContain("could not be deleted");
  expect(await storage.setAside()).toEqual([]);
});

test("site data that are cleared while the app is open: the next save goes to a new database, and the user is told", async () => {
  const said: string[] = [];
  const storage = await openStorage((sentence) => said.push(sentence));
  await storage.put("dataset", draft("a"));
  await cdp().send("Storage.clearDataForOrigin", { origin: location.origin, storageTypes: "indexeddb" });
  await expect.poll(async () => (await storage.put("dataset", draft("b"), { table: bytes(1) })).ok).toBe(true);
  expect(said).toEqual([expect.stringContaining("was just deleted")]);
  expect(Object.keys(await contents(storage))).toEqual(["dataset/b"]);
});

test("a backup of the real stores restores into emptied ones; the browser tells how much room there is", async () => {
  const storage = await openStorage();
  await storage.put("dataset", draft("a"), { table: new Uint8Array(300_000).fill(7) });
  const before = await contents(storage);
  const file = await backup(storage);
  if (!file.ok) throw new Error(message(file));
  expect(backedUpAt()).toBeGreaterThan(Date.now() - 60_000);
  const space = await storageSpace();
  expect(space?.available).toBeGreaterThan(space?.used ?? Infinity);
  await storage.remove("dataset", "a");
  expect(await restoreBackup(storage, file.value)).toEqual({ ok: true, value: { restored: 1, skipped: 0, problems: [] } });
  expect(await contents(storage)).toEqual(before);
  expect(["granted", "refused"]).toContain(await askToPersist());
  expect(askedToPersistAt()).toBeGreaterThan(Date.now() - 60_000);
});

test("a browser that refuses the database keeps work in memory and says so; one that refuses files keeps bytes in the database", async () => {
  vi.spyOn(indexedDB, "open").mockImplementation(() => { throw new DOMException("The user denied permission", "SecurityError"); });
  const memory = await openStorage();
  expect(memory).toMatchObject({ kind: "memory", why: expect.stringContaining("Download what you want to keep") });
  expect((await memory.put("dataset", draft("a"), { table: bytes(1) })).ok).toBe(true);
  vi.restoreAllMocks();
  vi.spyOn(navigator.storage, "getDirectory").mockRejectedValue(new DOMException("private", "SecurityError"));
  await (await openStorage()).put("dataset", draft("a"), { table: bytes(1, 2) });
  vi.restoreAllMocks();
  const again = await openStorage();
  expect(await contents(again)).toMatchObject({ "dataset/a": { bytes: { table: [1, 2] } } });
  expect(await again.sweep()).toEqual({ ok: true, value: 0 });
});

test("a full disk leaves the old version whole, says what to do, and keeps nothing of the new one", async () => {
  const storage = await openStorage();
  await storage.put("dataset", draft("a", "old"), { table: bytes(1) });
  const quota = (size?: number) => cdp().send("Storage.overrideQuotaForOrigin", { origin: location.origin, ...(size === undefined ? {} : { quotaSize: size }) });
  await quota(1);
  try {
    const saved = await storage.put("dataset", draft("a", "new"), { table: new Uint8Array(4_000_000) });
    expect(message(saved)).toMatch(/disk space this browser grants is used up.*download this one instead/);
  } finally {
    await quota();
  }
  expect(await contents(storage)).toMatchObject({ "dataset/a": { record: { name: "old" }, bytes: { table: [1] } } });
  expect((await (await browserParts(() => {})).blobs.sizes()).size).toBe(1);
});

test("a database that is full keeps the old record, and nothing of the new one's bytes", async () => {
  const storage = await openStorage();
  await storage.put("dataset", draft("a", "old"), { table: bytes(1) });
  // Chromium remembers for some seconds how much room a database has, so that a quota set for a test comes too late.
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => { throw new DOMException("", "QuotaExceededError"); });
  expect(message(await storage.put("dataset", draft("a", "new"), { table: bytes(2, 3) }))).toContain("disk space this browser grants is used up");
  vi.restoreAllMocks();
  expect(await contents(storage)).toMatchObject({ "dataset/a": { record: { name: "old" }, bytes: { table: [1] } } });
  expect((await (await browserParts(() => {})).blobs.sizes()).size).toBe(1);
});

test("a save in one tab is heard in the others, not in its own", async () => {
  const [one, two] = [await openStorage(), await openStorage()];
  const heard: string[] = [];
  one.onChange(({ kind, id }) => heard.push(`one: ${kind} ${id}`));
  const stop = two.onChange(({ kind, id }) => heard.push(`two: ${kind} ${id}`));
  await one.put("dataset", draft("a"));
  await one.remove("dataset", "a");
  await expect.poll(() => heard).toEqual(["two: dataset a", "two: dataset a"]);
  stop();
  await two.put("dataset", draft("b"));
  await expect.poll(() => heard.at(-1)).toBe("one: dataset b");
});
