/** What the script needs of the bench, bundled for Node. */
import { wrap } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter";
import { Worker } from "node:worker_threads";
import type { Surroundings } from "./node-worker.ts";
import { runs, type Runs } from "./runs.ts";
import type { BenchWorker } from "./worker-api.ts";

export { readOptions } from "./options.ts";
export { describeFlatness, describeForm, describeProfile, describeReading, describeRow, describeVerdicts } from "./report.ts";
export { verdicts } from "./targets.ts";

/** The bench in Node itself: a worker thread for each contender, from the bundle of node-worker.ts. */
export const nodeRuns = (workerFile: string, surroundings: Surroundings): Runs =>
  runs(() => {
    const worker = new Worker(workerFile, { workerData: surroundings });
    return { api: wrap<BenchWorker>(nodeEndpoint(worker)), end: () => void worker.terminate() };
  }, () => Promise.reject(new Error("internal: Node has no canvas")));
