/** Reads pictures as the data worker of the app does. */
import { expose } from "comlink";
import { encode, type ImageFacts } from "../../src/engine/features/image/facts.ts";
import { Library } from "../../src/ingest/pictures/library.ts";
import { decodePicture } from "../../workers/pictures.ts";

const worker = {
  /** How many bytes are kept. */
  async read(files: readonly Blob[], side: number): Promise<number> {
    const media = new Library(files.map((file, i) => ({
      path: `${i}.jpg`, facts: { width: 640, height: 480, channels: 3 }, size: file.size, digest: "",
      bytes: async () => new Uint8Array(await file.arrayBuffer()),
    })), decodePicture);
    const facts: ImageFacts = { height: side, width: side, num_channels: 3, resize_method: "interpolate", standardize_image: null, computed_fill_value: 0 };
    const { pixels } = await encode(files.map((_, i) => `${i}.jpg`), facts, media);
    if (!pixels || pixels.unread) throw new Error("some pictures could not be read");
    return pixels.data.length;
  },
};
export type ReadingWorker = typeof worker;
expose(worker);
