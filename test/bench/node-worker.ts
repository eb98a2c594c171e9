/** A contender's worker in Node. */
import "@tensorflow/tfjs-backend-cpu";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { portOf } from "../../src/cli/threads.ts";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { startStock } from "./start-stock.ts";
import * as tf from "../../src/engine/tf.ts";
import { benchWorker } from "./worker-api.ts";

export interface Surroundings {
  /** Where stock's files lie. */
  readonly wasmFolder: string;
  /** The bundle of the command line's helper. */
  readonly helperFile: string;
  readonly threads: number;
}
const { wasmFolder, helperFile, threads } = workerData as Surroundings; // from main.ts

if (!parentPort) throw new Error("internal: this is a worker");
tf.env().set("PROD", true); // no advice to install another package
expose(benchWorker({
  engine: (backend) => startBackend(backend, { gpu: null, timeout: 60_000, threads: { count: threads, spawn: () => portOf(new Worker(helperFile)) } }),
  stock: (backend) => startStock(backend, wasmFolder),
}), nodeEndpoint(parentPort));
