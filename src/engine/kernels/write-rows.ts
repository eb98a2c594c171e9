import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../tf.ts";
import type { KernelFunc, Tensor, TensorInfo } from "../tf.ts";
import type { FusedKernel } from "./fused.ts";
import type { WasmKernel } from "./runtime.ts";
import { inPlace, perNumber } from "./webgpu.ts";

/**
 * Copies rows into a long tensor where it lies, from a row on that a tensor names: what the steps of a round answered is gathered on
 * the device and read once. TensorFlow.js has nothing that writes into a tensor; keeping a copy for each step and joining them
 * later took a tensor a step.
 */
const KERNEL = "WriteRows";

/** book: [capacity, units], changed in place; rows: [n, units]; place: float32 [1], a row below 2²⁴. What would lie beyond the end is left out. */
export function writeRows(book: Tensor, rows: Tensor, place: Tensor): void {
  tf.engine().runKernel(KERNEL, { book, rows, place });
}

type Operands = Readonly<Record<"book" | "rows" | "place", TensorInfo>>;
/** Kernels are handed what `writeRows` gave, under types that cannot say so. */
const operands = (inputs: object): Operands => inputs as Operands;
const sizeOf = ({ shape }: TensorInfo): number => tf.util.sizeFromShape(shape);
const unitsOf = ({ shape }: TensorInfo): number => tf.util.sizeFromShape(shape.slice(1));

function copy(book: Float32Array, rows: Float32Array, at: number): void {
  if (at < book.length) book.set(rows.subarray(0, book.length - at), at);
}

const onCpu: KernelFunc = ({ inputs, backend }) => {
  const cpu = backend as MathBackendCPU; // registered for it
  const { book, rows, place } = operands(inputs);
  const values = (info: TensorInfo) => cpu.data.get(info.dataId).values as Float32Array; // of float32 tensors
  copy(values(book), values(rows), values(place)[0]! * unitsOf(book));
  return [];
};

const onWasm: WasmKernel = (runtime, inputs) => {
  const { book, rows, place } = operands(inputs);
  const addresses = [book, rows, place].map((tensor) => runtime.pointer(tensor));
  runtime.call("writeRows", rows.shape[0]!, ...addresses, book.shape[0]!, unitsOf(book));
  return [];
};

const onWebgpu: KernelFunc = ({ inputs, backend }) => {
  const { book, rows, place } = operands(inputs);
  const body = `
    let at = i32(place[0]) * ${unitsOf(book)} + index;
    if (at < ${sizeOf(book)}) { result[at] = rows[index]; }`;
  inPlace(backend as WebGPUBackend, perNumber(sizeOf(rows), ["rows", "place"], body), book, [rows, place]); // registered for it
  return [];
};

export const writeRowsKernel: FusedKernel = { name: KERNEL, cpu: onCpu, wasm: onWasm, webgpu: onWebgpu };
