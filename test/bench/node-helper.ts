/** A helper thread of the engine in Node. */
import { parentPort } from "node:worker_threads";
import { serve, type ThreadTask } from "../../src/engine/acceleration/wasm/thread.ts";

parentPort?.once("message", (task: ThreadTask) => { void serve(task, () => parentPort?.postMessage(null)); });
