/** The engine worker: the engine behind comlink, with the browser's GPU, and tables from the data worker's own channel. */
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import * as Comlink from "comlink";
import { version } from "../package.json";
import type { GpuPort } from "../src/engine/acceleration/ports.ts";
import { createEngine } from "../src/engine/index.ts";
import type { DataApi } from "../src/ingest/data-api.ts";
import { checkpointStore } from "../src/storage/checkpoints.ts";
import { openStorage } from "../src/storage/index.ts";

let data: Pick<DataApi, "table"> | null = null;

/** The data worker's end of a channel: tables come over it, never through the page. */
function connect(port: MessagePort): void {
  data = Comlink.wrap<DataApi>(port);
}

const gpu: GpuPort | null = "gpu" in navigator ? navigator.gpu : null;

/** No threads: TensorFlow.js would start them from a blob, which the policy refuses; so the third file is never asked for. */
const wasm = { "tfjs-backend-wasm.wasm": plain, "tfjs-backend-wasm-simd.wasm": simd, "tfjs-backend-wasm-threaded-simd.wasm": simd };

const engine = createEngine({
  version,
  table(id) {
    if (!data) throw new Error("internal: the data worker is not connected");
    return data.table(id);
  },
  checkpoints: checkpointStore(openStorage()),
}, { backends: { gpu, wasm, timeout: 20_000 } });

Comlink.expose({ ...engine, connect });
