import type { BlobStore } from "./storage.ts";

const FOLDER = "blobs";

/** Blobs as files of the origin's private file system; undefined where the browser has none or refuses it (private windows). */
export async function opfsBlobs(): Promise<BlobStore | undefined> {
  let folder: FileSystemDirectoryHandle;
  try {
    folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
    const probe = await folder.getFileHandle("probe", { create: true });
    if (!("createWritable" in probe)) return undefined;
  } catch {
    return undefined;
  }
  return {
    async write(id, bytes) {
      const stream = await (await folder.getFileHandle(id, { create: true })).createWritable();
      try {
        await stream.write(bytes as Uint8Array<ArrayBuffer>); // our blobs never live in shared memory, which a file refuses
      } catch (cause) {
        await stream.abort();
        throw cause;
      }
      await stream.close();
    },
    async read(id) {
      try {
        return new Uint8Array(await (await (await folder.getFileHandle(id)).getFile()).arrayBuffer());
      } catch (cause) {
        if (cause instanceof DOMException && cause.name === "NotFoundError") return undefined;
        throw cause;
      }
    },
    async remove(id) {
      try {
        await folder.removeEntry(id);
      } catch (cause) {
        if (!(cause instanceof DOMException && cause.name === "NotFoundError")) throw cause;
      }
    },
  };
}
