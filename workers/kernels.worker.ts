/** A helper thread of the engine's WebAssembly: kernels and memory come from the engine worker, and nothing from anywhere else. */
import { serve, type ThreadTask } from "../src/engine/acceleration/wasm/thread.ts";
import { policyInForce } from "./guard.ts";

/** Answers null once it serves, or a sentence that says why it does not. */
addEventListener("message", ({ data }: MessageEvent<ThreadTask>) => {
  policyInForce.then(() => serve(data, () => { postMessage(null); })).catch((cause: unknown) => { postMessage(String(cause)); });
}, { once: true });
