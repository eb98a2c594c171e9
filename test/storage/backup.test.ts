import * as fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test, vi } from "vitest";
import { backup, restoreBackup } from "../../src/storage/backup.ts";
import type { Blobs, Draft } from "../../src/storage/records.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { contents, emptyDisk, faulty, openDisk } from "./faults.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const dataset = (id: string, more: Partial<Draft<"dataset">> = {}): Draft<"dataset"> => ({ id, name: "Birds", createdAt: 1, meta: { rows: 3 }, ...more });
const project = (id: string, more: Partial<Draft<"project">> = {}): Draft<"project"> =>
  ({ id, name: "Birds", createdAt: 1, changedAt: 2, deletedAt: null, dataset: null, roles: {}, yaml: "", left: [], ...more });
const unfinished = (id: string, of: string, on: string): Draft<"unfinished"> => ({ id, project: of, name: "Run 1", createdAt: 1, yaml: "", seed: 1, dataset: on, backend: "auto", seen: null });

async function packed(storage: Storage): Promise<Blob> {
  const file = await backup(storage);
  if (!file.ok) throw new Error(file.problems[0]?.message);
  return file.value;
}
async function restored(storage: Storage, file: Blob) {
  const outcome = await restoreBackup(storage, file);
  if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
  return outcome.value;
}

/** A project with data, and a run of it that has not ended. */
async function library(): Promise<Storage> {
  const storage = openDisk(emptyDisk());
  await storage.put("dataset", dataset("d"), { pack_0: bytes(1, 2, 3) });
  await storage.put("project", project("p", { dataset: "d", roles: JSON.parse('{"__proto__": {"role": "input", "type": "text"}}') as Draft<"project">["roles"] }));
  await storage.put("unfinished", unfinished("r", "p", "d"));
  await storage.put("checkpoint", { id: "r", savedAt: 5, meta: { loss: NaN } }, { weights: bytes(8, 9) });
  return storage;
}

const id = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
const blobs: fc.Arbitrary<Blobs> = fc.dictionary(fc.string({ maxLength: 8 }), fc.uint8Array({ maxLength: 40 }), { maxKeys: 3 });
const meta = fc.anything({ withTypedArray: true, withMap: true, withDate: true, withNullPrototype: false });
const anyLibrary = fc.record({
  datasets: fc.uniqueArray(fc.record({ id, name: fc.string(), meta, blobs }), { selector: (item) => item.id, maxLength: 3 }),
  projects: fc.uniqueArray(fc.record({ id, name: fc.string(), yaml: fc.string(), dataset: fc.option(id) }), { selector: (item) => item.id, maxLength: 3 }),
  runs: fc.uniqueArray(fc.record({ id, project: id, dataset: id, meta, blobs }), { selector: (item) => item.id, maxLength: 3 }),
});

test("a backup restores into an empty storage as it was, and into its own changes nothing", async () => {
  await fc.assert(fc.asyncProperty(anyLibrary, async ({ datasets, projects, runs }) => {
    const storage = openDisk(emptyDisk());
    for (const { id, name, meta, blobs } of datasets) await storage.put("dataset", dataset(id, { name, meta }), blobs);
    for (const each of projects) await storage.put("project", project(each.id, each));
    for (const { id, project: of, dataset: on, meta, blobs } of runs) {
      await storage.put("unfinished", unfinished(id, of, on));
      await storage.put("checkpoint", { id, savedAt: 3, meta }, blobs);
    }
    const file = await packed(storage);
    const before = await contents(storage);
    const all = Object.keys(before).length;
    expect(await restored(storage, file)).toEqual({ restored: 0, skipped: all, problems: [] });
    expect(await contents(storage)).toEqual(before);
    const empty = openDisk(emptyDisk());
    expect(await restored(empty, file)).toEqual({ restored: all, skipped: 0, problems: [] });
    expect(await contents(empty)).toEqual(before);
  }), { numRuns: 40 });
});

