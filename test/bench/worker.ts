/** One side in a dedicated worker of its own: stock tfjs must not profit from what this engine mends, nor the other way round. */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-webgpu";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import { expose } from "comlink";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { eagerRepeater, type Repeater } from "../../src/engine/acceleration/repeat.ts";
import type { BackendName } from "../../src/engine/acceleration/report.ts";
import * as tf from "../../src/engine/tf.ts";
import { CASES } from "./cases.ts";
import { engineSide, type Twin } from "./engine-side.ts";
import { countCalls, losses, timeBlock, type Block, type Side } from "./side.ts";
import { stockSide } from "./stock-side.ts";

let side: Side | null = null;
let repeater: Repeater = eagerRepeater;
let counter = { calls: 0 };
const wasm = { "tfjs-backend-wasm.wasm": plain, "tfjs-backend-wasm-simd.wasm": simd, "tfjs-backend-wasm-threaded-simd.wasm": threaded };

const api = {
  /** The engine starts its backend as it always does; which one runs is the answer. */
  async startEngine(backend: BackendName): Promise<string> {
    const running = await startBackend(backend, { gpu: navigator.gpu ?? null, timeout: 60_000 });
    repeater = running.repeater;
    counter = countCalls();
    return running.report.chosen;
  },
  /** As the package's README says. Threads would need blob workers, which hang under a strict policy: off on both sides. */
  async startStock(backend: BackendName): Promise<string> {
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
    setWasmPaths(wasm);
    if (!(await tf.setBackend(backend))) throw new Error(`stock tfjs cannot start ${backend}`);
    await tf.ready();
    counter = countCalls();
    return tf.getBackend();
  },
  async prepareEngine(name: string): Promise<Twin> {
    side?.dispose();
    const made = await engineSide(CASES.find((known) => known.name === name)!, repeater); // the page takes names from the same list
    side = made.side;
    return made.twin;
  },
  async prepareStock(twin: Twin): Promise<void> {
    side?.dispose();
    side = await stockSide(twin);
  },
  losses: (steps: number): Promise<number[]> => losses(side!, steps), // prepared first
  block: (steps: number): Promise<Block> => timeBlock(side!, steps, counter),
};
export type BenchWorker = typeof api;
expose(api);
