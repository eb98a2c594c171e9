import type { Page } from "@playwright/test";

/** What lies in the browser's storage, read past the app: the record stores, and whether the bytes that records name are whole. */
export interface Kept {
  /** By store and id, how the record stands: its name, when it was changed, the hashes of its bytes. */
  readonly records: Readonly<Record<string, KeptRecord>>;
  /** Bytes that a record names and that are missing, short or changed. */
  readonly damaged: readonly string[];
}
export interface KeptRecord {
  readonly store: string;
  readonly name: string;
  readonly rounds: string;
  readonly hashes: Readonly<Record<string, string>>;
}

/** Opens the database and the files as any script of the origin could; knows their names, and nothing of the app's code. */
export const readKept = (page: Page): Promise<Kept> =>
  page.evaluate(async () => {
    interface Ref { readonly id: string; readonly length: number | null; readonly hash: string | null }
    interface Raw { readonly id: string; readonly name?: string; readonly blobs: Readonly<Record<string, Ref>>; readonly rounds?: readonly { readonly seconds: number }[] }
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("no answer"));
      });
    const database = await answer(indexedDB.open("fidelio"));
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("blobs");
    const hashOf = async (id: string): Promise<string> => {
      try {
        const bytes = await (await (await folder.getFileHandle(id)).getFile()).arrayBuffer();
        return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      } catch (cause) {
        return String(cause);
      }
    };
    const records: Record<string, { store: string; name: string; rounds: string; hashes: Record<string, string> }> = {};
    const damaged: string[] = [];
    const stores = ["project", "dataset", "run", "unfinished", "checkpoint"];
    // In one transaction: a run that ends meanwhile is either unfinished or kept.
    const snapshot = database.transaction(stores);
    const all = await Promise.all(stores.map(async (store) => ({ store, found: (await answer(snapshot.objectStore(store).getAll())) as readonly Raw[] }))); // the app's own records
    /** A run that goes on replaces its checkpoint now and then. */
    const stillNames = async (store: string, id: string, part: string, blob: string) =>
      ((await answer(database.transaction(store).objectStore(store).get(id))) as Raw | undefined)?.blobs[part]?.id === blob;
    for (const { store, found } of all) {
      for (const { id, name = "", blobs, rounds = [] } of found) {
        const refs = Object.entries(blobs);
        for (const [part, ref] of refs) {
          if ((await hashOf(ref.id)) !== ref.hash && (await stillNames(store, id, part, ref.id))) damaged.push(`${store} ${id} ${part}`);
        }
        const figures = JSON.stringify(rounds.map(({ seconds: _, ...figures }) => figures)); // how long a round took is no result
        records[`${store} ${id}`] = { store, name, rounds: figures, hashes: Object.fromEntries(refs.map(([part, { hash }]) => [part, hash ?? ""])) };
      }
    }
    database.close();
    return { records, damaged };
  });

/** The records of one store. */
export const ofStore = ({ records }: Kept, store: string): readonly KeptRecord[] => Object.values(records).filter((record) => record.store === store);
