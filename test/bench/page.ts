/** Runs what the script asks for, each contender in a dedicated worker, and hands the figures to whoever drives the page. */
import { wrap } from "comlink";
import { readPictures } from "./read-pictures.ts";
import { runs } from "./runs.ts";
import type { BenchWorker } from "./worker-api.ts";

/** On which WebAssembly computes; the worker knows it by its name. */
const threads = new URLSearchParams(location.search).get("threads") ?? "1";

Object.assign(globalThis, {
  bench: runs(() => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: threads });
    return { api: wrap<BenchWorker>(worker), end: () => worker.terminate() };
  }, readPictures),
});