test("what differs comes beside what is there, with what belongs to it, and only once", async () => {
  const storage = await library();
  const file = await packed(storage);
  await storage.put("dataset", dataset("d"), { pack_0: bytes(7) });
  await storage.put("project", project("p", { name: "Changed", dataset: "d" }));
  const mine = await contents(storage);
  expect(await restored(storage, file)).toEqual({ restored: 4, skipped: 0, problems: [] });
  const all = await contents(storage);
  expect(all).toMatchObject(mine);
  const [copy] = (await storage.list("project")).records.filter((record) => record.id !== "p");
  const [data] = (await storage.list("dataset")).records.filter((record) => record.id !== "d");
  const [run] = (await storage.list("unfinished")).records.filter((record) => record.id !== "r");
  expect(copy).toMatchObject({ name: "Birds (restored)", dataset: data?.id });
  expect(run).toMatchObject({ project: copy?.id, dataset: data?.id });
  expect(all[`dataset/${data?.id}`]).toMatchObject({ bytes: { pack_0: [1, 2, 3] } });
  expect(all[`checkpoint/${run?.id}`]).toMatchObject({ bytes: { weights: [8, 9] } });
  expect(await restored(storage, file)).toEqual({ restored: 0, skipped: 4, problems: [] });
  expect(await contents(storage)).toEqual(all);
});

test("bytes that were damaged since are mended, and a damaged record is left where it lies", async () => {
  const disk = emptyDisk();
  const storage = openDisk(disk);
  const whole = await storage.put("dataset", dataset("d"), { pack_0: bytes(1, 2, 3) });
  await storage.put("project", project("p"));
  const file = await packed(storage);
  await disk.blobs.write(whole.ok ? whole.value.blobs["pack_0"]!.id : "", bytes(1, 2, 4));
  await disk.records.put("project", { id: "p", ...{ format: 2, blobs: {} } });
  expect(await restored(storage, file)).toEqual({ restored: 2, skipped: 0, problems: [] });
  expect((await storage.list("project")).records.map(({ name }) => name)).toEqual(["Birds (restored)"]);
  const data = (await storage.list("dataset")).records;
  expect(data.map((record) => record.id)).toEqual(["d"]);
  expect(await storage.blob(data[0]!, "pack_0")).toEqual({ ok: true, value: bytes(1, 2, 3) });
  expect((await storage.setAside()).map((item) => item.id)).toEqual(["p"]);
});

test("a restore that is interrupted at any step is finished by another one", async () => {
  const file = await packed(await library());
  const whole = openDisk(emptyDisk());
  await restored(whole, file);
  for (let step = 0; ; step += 3) {
    const disk = emptyDisk();
    const broken = faulty(disk, { step, where: "after", how: "killed" });
    await restoreBackup(openDisk(broken), file);
    if (broken.steps() <= step) break;
    await restored(openDisk(disk), file);
    expect(await contents(openDisk(disk))).toEqual(await contents(whole));
  }
});

test("a damaged or newer record travels in the backup and is named when it cannot be restored; the rest is", async () => {
  const disk = emptyDisk();
  const storage = openDisk(disk);
  await storage.put("project", project("p"));
  await disk.records.put("project", { id: "newer", ...{ format: 99, blobs: {} } });
  await disk.records.put("run", { id: "damaged", ...{ format: 2 } });
  const target = openDisk(emptyDisk());
  const { restored: count, problems } = await restored(target, await packed(storage));
  expect(count).toBe(1);
  expect(problems).toEqual([expect.stringMatching(/newer.*newer Fidelio/), expect.stringMatching(/damaged.*missing or not what it should be/)]);
});

test("a data set that an earlier version kept comes out of its backup in the present format", async () => {
  const disk = emptyDisk();
  const saved = await openDisk(disk).put("dataset", dataset("d"), { pack_0: bytes(1, 2, 3) });
  if (!saved.ok) throw new Error("not saved");
  await disk.records.put("dataset", { ...saved.value, ...{ format: 2, meta: { places: [{ pack: 0, ends: 0, bytes: 2, length: 1 }] } } });
  const target = openDisk(emptyDisk());
  expect(await restored(target, await packed(openDisk(disk)))).toEqual({ restored: 1, skipped: 0, problems: [] });
  const [record] = (await target.list("dataset")).records;
  expect(record).toMatchObject({ format: 3, meta: { packs: [3], places: [{ at: 0, length: 1 }] } });
  expect(await target.blob(record!, "pack_0")).toEqual({ ok: true, value: bytes(1, 2, 3) });
});

