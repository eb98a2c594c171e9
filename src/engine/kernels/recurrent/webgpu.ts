import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import type { KernelFunc, TensorInfo } from "../../tf.ts";
import { perNumber } from "../webgpu.ts";
import { runWithOutputs, type OutputsProgram } from "../webgpu-outputs.ts";
import { readBackward, readForward } from "./cells.ts";
import { backwardBody, forwardBody, HEAD, type Sizes } from "./wgsl.ts";

/** Rows of the batch that share what a workgroup reads of the kernel, where their states fit its memory. */
const ROWS = 2;
const MOST_UNITS_OF_ROWS = 256;
/** Of one row: every device has memory for so many. */
export const MOST_UNITS = 512;
/** Products of one dispatch, at most: a weak device does so many in a few tenths of a second, and a system may end one that takes longer. */
export const MOST_PRODUCTS = 5e8;

export const forwardOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { projected, kernel, bias, present, kept, ...rest } = readForward(inputs, attrs);
  const sizes = sizesFor(rest, present !== undefined);
  const output = gpu.makeTensorInfo([rest.batch, rest.time, rest.units], "float32");
  const trace = gpu.makeTensorInfo([rest.batch, rest.time, kept * rest.units], "float32");
  const names = ["projected", "kernel", "bias", ...(present ? ["present"] : [])];
  const operands = [projected, kernel, bias, ...(present ? [present] : [])];
  inChunks(gpu, sizes, (part, chunk) => {
    runWithOutputs(gpu, program(part, ["output", "trace"], [...names, ...(chunk ? ["chunk"] : [])], forwardBody(part)), [output, trace], [...operands, ...(chunk ? [chunk] : [])]);
  });
  return [output, trace];
};

export const backwardOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { trace, kernel, dy, present, gates, ...rest } = readBackward(inputs, attrs);
  const { cell, batch, time, units } = rest;
  const sizes = sizesFor({ ...rest, gates }, present !== undefined);
  const dz = gpu.makeTensorInfo([batch, time, gates * units], "float32");
  const before = gpu.makeTensorInfo([batch, time, cell === "gru" ? 2 * units : units], "float32");
  const carry = gpu.makeTensorInfo([batch, 2, units], "float32");
  const turned = transposed(gpu, kernel);
  const names = ["trace", "turned", "dy", ...(present ? ["present"] : [])];
  const operands = [trace, turned, dy, ...(present ? [present] : [])];
  inChunks(gpu, sizes, (part, chunk) => {
    runWithOutputs(gpu, program(part, ["dz", "before", "carry"], [...names, ...(chunk ? ["chunk"] : [])], backwardBody(part)), [dz, before, carry], [...operands, ...(chunk ? [chunk] : [])]);
  });
  for (const { dataId } of [carry, turned]) gpu.disposeData(dataId);
  return [dz, before];
};

type Read = Pick<Sizes, "cell" | "backwards" | "batch" | "time" | "units" | "gates"> & { readonly mostProducts: number };
const sizesFor = (read: Read, isMasked: boolean): Sizes => {
  const products = read.batch * read.gates * read.units ** 2;
  const steps = Math.min(read.time, Math.max(1, Math.floor(read.mostProducts / products)));
  const { cell, backwards, batch, time, units, gates } = read;
  return { cell, backwards, batch, time, units, gates, isMasked, rows: units > MOST_UNITS_OF_ROWS ? 1 : ROWS, threads: Math.min(256, 32 * Math.ceil(units / 32)), steps };
};

/** The time axis in stretches that one dispatch each can do; where there are several, each is told where it begins by a number on the device. */
function inChunks(gpu: WebGPUBackend, sizes: Sizes, run: (sizes: Sizes, chunk: TensorInfo | null) => void): void {
  if (sizes.steps === sizes.time) return run(sizes, null);
  for (let first = 0; first < sizes.time; first += sizes.steps) {
    const chunk = tf.getKernel("Fill", "webgpu").kernelFunc({ inputs: {}, backend: gpu, attrs: { shape: [1], value: first, dtype: "int32" } }) as TensorInfo; // one output
    run(sizes, chunk);
    gpu.disposeData(chunk.dataId);
  }
}

const program = (sizes: Sizes, outputs: string[], inputs: string[], body: string): OutputsProgram =>
  ({ outputs, inputs, threads: sizes.threads, workgroups: Math.ceil(sizes.batch / sizes.rows), head: HEAD(sizes), body });

/** [units, n] → [n, units], so that neighbouring threads read neighbouring numbers. */
function transposed(gpu: WebGPUBackend, kernel: TensorInfo): TensorInfo {
  const [units, n] = kernel.shape as [number, number];
  const body = `result[index] = kernel[(index % ${units}) * ${n} + index / ${units}];`;
  return gpu.runWebGPUProgram(perNumber(units * n, ["kernel"], body), [{ ...kernel, shape: [units * n] }], "float32");
}
