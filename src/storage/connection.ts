import { openDB, type IDBPDatabase } from "idb";
import { words } from "../messages/en/storage.ts";
import { KINDS } from "./records.ts";
import { Refusal } from "./failures.ts";

const NAME = "fidelio";
/** Of the stores below; formats of the records in them are versioned one by one. */
const VERSION = 2;
export const BLOBS = "blobs";

/** The database, opened again when the browser or another tab closes it behind our back. */
export interface Connection {
  /** The database is a newer Fidelio's: it can be read. */
  isNewer(): boolean;
  look<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T>;
  /** Throws a refusal when the database is a newer Fidelio's. */
  change<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T>;
}

/** Says a sentence to the user while there is no outcome that could carry it. */
export type Tell = (sentence: string) => void;

/** Throws where the browser refuses. While another tab holds an older version it waits, and says so. */
export async function connect(tell: Tell): Promise<Connection> {
  let open = await opened(tell, () => {});
  async function look<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
    const used = open;
    try {
      return await work(used.db);
    } catch (cause) {
      if (!used.closed && nameOf(cause) !== "InvalidStateError") throw cause;
      // The browser may have closed it in order to delete it, as when site data are cleared.
      if (open === used) open = await opened(tell, used.toldErased ? () => {} : () => tell(words.erased));
      return work(open.db);
    }
  }
  const isNewer = () => open.db.version > VERSION;
  return {
    isNewer,
    look,
    change: (work) => look((db) => {
      if (isNewer()) throw new Refusal(words.readOnly);
      return work(db);
    }),
  };
}

interface Open { readonly db: IDBPDatabase; closed: boolean; toldErased: boolean }

/** `onEmpty` is called when there was no database. */
async function opened(tell: Tell, onEmpty: () => void): Promise<Open> {
  const state = { closed: false, toldErased: false };
  const watch = {
    blocking(_current: number, next: number | null, event: IDBVersionChangeEvent) {
      state.closed = true;
      state.toldErased = next === null;
      (event.target as IDBDatabase).close(); // the event of a version change comes from the database
      tell(next === null ? words.erased : words.superseded);
    },
    terminated() {
      state.closed = true;
    },
  };
  try {
    const db = await openDB(NAME, VERSION, {
      ...watch,
      blocked: () => tell(words.blocked),
      upgrade(database, before) {
        createStores(database);
        if (before === 0) onEmpty();
      },
    });
    return Object.assign(state, { db });
  } catch (cause) {
    if (nameOf(cause) !== "VersionError") throw cause;
    return Object.assign(state, { db: await openDB(NAME, undefined, watch) });
  }
}

function createStores(database: IDBPDatabase): void {
  const missing = (name: string) => !database.objectStoreNames.contains(name);
  for (const kind of KINDS.filter(missing)) database.createObjectStore(kind, { keyPath: "id" });
  if (missing(BLOBS)) database.createObjectStore(BLOBS);
}

const nameOf = (cause: unknown): string => (cause instanceof DOMException ? cause.name : "");