test("of the bytes of a record, one lot at a time is read from a backup, and written before the next is read", async () => {
  const source = openDisk(emptyDisk());
  await source.put("dataset", dataset("d"), { pack_0: new Uint8Array(5000), pack_1: new Uint8Array(5001), pack_2: new Uint8Array(5002) });
  const file = await packed(source);
  const disk = emptyDisk();
  const steps: string[] = [];
  const slice = file.slice.bind(file);
  vi.spyOn(file, "slice").mockImplementation((from = 0, to = file.size) => {
    if (Math.floor((to - from) / 1000) === 5) steps.push(`read ${to - from}`);
    return slice(from, to);
  });
  const write = disk.blobs.write.bind(disk.blobs);
  vi.spyOn(disk.blobs, "write").mockImplementation((id, given) => {
    steps.push(`write ${given.length}`);
    return write(id, given);
  });
  expect(await restored(openDisk(disk), file)).toMatchObject({ restored: 1 });
  expect(steps).toEqual([5000, 5001, 5002].flatMap((length) => [`read ${length}`, `write ${length}`]));
});

describe("a file that is no backup, or a hostile one, is refused with a sentence and changes nothing", () => {
  const text = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
  const zip = (files: Record<string, Uint8Array>, level: 0 | 9 = 0) => new Blob([zipSync(files, { level })]);
  const manifest = (more: object = {}) => text({ fidelio: "backup", format: 1, app: "x", at: "", items: [], ...more });
  const cases: Record<string, [() => Blob | Promise<Blob>, RegExp]> = {
    "an empty file": [() => new Blob([]), /not a backup file/],
    "another file": [() => new Blob(["a,b\n1,2\n".repeat(10_000)]), /not a backup file/],
    "another zip": [() => zip({ "model.json": text("{}") }), /list of contents is missing/],
    "half a backup": [async () => { const file = await packed(await library()); return file.slice(0, file.size >> 1); }, /not a backup file/],
    "a backup without its beginning": [async () => (await packed(await library())).slice(100), /damaged/],
    "a bomb": [() => zip({ "manifest.json": manifest(), "bomb.bin": new Uint8Array(1e7) }, 9), /packed it anew/],
    "a path out of it": [() => zip({ "manifest.json": manifest(), "../../x.bin": bytes(1) }), /does not write/],
    "an absolute path": [() => zip({ "manifest.json": manifest(), "/etc/x.bin": bytes(1) }), /does not write/],
    "more than it declares": [() => zip({ "manifest.json": manifest(), "x.bin": bytes(1) }), /does not name/],
    "a newer one": [() => zip({ "manifest.json": manifest({ format: 2, app: "9.0.0" }) }), /newer Fidelio \(9\.0\.0\)/],
    "a manifest of another shape": [() => zip({ "manifest.json": manifest({ items: [{ kind: "toString", id: "../x" }] }) }), /list of contents/],
    "a deep manifest": [() => zip({ "manifest.json": text("[".repeat(1e5)) }), /list of contents/],
  };
  test.each(Object.entries(cases))("%s", async (_, [make, sentence]) => {
    const storage = await library();
    const before = await contents(storage);
    const outcome = await restoreBackup(storage, await make());
    expect(outcome.ok ? "" : outcome.problems[0]?.message).toMatch(sentence);
    expect(await contents(storage)).toEqual(before);
  });

  test("any byte of a backup may be damaged: the file is refused, or the item is named, or the rest is restored as it was", async () => {
    const source = await library();
    const whole = new Uint8Array(await (await packed(source)).arrayBuffer());
    const before = await contents(source);
    await fc.assert(fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const damaged = whole.slice();
      damaged[at]! ^= flip;
      const target = openDisk(emptyDisk());
      const outcome = await restoreBackup(target, new Blob([damaged]));
      for (const [name, item] of Object.entries(await contents(target))) expect(item).toEqual(before[name]);
      if (outcome.ok) expect(outcome.value.restored + outcome.value.problems.length).toBe(4);
    }), { numRuns: 300 });
  });
});
