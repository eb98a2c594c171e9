/** Helper threads in Node, for the WebAssembly backend: the browser's worker in workers/kernels.worker.ts does the same. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import ts from "typescript";
import { portOf } from "../../src/cli/threads.ts";
import type { ThreadsPort } from "../../src/engine/acceleration/ports.ts";

const SERVES = `
const { parentPort } = require("node:worker_threads");
parentPort.once("message", (task) => { void serve(task, () => parentPort.postMessage("ready")); });`;

/** What a helper runs: the engine's own file, which imports nothing. */
async function script(): Promise<string> {
  const text = await readFile(join(import.meta.dirname, "../../src/engine/acceleration/wasm/thread.ts"), "utf8");
  const { outputText } = ts.transpileModule(text, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS } });
  return outputText + SERVES;
}

interface Told {
  /** Hears of each worker. */
  readonly spawned?: (worker: Worker) => void;
  /** Makes something else of the script. */
  readonly change?: (code: string) => string;
}

/** So many threads with the engine's own. */
export async function threadsInNode(count: number, { spawned = () => undefined, change = (code) => code }: Told = {}): Promise<ThreadsPort> {
  const code = change(await script());
  const spawn = () => {
    const worker = new Worker(code, { eval: true });
    spawned(worker);
    return portOf(worker);
  };
  return { count, spawn };
}
