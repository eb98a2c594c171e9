/** A helper thread of the engine's WebAssembly: the second entry of the command line. */
import { parentPort } from "node:worker_threads";
import { serve, type ThreadTask } from "../engine/acceleration/wasm/thread.ts";

parentPort?.once("message", (task: ThreadTask) => { void serve(task, () => parentPort?.postMessage(null)); });
