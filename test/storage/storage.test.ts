import { describe, expect, it } from "vitest";
import { noOthers } from "../../src/storage/changes.ts";
import { createStorage } from "../../src/storage/keep.ts";
import { ownLocks } from "../../src/storage/locks.ts";
import { memoryBlobs, memoryRecords, memoryStorage } from "../../src/storage/memory.ts";
import { lineages, migrate } from "../../src/storage/migrations.ts";
import type { BlobStore, Parts } from "../../src/storage/storage.ts";
import type { Draft } from "../../src/storage/records.ts";

const draft = (id: string, name = "Penguins"): Draft<"dataset"> => ({ id, name, createdAt: 1, meta: { rows: 3 } });
const bytes = (...values: number[]) => Uint8Array.from(values);

const over = (parts: Partial<Parts>) => createStorage("memory", "", { records: memoryRecords(), blobs: memoryBlobs(), locks: ownLocks(), changes: noOthers, ...parts });

describe("storage", () => {
  it("gives back what was put, bytes included", async () => {
    const storage = memoryStorage("");
    const put = await storage.put("dataset", draft("a"), { table: bytes(1, 2, 3) });
    if (!put.ok) throw new Error("not put");
    expect(await storage.get("dataset", "a")).toEqual(put);
    expect(await storage.blob(put.value, "table")).toEqual({ ok: true, value: bytes(1, 2, 3) });
    expect((await storage.list("dataset")).records).toEqual([put.value]);
  });

  it("asks for bytes only when their turn comes, and keeps nothing where they cannot be had", async () => {
    const log: string[] = [];
    const kept = memoryBlobs();
    const storage = over({ blobs: { ...kept, write: async (id, written) => { log.push(`write ${written[0]}`); await kept.write(id, written); } } });
    const source = (n: number) => async () => { log.push(`ask ${n}`); return bytes(n); };
    const put = await storage.put("dataset", draft("a"), { one: source(1), two: source(2) });
    if (!put.ok) throw new Error("not put");
    expect(log).toEqual(["ask 1", "write 1", "ask 2", "write 2"]);
    expect(await storage.blob(put.value, "two")).toEqual({ ok: true, value: bytes(2) });
    const gone = await storage.put("dataset", draft("b"), { one: source(3), two: () => Promise.reject(new Error("gone")) });
    expect(gone.ok).toBe(false);
    expect([await storage.get("dataset", "b"), (await kept.sizes()).size]).toEqual([{ ok: true, value: undefined }, 2]);
  });

  it("keeps blobs that a later put does not name, and drops the ones it replaces", async () => {
    const blobs = memoryBlobs();
    const storage = over({ blobs });
    const first = await storage.put("dataset", draft("a"), { table: bytes(1), extra: bytes(9) });
    const second = await storage.put("dataset", draft("a", "Birds"), { table: bytes(2) });
    if (!first.ok || !second.ok) throw new Error("not put");
    expect(await storage.blob(second.value, "table")).toEqual({ ok: true, value: bytes(2) });
    expect(await storage.blob(second.value, "extra")).toEqual({ ok: true, value: bytes(9) });
    expect(await blobs.read(first.value.blobs["table"]!.id)).toBeUndefined();
  });

  it("leaves the old record whole when the disk is full, and says what to do", async () => {
    const kept = memoryBlobs();
    let full = false;
    const blobs: BlobStore = {
      ...kept,
      write: async (id, data) => {
        if (full) throw new DOMException("no room", "QuotaExceededError");
        await kept.write(id, data);
      },
    };
    const storage = over({ blobs });
    await storage.put("dataset", draft("a"), { table: bytes(1) });
    full = true;
    const refused = await storage.put("dataset", draft("a", "Birds"), { table: bytes(2) });
    expect(refused.ok ? "" : refused.problems[0]?.message).toMatch(/delete old runs or data sets, or download/);
    const old = await storage.get("dataset", "a");
    if (!old.ok || !old.value) throw new Error("the old record is gone");
    expect(old.value.name).toBe("Penguins");
    expect(await storage.blob(old.value, "table")).toEqual({ ok: true, value: bytes(1) });
  });

  it("removes a record with its blobs", async () => {
    const blobs = memoryBlobs();
    const storage = over({ blobs });
    const put = await storage.put("dataset", draft("a"), { table: bytes(1) });
    if (!put.ok) throw new Error("not put");
    await storage.remove("dataset", "a");
    expect(await storage.get("dataset", "a")).toEqual({ ok: true, value: undefined });
    expect(await blobs.read(put.value.blobs["table"]!.id)).toBeUndefined();
    expect((await storage.blob(put.value, "table")).ok).toBe(false);
  });

  it("opens the readable records when one is damaged or newer", async () => {
    const records = memoryRecords();
    const storage = over({ records });
    await storage.put("dataset", draft("a"));
    await records.put("dataset", { id: "b", ...{ format: 99 } });
    await records.put("dataset", { id: "c" });
    const { records: read, problems } = await storage.list("dataset");
    expect(read.map((r) => r.id)).toEqual(["a"]);
    expect(problems.map((p) => p.message)).toEqual([expect.stringContaining("newer Fidelio"), expect.stringContaining("cannot be read")]);
  });
});

