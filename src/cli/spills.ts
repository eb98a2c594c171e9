import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SpillStore } from "../engine/api.ts";

/** Temporary files for rows that are too many for memory. A file loses its name as soon as it is open, so that nothing stays after a crash. */
export const temporarySpills: SpillStore = {
  async create() {
    const folder = await mkdtemp(join(tmpdir(), "fidelio-rows-"));
    const file = await open(join(folder, "rows"), "wx+");
    const forget = () => rm(folder, { recursive: true, force: true }).catch(() => {}); // where a name stays while its file is open, it goes afterwards
    await forget();
    return {
      async write(bytes, at) {
        for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
      },
      seal: async () => {},
      async read(at, length) {
        const bytes = new Uint8Array(length);
        for (let done = 0; done < length;) {
          const { bytesRead } = await file.read(bytes, done, length - done, at + done);
          if (bytesRead === 0) throw new Error("internal: a spill ended early");
          done += bytesRead;
        }
        return bytes;
      },
      async remove() {
        await file.close();
        await forget();
      },
    };
  },
};
