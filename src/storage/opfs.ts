import type { BlobStore } from "./storage.ts";

const FOLDER = "blobs";

/** Blobs as files of the origin's private file system; undefined where the browser has none or refuses it (private windows). */
export async function opfsBlobs(): Promise<BlobStore | undefined> {
  let folder: FileSystemDirectoryHandle;
  try {
    if (!("createWritable" in FileSystemFileHandle.prototype)) return undefined;
    folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  } catch {
    return undefined;
  }
  return {
    async write(id, bytes) {
      const stream = await (await folder.getFileHandle(id, { create: true })).createWritable();
      try {
        await stream.write(bytes as Uint8Array<ArrayBuffer>); // our blobs never live in shared memory, which a file refuses
        await stream.close();
      } catch (cause) {
        await stream.abort().catch(() => {}); // a stream that failed may be closed already
        throw cause;
      }
    },
    read: (id) => unlessAbsent(async () => new Uint8Array(await (await (await folder.getFileHandle(id)).getFile()).arrayBuffer())),
    remove: (id) => unlessAbsent(() => folder.removeEntry(id)),
    async sizes() {
      const sizes = new Map<string, number>();
      for await (const [id, entry] of folder.entries()) {
        const size = entry.kind === "file" ? await unlessAbsent(async () => (await entry.getFile()).size) : undefined;
        if (size !== undefined) sizes.set(id, size);
      }
      return sizes;
    },
  };
}

async function unlessAbsent<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "NotFoundError") return undefined;
    throw cause;
  }
}
