/** Runs what the script asks for, each contender in a dedicated worker, and hands the figures to whoever drives the page. */
import { wrap } from "comlink";
import { runs } from "./runs.ts";
import type { BenchWorker } from "./worker-api.ts";

Object.assign(globalThis, {
  bench: runs(() => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    return { api: wrap<BenchWorker>(worker), end: () => worker.terminate() };
  }),
});
