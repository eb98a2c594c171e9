/** Backends: why one is chosen, refused or given up. Reasons end a sentence that begins "because". */
import { catalogue } from "../catalogue.ts";
import { count, duration, number } from "../format.ts";

export const words = catalogue("acceleration", {
  names: { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "plain JavaScript" },
  runs: (name: string) => `${name} runs`,
  sound: (name: string) => `${name} computes what it should`,
  noneLeft: (tried: readonly { readonly backend: string; readonly reason: string }[]) => `no backend is left: ${tried.map(({ backend, reason }) => `${backend}: ${reason}`).join("; ")}`,
  failedInUse: (reason: string) => `it failed in use: ${reason}`,
  noAnswer: (what: string, milliseconds: number) => `${what} did not answer within ${number(milliseconds / 1000)} s`,
  /** What the browser says of it follows. */
  noMemory: "the device has no memory left",
  wasmBroke: (cause: string) => `WebAssembly broke off (${cause})`,

  /** Why a computation is not recorded and issued again, but computed anew each time. */
  capture: {
    threw: (message: string) => `it broke off while it was recorded: ${message}`,
    command: (name: string) => `it asks the GPU for ${name}, which cannot be asked again`,
    reads: "it reads what the GPU has computed",
    left: (tensors: number) => `it leaves ${tensors === 1 ? "a tensor" : `${count(tensors)} tensors`} behind that ${tensors === 1 ? "is" : "are"} no result of it`,
    replaced: (names: readonly string[]) => `it replaces weights that it should change where they lie: ${names.join(", ")}`,
  },
  /** How backends did when steps of the model were timed on them. */
  referee: {
    fastest: (step: number) => `it was the fastest: ${duration(step / 1000)} a step`,
    slower: (step: number) => `a step took ${duration(step / 1000)} there`,
    notReady: (seconds: number) => `its first steps took more than ${duration(seconds)}`,
    short: (seconds: number) => `the whole run takes about ${duration(seconds)} on WebAssembly: to start and time the GPU would take as long`,
  },
  selfTest: {
    name: "the self-test",
    wrong: (probe: string, what: string) => `self-test: ${probe}: ${what}`,
    off: (result: number, difference: number) => `result ${count(result)} is off by ${number(difference)}`,
  },
  javascript: { device: "JavaScript", notSetUp: "plain JavaScript could not be set up" },
  wasm: {
    noSimd: "this browser has no WebAssembly with SIMD",
    notSetUp: "WebAssembly could not be set up",
    /** `alone`: why one thread does the work of several. */
    device: (relaxed: boolean, threads: number, alone: string | null) =>
      `${relaxed ? "relaxed SIMD" : "SIMD"}, ${threads === 1 ? "one thread" : `${count(threads)} threads`}${alone === null ? "" : ` (no more: ${alone})`}`,
    thread: "a thread",
    noThread: "a thread did not start",
  },
  webgpu: {
    none: "there is no WebGPU here",
    noAdapter: "there is WebGPU, but no adapter for it",
    notSetUp: "TensorFlow.js could not set up its WebGPU backend",
    gpu: "the GPU",
    adapter: "the GPU adapter",
    device: "the GPU device",
    refused: "the GPU refused a command",
    lost: (reason: string, message: string) => `the GPU was lost (${reason || "unknown"}): ${message}`,
    unreadable: (message: string) => `the GPU could not be read (${message})`,
    wrong: "the GPU no longer computes what it should",
    givenBack: "the GPU was given back",
    software: (name: string) => `${name} (software adapter)`,
  },
});
