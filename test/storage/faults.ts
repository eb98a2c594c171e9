/** Stores that can be stopped at any step, as a kill, a full disk or a silent browser stops them. */
import { noOthers } from "../../src/storage/changes.ts";
import { createStorage } from "../../src/storage/keep.ts";
import { ownLocks } from "../../src/storage/locks.ts";
import { memoryBlobs, memoryRecords } from "../../src/storage/memory.ts";
import { KINDS } from "../../src/storage/records.ts";
import type { BlobStore, Locks, Parts, RecordStore, Storage } from "../../src/storage/storage.ts";

/** What outlives a kill. */
export interface Disk { readonly records: RecordStore; readonly blobs: BlobStore }
export const emptyDisk = (): Disk => ({ records: memoryRecords(), blobs: memoryBlobs() });

export const openDisk = (disk: Disk, locks: Locks = ownLocks(), more: Partial<Parts> = {}): Storage => createStorage("memory", "", { ...disk, locks, changes: noOthers, ...more });

export interface Fault {
  /** Counts from 0. */
  readonly step: number;
  /** `amid`: half of the bytes are written. */
  readonly where: "before" | "amid" | "after";
  /** `killed`: nothing works from then on; `silent`: nothing ever answers from then on; `fails`: that one step throws. */
  readonly how: "killed" | "silent" | "fails";
}
export const faultsAt = (step: number): readonly Fault[] =>
  (["before", "amid", "after"] as const).flatMap((where) => (["killed", "silent", "fails"] as const).map((how) => ({ step, where, how })));

/** A disk whose calls are the steps; `steps` tells how many there were, `stuck` settles when a silent one was met. */
export function faulty(disk: Disk, fault: Fault | null): Disk & { readonly steps: () => number; readonly stuck: Promise<void> } {
  let steps = 0;
  let dead = false;
  let settle = () => {};
  const stuck = new Promise<void>((resolve) => (settle = resolve));
  const stop = async (how: Fault["how"]): Promise<never> => {
    dead = how !== "fails";
    if (how !== "silent") throw new DOMException("injected", "UnknownError");
    settle();
    return new Promise<never>(() => {});
  };
  async function step<T>(work: () => Promise<T>, half: () => Promise<unknown> = async () => {}): Promise<T> {
    if (dead && fault) return stop(fault.how);
    const here = fault?.step === steps++ ? fault : null;
    if (!here) return work();
    if (here.where === "amid") await half();
    if (here.where === "after") await work();
    return stop(here.how);
  }
  const { records, blobs } = disk;
  return {
    steps: () => steps,
    stuck,
    records: {
      claim: () => step(() => records.claim()),
      all: (kind) => step(() => records.all(kind)),
      get: (kind, id) => step(() => records.get(kind, id)),
      put: (kind, record) => step(() => records.put(kind, record)),
      remove: (kind, id) => step(() => records.remove(kind, id)),
    },
    blobs: {
      write: (id, bytes) => step(() => blobs.write(id, bytes), () => blobs.write(id, bytes.subarray(0, bytes.length >> 1))),
      read: (id) => step(() => blobs.read(id)),
      remove: (id) => step(() => blobs.remove(id)),
      sizes: () => step(() => blobs.sizes()),
    },
  };
}

/** All that can be read, by what it says and not by where its bytes lie; throws where a record is not whole. */
export async function contents(storage: Storage): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {};
  for (const kind of KINDS) {
    const { records, problems } = await storage.list(kind);
    if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
    for (const { blobs, ...record } of records) {
      const bytes: Record<string, readonly number[]> = {};
      for (const part of Object.keys(blobs)) {
        const read = await storage.blob({ blobs }, part);
        if (!read.ok) throw new Error(`${kind} ${record.id} is not whole: ${read.problems[0]?.message}`);
        bytes[part] = [...read.value];
      }
      found[`${kind}/${record.id}`] = { record, bytes };
    }
  }
  return found;
}

/** The same bytes and records on another disk. */
export async function copyOf({ records, blobs }: Disk): Promise<Disk> {
  const copy = emptyDisk();
  for (const kind of KINDS) for (const record of await records.all(kind)) await copy.records.put(kind, record as { id: string }); // as they came from there
  for (const id of (await blobs.sizes()).keys()) await copy.blobs.write(id, (await blobs.read(id))!);
  return copy;
}
