/** A contender's worker in Node. */
import "@tensorflow/tfjs-backend-cpu";
import { expose } from "comlink";
import nodeEndpoint from "comlink/dist/esm/node-adapter";
import { parentPort, workerData } from "node:worker_threads";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { startStock } from "./start-stock.ts";
import * as tf from "../../src/engine/tf.ts";
import { benchWorker } from "./worker-api.ts";

if (!parentPort) throw new Error("internal: this is a worker");
tf.env().set("PROD", true); // no advice to install another package
expose(benchWorker({
  engine: (backend) => startBackend(backend, { gpu: null, timeout: 60_000 }),
  stock: (backend) => startStock(backend, String(workerData)), // the folder of its files
}), nodeEndpoint(parentPort));
