/** Helper threads for the engine's WebAssembly, from the script that is built beside the command line. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { ThreadPort, ThreadsPort } from "../engine/acceleration/ports.ts";

/** More would wait for memory, not compute. */
const MOST = 8;

/** One core is left to others where there are several. Null where there is but one, and where the sources run unbuilt. */
export function threadsFrom(script: URL, cores = availableParallelism()): ThreadsPort | null {
  if (cores < 2 || !existsSync(fileURLToPath(script))) return null;
  return { count: Math.max(2, Math.min(MOST, cores - 1)), spawn: () => portOf(new Worker(script)) };
}

/** Of a worker that runs helper.ts. */
export function portOf(worker: Worker): ThreadPort {
  worker.unref(); // a command that has done its work ends
  return {
    begin: (task) => new Promise((resolve, reject) => {
      worker.once("message", () => { resolve(); });
      worker.once("error", reject);
      worker.postMessage(task);
    }),
    stop: () => void worker.terminate(),
  };
}
