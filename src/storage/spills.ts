import type { Spill, SpillStore } from "../engine/api.ts";
import { webLocks } from "./locks.ts";
import type { Locks } from "./storage.ts";

/** Only workers have it, and the types of a page's globals do not know it. */
interface InWorkers extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<{ write(bytes: Uint8Array, where: { readonly at: number }): number; read(into: Uint8Array, where: { readonly at: number }): number; flush(): void; close(): void }>;
}

const FOLDER = "spills";
const lockOf = (name: string): string => `fidelio/spill/${name}`;

/**
 * Files of the origin's private file system for rows that are too many for memory, for workers: written through a handle that only they
 * have, read as blobs once they are sealed, which the browser does on a thread of its own. Whoever uses a file holds a lock by its name; a file whose lock is free
 * is a kill's, and goes when this is opened. Undefined where the browser has no such files, or refuses them.
 */
export async function opfsSpills(): Promise<SpillStore | undefined> {
  const locks = await webLocks();
  if (!locks || !("createSyncAccessHandle" in FileSystemFileHandle.prototype)) return undefined;
  let folder: FileSystemDirectoryHandle;
  try {
    folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return undefined;
  }
  await sweep(folder, locks);
  return { create: () => create(folder, locks) };
}

async function sweep(folder: FileSystemDirectoryHandle, locks: Locks): Promise<void> {
  for await (const name of folder.keys()) {
    await locks.ifFree(lockOf(name), () => folder.removeEntry(name)).catch(() => {}); // another worker may have been quicker
  }
}

async function create(folder: FileSystemDirectoryHandle, locks: Locks): Promise<Spill> {
  const name = crypto.randomUUID();
  const giveBack = await held(locks, lockOf(name));
  try {
    const file = await folder.getFileHandle(name, { create: true });
    const access = await (file as InWorkers).createSyncAccessHandle();
    let sealed: Blob | null = null;
    return {
      async write(bytes, at) {
        for (let done = 0; done < bytes.length;) {
          const written = access.write(bytes.subarray(done), { at: at + done });
          if (written === 0) throw new DOMException("", "QuotaExceededError");
          done += written;
        }
      },
      async seal() {
        access.flush();
        access.close();
        sealed = await file.getFile();
      },
      async read(at, length) {
        if (sealed) return new Uint8Array(await sealed.slice(at, at + length).arrayBuffer());
        const bytes = new Uint8Array(length);
        for (let done = 0; done < length;) {
          const read = access.read(bytes.subarray(done), { at: at + done });
          if (read === 0) throw new Error("internal: a spill ended early");
          done += read;
        }
        return bytes;
      },
      async remove() {
        access.close();
        sealed = null;
        await folder.removeEntry(name).finally(giveBack);
      },
    };
  } catch (cause) {
    giveBack();
    throw cause;
  }
}

/** Takes a lock until the function that is returned is called. */
function held(locks: Locks, name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    locks.exclusive(name, () => new Promise<void>((giveBack) => resolve(giveBack))).catch(reject);
  });
}