describe("migrate", () => {
  it("counts the rows that an older run's outputs were judged on", () => {
    const outputs = { kind: { type: "category", metrics: {}, charts: [{ kind: "confusion_matrix", rows: [[[1, 2], []], [[3], []]] }] }, price: { type: "number", metrics: {}, charts: [] } };
    const step = lineages.run.steps[2]!;
    expect(step({ evaluations: [{ split: "test", rows: 5, outputs }] })).toMatchObject({ evaluations: [{ outputs: { kind: { rows: 3 }, price: { rows: 5 } } }] });
    expect(step({ evaluations: "lost" })).toEqual({ evaluations: "lost" });
  });
  it("opens projects of every earlier format, in which nothing was left as it is", () => {
    const first = { format: 1, id: "p", blobs: {}, name: "Birds", createdAt: 1, changedAt: 2, deletedAt: null, dataset: "d", roles: {}, yaml: "" };
    for (const format of [1, 2]) expect(migrate("project", { ...first, format })).toMatchObject({ ok: true, value: { name: "Birds", left: [], format: lineages.project.format } });
  });
  it("takes the test part of an older run for looked at, since it was what was shown first", () => {
    const step = lineages.run.steps[3]!;
    expect(step({ evaluations: [{ split: "validation" }, { split: "test" }] })).toMatchObject({ testViews: 1, simple: null, note: "", starred: false });
    expect(step({ evaluations: [{ split: "validation" }] })).toMatchObject({ testViews: 0 });
  });
  it("opens a run whose long lists were kept as lists", async () => {
    const storage = memoryStorage("");
    const rows = Array.from({ length: 100 }, (_, i) => i);
    const saved = await storage.put("dataset", { ...draft("d"), meta: { rows } });
    expect(saved).toMatchObject({ ok: true, value: { meta: { rows } } });
    expect((await storage.list("dataset")).records).toMatchObject([{ meta: { rows } }]);
    expect(migrate("dataset", { ...draft("d"), format: 2, blobs: {}, meta: { rows } })).toMatchObject({ ok: true, value: { meta: { rows } } });
  });
  const lineage = { format: 3, steps: { 1: (r: object) => ({ ...r, b: 1 }), 2: (r: object) => ({ ...r, c: 2 }) } };
  const old = { ...draft("p"), format: 1, blobs: {} };
  it("walks every step from an old format", () => {
    expect(migrate("dataset", old, lineage)).toEqual({ ok: true, value: { ...old, format: 3, b: 1, c: 2 } });
  });
  it("refuses a gap in the way", () => {
    expect(migrate("project", { id: "p", format: 0 }, lineage).ok).toBe(false);
  });
});
