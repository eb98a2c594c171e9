import { noOthers } from "./changes.ts";
import { createStorage } from "./keep.ts";
import { ownLocks } from "./locks.ts";
import type { RecordKind } from "./records.ts";
import type { BlobStore, RecordStore, Storage } from "./storage.ts";

export function memoryBlobs(): BlobStore {
  const held = new Map<string, Uint8Array>();
  return {
    write: async (id, bytes) => void held.set(id, bytes.slice()),
    read: async (id) => held.get(id)?.slice(),
    remove: async (id) => void held.delete(id),
    sizes: async () => new Map(Array.from(held, ([id, bytes]) => [id, bytes.length])),
  };
}

export function memoryRecords(): RecordStore {
  const held = new Map<string, unknown>();
  const key = (kind: RecordKind, id: string) => `${kind}/${id}`;
  return {
    claim: async () => {},
    all: async (kind) => [...held].filter(([k]) => k.startsWith(`${kind}/`)).map(([, record]) => structuredClone(record)),
    get: async (kind, id) => structuredClone(held.get(key(kind, id))),
    put: async (kind, record) => void held.set(key(kind, record.id), structuredClone(record)),
    remove: async (kind, id) => void held.delete(key(kind, id)),
  };
}

/** Storage that ends with the tab: for private windows and for tests. */
export const memoryStorage = (why: string): Storage => createStorage("memory", why, { records: memoryRecords(), blobs: memoryBlobs(), locks: ownLocks(), changes: noOthers });
