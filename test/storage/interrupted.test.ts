/** A save or a removal is stopped at each of its steps, in each way; what lies there afterwards is the old or the new version, whole. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Blobs, Draft } from "../../src/storage/records.ts";
import { ownLocks } from "../../src/storage/locks.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { contents, copyOf, emptyDisk, faultsAt, faulty, openDisk, type Disk, type Fault } from "./faults.ts";

const draft = (name: string): Draft<"dataset"> => ({ id: "a", name, createdAt: 1, meta: { rows: 3 } });

type Act = { readonly does: "put" | "replace"; readonly blobs: Blobs } | { readonly does: "remove" };
const perform = (storage: Storage, act: Act) =>
  act.does === "remove" ? storage.remove("dataset", "a") : storage[act.does]("dataset", draft("new"), act.blobs);

const bytes = fc.uint8Array({ minLength: 1, maxLength: 6 });
const blobs = fc.dictionary(fc.constantFrom("table", "extra", "more"), bytes, { noNullPrototype: true });
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ does: fc.constantFrom("put", "replace"), blobs }),
  fc.constant({ does: "remove" } as const),
);

async function diskWith(before: Blobs | null): Promise<Disk> {
  const disk = emptyDisk();
  const storage = openDisk(disk);
  await storage.put("dataset", { ...draft("bystander"), id: "b" }, { table: Uint8Array.of(7) });
  if (before) await storage.put("dataset", draft("old"), before);
  return disk;
}

/** The process that was doing this is gone; another opens what it left. */
async function afterwards(disk: Disk) {
  const storage = openDisk(disk);
  const unswept = await contents(storage);
  await storage.sweep();
  expect(await contents(storage)).toEqual(unswept);
  const named = Object.values(unswept).flatMap((item) => Object.keys((item as { bytes: object }).bytes));
  expect((await disk.blobs.sizes()).size, "orphans after the sweep").toBe(named.length);
  return unswept;
}

async function stopAt(before: Blobs | null, act: Act, fault: Fault, old: unknown, next: unknown) {
  const disk = await diskWith(before);
  const broken = faulty(disk, fault);
  const outcome = await Promise.race([perform(openDisk(broken), act), broken.stuck]);
  const left = await afterwards(disk);
  expect([old, next]).toContainEqual(left);
  if (outcome?.ok) expect(left).toEqual(next);
  if (outcome && !outcome.ok) expect(outcome.problems[0]?.message).toMatch(/download it instead|reload the page/);
}

test("whatever is stopped, at any step, in any way, leaves the old or the new version whole and nothing else touched", { timeout: 60_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.option(blobs), acts, async (before, act) => {
    const disk = await diskWith(before);
    const old = await contents(openDisk(disk));
    const counting = faulty(await copyOf(disk), null);
    expect((await perform(openDisk(counting), act)).ok).toBe(true);
    const steps = counting.steps();
    const next = await contents(openDisk(counting));
    for (let step = 0; step < steps; step++) for (const fault of faultsAt(step)) await stopAt(before, act, fault, old, next);
  }), { numRuns: 25 });
});

test("bytes that read back differently are not switched to", async () => {
  const disk = await diskWith({ table: Uint8Array.of(1) });
  const old = await contents(openDisk(disk));
  const lying = { ...disk, blobs: { ...disk.blobs, write: (id: string, given: Uint8Array) => disk.blobs.write(id, given.map((byte) => byte ^ 1)) } };
  const saved = await openDisk(lying).put("dataset", draft("new"), { table: Uint8Array.of(2) });
  expect(saved.ok ? "" : saved.problems[0]?.message).toMatch(/read back differently/);
  expect(await afterwards(disk)).toEqual(old);
});

test("a sweep leaves alone what another tab is just writing", async () => {
  const disk = await diskWith(null);
  const { locks } = shared();
  let swept = -1;
  const slow = { ...disk, blobs: { ...disk.blobs, write: async (id: string, given: Uint8Array) => {
    await disk.blobs.write(id, given);
    const other = await openDisk(disk, locks).sweep();
    swept = other.ok ? other.value : -1;
  } } };
  expect((await openDisk(slow, locks).put("dataset", draft("new"), { table: Uint8Array.of(2) })).ok).toBe(true);
  expect(swept).toBe(0);
  expect(Object.keys(await afterwards(disk))).toEqual(["dataset/b", "dataset/a"]);
});

test("two tabs that save the same record at once leave one of their versions whole", async () => {
  await fc.assert(fc.asyncProperty(blobs, blobs, blobs, async (before, one, two) => {
    const disk = await diskWith(before);
    const { locks } = shared();
    const saves = [one, two].map((given, i) => openDisk(disk, locks).put("dataset", draft(String(i)), given));
    expect((await Promise.all(saves)).every(({ ok }) => ok)).toBe(true);
    const left = (await afterwards(disk))["dataset/a"];
    const all = Object.entries({ ...before, ...one, ...two }).map(([part, given]) => [part, [...given]]);
    expect(left).toMatchObject({ record: { name: "1" }, bytes: Object.fromEntries(all) });
  }));
});

/** As Web Locks are shared by tabs. */
const shared = () => ({ locks: ownLocks() });
