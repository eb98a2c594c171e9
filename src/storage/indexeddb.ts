import { openDB, type IDBPDatabase } from "idb";
import { createStorage } from "./keep.ts";
import { opfsBlobs } from "./opfs.ts";
import type { RecordKind } from "./records.ts";
import type { BlobStore, RecordStore, Storage } from "./storage.ts";

const NAME = "fidelio";
/** Of the stores below; formats of the records in them are versioned one by one. */
const VERSION = 2;
const KINDS: readonly RecordKind[] = ["project", "run", "unfinished", "checkpoint", "dataset"];
const BLOBS = "blobs";

/** Records in IndexedDB, bytes in the origin's private file system where there is one, else in IndexedDB too. */
export async function indexedDbStorage(): Promise<Storage> {
  const db = await openDB(NAME, VERSION, {
    upgrade(database) {
      const missing = (name: string) => !database.objectStoreNames.contains(name);
      for (const kind of KINDS.filter(missing)) database.createObjectStore(kind, { keyPath: "id" });
      if (missing(BLOBS)) database.createObjectStore(BLOBS);
    },
    blocking: (_current, _next, event) => (event.target as IDBDatabase).close(), // the event of a version change comes from the database
  });
  return createStorage("indexeddb", "", idbRecords(db), (await opfsBlobs()) ?? idbBlobs(db));
}

const idbRecords = (db: IDBPDatabase): RecordStore => ({
  all: (kind) => db.getAll(kind),
  get: (kind, id): Promise<unknown> => db.get(kind, id),
  put: async (kind, record) => void (await db.put(kind, record)),
  remove: (kind, id) => db.delete(kind, id),
});

const idbBlobs = (db: IDBPDatabase): BlobStore => ({
  write: async (id, bytes) => void (await db.put(BLOBS, bytes, id)),
  read: async (id) => {
    const bytes: unknown = await db.get(BLOBS, id);
    return bytes instanceof Uint8Array ? bytes : undefined;
  },
  remove: (id) => db.delete(BLOBS, id),
});
