import { words } from "../messages/en/storage.ts";
import { BLOBS, connect, type Connection, type Tell } from "./connection.ts";
import { noOthers, otherContexts } from "./changes.ts";
import { eitherBlobs } from "./either.ts";
import { createStorage } from "./keep.ts";
import { ownLocks, webLocks } from "./locks.ts";
import { opfsBlobs } from "./opfs.ts";
import type { BlobStore, Parts, RecordStore, Storage } from "./storage.ts";

/** Throws where the browser refuses. */
export async function indexedDbStorage(tell: Tell): Promise<Storage> {
  const { newer, ...parts } = await browserParts(tell);
  return createStorage("indexeddb", newer ? words.newerDatabase : "", parts);
}

/** Records in IndexedDB, bytes in the origin's private file system where there is one, else in IndexedDB too. Throws where the browser refuses. */
export async function browserParts(tell: Tell): Promise<Parts & { readonly newer: boolean }> {
  const [connection, files, locks] = await Promise.all([connect(tell), opfsBlobs(), webLocks()]);
  const inDatabase = databaseBlobs(connection);
  return {
    newer: connection.isNewer(),
    records: databaseRecords(connection),
    blobs: files ? eitherBlobs(files, inDatabase) : inDatabase,
    locks: locks ?? ownLocks(),
    changes: "BroadcastChannel" in globalThis ? otherContexts() : noOthers,
  };
}

/** A record that is switched over is on the disk when the switch is done, not only on its way there. */
const SURE = { durability: "strict" } as const;

const databaseRecords = ({ look, change }: Connection): RecordStore => ({
  claim: () => change(async () => {}),
  all: (kind) => look((db) => db.getAll(kind)),
  get: (kind, id) => look((db): Promise<unknown> => db.get(kind, id)),
  put: (kind, record) => change(async (db) => {
    const switching = db.transaction(kind, "readwrite", SURE);
    await Promise.all([switching.store.put(record), switching.done]);
  }),
  remove: (kind, id) => change((db) => db.delete(kind, id)),
});

const databaseBlobs = ({ look, change }: Connection): BlobStore => ({
  write: (id, bytes) => change(async (db) => void (await db.put(BLOBS, bytes, id))),
  read: (id) => look(async (db) => {
    const bytes: unknown = await db.get(BLOBS, id);
    return bytes instanceof Uint8Array ? bytes : undefined;
  }),
  remove: (id) => change((db) => db.delete(BLOBS, id)),
  sizes: (): Promise<ReadonlyMap<string, number>> => look(async (db) => {
    const sizes = new Map<string, number>();
    for (let at = await db.transaction(BLOBS).store.openCursor(); at; at = await at.continue()) {
      const bytes: unknown = at.value;
      if (typeof at.key === "string") sizes.set(at.key, bytes instanceof Uint8Array ? bytes.length : 0);
    }
    return sizes;
  }),
});
