/**
 * What TensorFlow.js needs to find in Node before its wasm backend starts: a setup file for vitest.
 *
 * The backend's Emscripten glue is CommonJS: in Node it calls `require("fs")` and reads `__dirname`, which ES modules do not
 * have. Any `require` will do; the folder must hold the .wasm files. The bundle of the command line gets the same from its
 * banner (vite.cli.config.ts). Threads are off in Node by tfjs itself; a browser host has to say
 * `env().set("WASM_HAS_MULTITHREAD_SUPPORT", false)`, since they start from blob URLs, which our content-security policy refuses.
 */
import { createRequire } from "node:module";
import { dirname } from "node:path";

const require = createRequire(import.meta.url);

/** The folder with the three .wasm files, ending in a slash: what `setWasmPaths` takes in Node. */
export const wasmFolder = `${dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json"))}/dist/`;

Object.assign(globalThis, { require, __dirname: wasmFolder });
