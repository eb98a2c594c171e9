/** A helper thread of the engine, without the policy that the app's own waits for. */
import { serve, type ThreadTask } from "../../src/engine/acceleration/wasm/thread.ts";

addEventListener("message", ({ data }: MessageEvent<ThreadTask>) => { void serve(data, () => { postMessage(null); }); }, { once: true });
