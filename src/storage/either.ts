import type { BlobStore } from "./storage.ts";

/**
 * New bytes go to the first; the second still holds what an earlier version of the browser, or a day on which it refused the first, has
 * put there.
 */
export const eitherBlobs = (first: BlobStore, second: BlobStore): BlobStore => ({
  write: (id, bytes) => first.write(id, bytes),
  read: async (id) => (await first.read(id)) ?? (await second.read(id)),
  remove: async (id) => void (await Promise.all([first.remove(id), second.remove(id)])),
  sizes: async () => new Map([...(await second.sizes()), ...(await first.sizes())]),
});
