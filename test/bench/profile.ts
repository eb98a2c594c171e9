import type { WasmBackend } from "../../src/engine/acceleration/wasm/backend.ts";
import type { KernelName } from "../../src/engine/kernels/wasm/binary.ts";
import * as tf from "../../src/engine/tf.ts";

/** What steps consisted of: on WebAssembly the commands of their replays, on WebGPU their dispatches. */
export interface Profiled {
  /** "kernel · function of the module" on WebAssembly, on WebGPU the kernel for which its program was first run. */
  readonly name: string;
  readonly calls: number;
  /** Null on WebGPU, whose time is not the worker's. */
  readonly milliseconds: number | null;
}

/** Looks at every step from now on; `take` gives what was seen since it was last called. */
export function profiler(): { take(): readonly Profiled[] } {
  const seen = new Map<string, { calls: number; milliseconds: number }>();
  const isOnGpu = tf.getBackend() === "webgpu";
  const add = (name: string, milliseconds: number): void => {
    const known = seen.get(name) ?? { calls: 0, milliseconds: 0 };
    seen.set(name, { calls: known.calls + 1, milliseconds: known.milliseconds + milliseconds });
  };
  if (isOnGpu) watchDispatches((program) => add(program, 0));
  else watchCommands(tf.backend() as WasmBackend, add); // the engine's own, where it runs on WebAssembly
  return {
    take() {
      const list = [...seen].map(([name, { calls, milliseconds }]) => ({ name, calls, milliseconds: isOnGpu ? null : milliseconds }));
      seen.clear();
      return list.sort((a, b) => (b.milliseconds ?? b.calls) - (a.milliseconds ?? a.calls));
    },
  };
}

/** Replaces the backend's recording of commands by one that times each when it is issued again. */
function watchCommands(backend: WasmBackend, add: (name: string, milliseconds: number) => void): void {
  const engine = tf.engine();
  const runKernel = engine.runKernel.bind(engine);
  let kernel = "";
  let called = "";
  engine.runKernel = (name, ...rest) => {
    kernel = name;
    return runKernel(name, ...rest);
  };
  const again = backend.again.bind(backend);
  const timed = (name: string, work: () => void) => () => {
    const start = performance.now();
    work();
    add(name, performance.now() - start);
  };
  backend.again = (work) => again(timed(`${kernel} · ${called || "JavaScript"}`, work));
  const call = backend.call.bind(backend);
  backend.call = (name: KernelName, extent, ...args) => {
    called = name;
    backend.script(() => call(name, extent, ...args));
    called = "";
  };
}

/** Names a pipeline by the kernel that was running when it was first set: a replay sets it outside of any. */
function watchDispatches(add: (program: string) => void): void {
  const engine = tf.engine();
  const runKernel = engine.runKernel.bind(engine);
  const names = new WeakMap<GPUComputePipeline, string>();
  let kernel: string | null = null;
  let program = "";
  engine.runKernel = (name, ...rest) => {
    const around = kernel;
    kernel = name;
    try {
      return runKernel(name, ...rest);
    } finally {
      kernel = around;
    }
  };
  const { setPipeline, dispatchWorkgroups } = GPUComputePassEncoder.prototype;
  GPUComputePassEncoder.prototype.setPipeline = function (pipeline) {
    if (kernel !== null && !names.has(pipeline)) names.set(pipeline, kernel);
    program = names.get(pipeline) ?? pipeline.label;
    setPipeline.call(this, pipeline);
  };
  GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...args) {
    add(program);
    dispatchWorkgroups.apply(this, args);
  };
}
