/** Helper threads for the engine's WebAssembly, from a script of our own. */
import type { ThreadPort, ThreadsPort } from "../src/engine/acceleration/ports.ts";

/** More would wait for memory, not compute. */
const MOST = 8;

// The policy wants addresses of scripts vouched for; this one was told by the page.
const policy = globalThis.trustedTypes?.createPolicy("fidelio-threads", {
  createScriptURL(url) {
    if (new URL(url).origin !== location.origin) throw new Error(`internal: ${url} is no script of ours`);
    return url;
  },
});

/** Null without a script, where memory cannot be shared, and where there is but one core. One core is left to the page where there are several. */
export function threadsOf(script: string | null): ThreadsPort | null {
  const cores = navigator.hardwareConcurrency;
  if (script === null || !crossOriginIsolated || cores < 2) return null;
  return { count: Math.max(2, Math.min(MOST, cores - 1)), spawn: () => helperOf(script) };
}

export function helperOf(script: string): ThreadPort {
  const worker = new Worker((policy?.createScriptURL(script) ?? script) as string, { type: "module", name: "kernels" }); // an object that the DOM types do not know yet
  return {
    begin: (task) => new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<string | null>) => { if (data === null) resolve(); else reject(new Error(data)); };
      worker.onerror = ({ message }) => { reject(new Error(message)); };
      worker.postMessage(task);
    }),
    stop: () => { worker.terminate(); },
  };
}
