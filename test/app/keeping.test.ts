import { describe, expect, it } from "vitest";
import { costsOf } from "../../src/app/state/costs.ts";
import { KeepingState, type KeepingPorts } from "../../src/app/state/keeping.svelte.ts";
import { Toasts } from "../../src/app/state/toasts.svelte.ts";
import { t } from "../../src/app/messages/index.ts";
import { error, failure, success } from "../../src/engine/schema/problem.ts";
import { noOthers } from "../../src/storage/changes.ts";
import { createStorage } from "../../src/storage/keep.ts";
import { ownLocks } from "../../src/storage/locks.ts";
import { memoryBlobs, memoryRecords } from "../../src/storage/memory.ts";
import type { ProjectRecord } from "../../src/storage/index.ts";

const DAY = 24 * 3600 * 1000;

/** As a browser has it, but in memory. */
const disk = (records = memoryRecords()) => createStorage("indexeddb", "", { records, blobs: memoryBlobs(), locks: ownLocks(), changes: noOthers });

function opened(more: Partial<KeepingPorts> = {}) {
  const saved: string[] = [];
  let clock = Date.UTC(2026, 10, 25, 12);
  const ports: KeepingPorts = {
    storage: disk(),
    toasts: new Toasts(),
    space: async () => ({ used: 10, available: 100, persisted: false }),
    askToPersist: async () => "refused",
    askedToPersistAt: () => null,
    backedUpAt: () => null,
    backupName: (at) => `${at.toISOString()}.fidelio-backup`,
    backup: async () => success(new Blob(["all"])),
    restore: async () => success({ restored: 2, skipped: 1, problems: ["one was damaged"] }),
    save: (_file, name) => void saved.push(name),
    show: () => undefined,
    now: () => clock,
    ...more,
  };
  return { keeping: new KeepingState(ports), toasts: ports.toasts, saved, later: (by: number) => (clock += by) };
}

describe("keeping", () => {
  it("asks the browser at the first saved model, says what it answered, and asks no more", async () => {
    let asked = 0;
    const askToPersist = async () => (asked++, "refused" as const);
    const { keeping, toasts } = opened({ askToPersist });
    expect(keeping.persistence).toBe("unasked");
    await keeping.modelSaved();
    await keeping.modelSaved();
    expect(toasts.all.map(({ text }) => text)).toEqual([t.keeping.persistence.refusedToast]);
    expect(keeping.persistence).toBe("refused");

    const reopened = opened({ askToPersist, askedToPersistAt: () => 1 });
    await reopened.keeping.modelSaved();
    expect(asked).toBe(1);
    expect(reopened.keeping.persistence).toBe("refused");
  });

  it("knows the age of the last backup", async () => {
    const { keeping, saved, later } = opened();
    expect(keeping.backupAge).toBeNull();
    await keeping.backup();
    expect(saved).toEqual(["2026-11-25T12:00:00.000Z.fidelio-backup"]);
    expect(keeping.done).toEqual({ what: "backup", name: saved[0], size: 3 });
    later(2 * DAY);
    expect(keeping.backupAge).toBe(2 * DAY);
  });

  it("says what was restored, and why the rest was not", async () => {
    const { keeping } = opened();
    await keeping.restore(new Blob());
    expect(keeping.done).toEqual({ what: "restore", restored: 2, skipped: 1, problems: ["one was damaged"] });
  });

  it("saves nothing and counts no backup when it fails", async () => {
    const { keeping, saved } = opened({ backup: async () => failure(error([], "the disk is full")) });
    await keeping.backup();
    expect(saved).toEqual([]);
    expect(keeping.backupAge).toBeNull();
    expect(keeping.done).toMatchObject({ what: "backup_failed", problems: [{ message: "the disk is full" }] });
    expect(keeping.busy).toBeNull();
  });

  it("lists what is set aside, rescues it, and lists it no more once it is removed", async () => {
    const records = memoryRecords();
    const newer = { id: "a/../b", format: 1e6, blobs: {} };
    await records.put("run", newer);
    const { keeping, saved } = opened({ storage: disk(records) });
    await keeping.look();
    const [item] = keeping.aside;
    if (!item) throw new Error("nothing is set aside");
    expect(await keeping.rescue(item)).toEqual([]);
    expect(saved).toEqual(["fidelio-run-a_b.zip"]);
    expect(await keeping.removeAside(item)).toEqual([]);
    expect(keeping.aside).toEqual([]);
    expect(await records.all("run")).toEqual([]);
  });
});

describe("what a project costs", () => {
  const project = (id: string, dataset: string | null): ProjectRecord => ({ format: 1, blobs: {}, id, name: id, createdAt: 0, changedAt: 0, deletedAt: null, dataset, roles: {}, yaml: "", left: [] });

  it("is its record, its data and its runs; what nobody owns is loose", () => {
    const sizes = new Map([["p", 1], ["q", 2], ["d", 100], ["r1", 10], ["r2", 20], ["lost", 7]]);
    const costs = costsOf([project("p", null), project("q", "d")], [{ id: "r1", project: "q" }, { id: "r1", project: "q" }, { id: "r2", project: "p" }], sizes);
    expect(costs.projects.map(({ id, data, runs, runBytes }) => ({ id, data, runs, runBytes }))).toEqual([
      { id: "q", data: 102, runs: 1, runBytes: 10 },
      { id: "p", data: 1, runs: 1, runBytes: 20 },
    ]);
    expect(costs.loose).toBe(7);
  });
});
