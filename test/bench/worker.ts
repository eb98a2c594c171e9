/** A contender's worker in the browser. */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-webgpu";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import { expose } from "comlink";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { helperOf } from "../../workers/threads.ts";
import helper from "./helper.ts?worker&url";
import { startStock } from "./start-stock.ts";
import { benchWorker } from "./worker-api.ts";

const files = { "tfjs-backend-wasm.wasm": plain, "tfjs-backend-wasm-simd.wasm": simd, "tfjs-backend-wasm-threaded-simd.wasm": threaded };

expose(benchWorker({
  engine: (backend) => startBackend(backend, { gpu: navigator.gpu ?? null, timeout: 60_000, threads: { count: Number(self.name), spawn: () => helperOf(helper) } }),
  stock: (backend) => startStock(backend, files),
}));
