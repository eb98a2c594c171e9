/** A contender's worker in Node. */
import "@tensorflow/tfjs-backend-cpu";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import type { ThreadPort } from "../../src/engine/acceleration/ports.ts";
import { startStock } from "./start-stock.ts";
import * as tf from "../../src/engine/tf.ts";
import { benchWorker } from "./worker-api.ts";

export interface Surroundings {
  /** Where stock's files lie. */
  readonly wasmFolder: string;
  /** The bundle of node-helper.ts. */
  readonly helperFile: string;
  readonly threads: number;
}
const { wasmFolder, helperFile, threads } = workerData as Surroundings; // from main.ts

function spawn(): ThreadPort {
  const worker = new Worker(helperFile);
  return {
    begin: (task) => new Promise((resolve, reject) => {
      worker.once("message", () => { resolve(); });
      worker.once("error", reject);
      worker.postMessage(task);
    }),
    stop: () => void worker.terminate(),
  };
}

if (!parentPort) throw new Error("internal: this is a worker");
tf.env().set("PROD", true); // no advice to install another package
expose(benchWorker({
  engine: (backend) => startBackend(backend, { gpu: null, timeout: 60_000, threads: { count: threads, spawn } }),
  stock: (backend) => startStock(backend, wasmFolder),
}), nodeEndpoint(parentPort));
