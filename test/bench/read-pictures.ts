/** How fast pictures come in: in a worker, as the app reads them, against the loop on the page that one writes first. */
import { wrap } from "comlink";
import { seededRandom } from "../../src/engine/data/random.ts";
import { spread, type PicturesRead } from "./figures.ts";
import type { ReadingWorker } from "./reading.worker.ts";

/** Of a photograph from the web, and what a model looks at. */
const [WIDTH, HEIGHT, SIDE] = [640, 480, 64];
const FILES = 40;
/** The page looks at the clock as often as it can. */
const TICK = 4;

export async function readPictures(quick: boolean): Promise<PicturesRead> {
  const files = await photographs();
  const worker = new Worker(new URL("./reading.worker.ts", import.meta.url), { type: "module" });
  const api = wrap<ReadingWorker>(worker);
  const [pictures, turns] = quick ? [80, 3] : [400, 8];
  const asked = Array.from({ length: pictures }, (_, i) => files[i % FILES]!);
  const ways = { fidelio: () => api.read(asked, SIDE), page: () => onThePage(asked) };
  const speeds: Record<"fidelio" | "page", number[]> = { fidelio: [], page: [] };
  const longest = { fidelio: 0, page: 0 };
  try {
    for (let turn = 0; turn <= turns; turn++) {
      for (const who of ["fidelio", "page"] as const) {
        const watch = busyFor();
        const start = performance.now();
        const bytes = await ways[who]();
        const speed = (1000 * pictures) / (performance.now() - start);
        const blocked = watch();
        if (bytes !== pictures * SIDE * SIDE * 3) throw new Error(`${who} stored ${bytes} bytes`);
        if (turn === 0) continue; // for warmth
        speeds[who].push(speed);
        longest[who] = Math.max(longest[who], blocked);
      }
    }
  } finally {
    worker.terminate();
  }
  return { summary: `JPEG of ${WIDTH}×${HEIGHT} → ${SIDE}×${SIDE}×3 bytes`, pictures, fidelio: spread(speeds.fidelio), page: spread(speeds.page), longest };
}

/** Blobs of noise over a slope: they are as large as photographs. */
async function photographs(): Promise<readonly Blob[]> {
  const random = seededRandom(1, "photographs");
  return Promise.all(Array.from({ length: FILES }, (_, i) => {
    const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
    const context = canvas.getContext("2d")!;
    const data = context.createImageData(WIDTH, HEIGHT);
    for (let place = 0; place < WIDTH * HEIGHT; place++) {
      const slope = ((place % WIDTH) + i * 16) % 256;
      data.data.set([slope + 30 * random(), 128 + 60 * random(), 255 - slope, 255], 4 * place);
    }
    context.putImageData(data, 0, 0);
    return canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
  }));
}

/** One after another: decoded, drawn at its size, read back, kept. */
async function onThePage(files: readonly Blob[]): Promise<number> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [SIDE, SIDE];
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  const kept = new Uint8Array(files.length * SIDE * SIDE * 3);
  for (const [i, file] of files.entries()) {
    const picture = await createImageBitmap(file);
    context.drawImage(picture, 0, 0, SIDE, SIDE);
    picture.close();
    const { data } = context.getImageData(0, 0, SIDE, SIDE);
    for (let place = 0; place < SIDE * SIDE; place++) kept.set(data.subarray(4 * place, 4 * place + 3), (i * SIDE * SIDE + place) * 3);
  }
  return kept.length;
}

/** Begins to watch; asked, it says the longest time between two ticks of the page's clock. */
function busyFor(): () => number {
  let [last, longest] = [performance.now(), 0];
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last - TICK);
    last = now;
  };
  const timer = setInterval(tick, TICK);
  return () => {
    tick();
    clearInterval(timer);
    return longest;
  };
}
