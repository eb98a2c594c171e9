import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import type { KernelFunc, TensorInfo } from "../../tf.ts";
import { holdsFloats } from "../webgpu.ts";
import { columnSumsKernel } from "./index.ts";

const NAME = "Sum";
let isMended = false;

/**
 * Sums over leading axes, x: [rows..., n...] → [n...], on WebGPU by the kernel of column sums: the gradient of every bias, in one dispatch
 * where the stock kernel transposes x and gives each column a workgroup. Other sums are left to it.
 */
export function registerWebgpuLeadingSums(): void {
  const stock = tf.getKernel(NAME, "webgpu");
  if (isMended || !stock) return;
  isMended = true;
  tf.unregisterKernel(NAME, "webgpu");
  const kernelFunc: KernelFunc = (call) => {
    const { x, axes, isKept } = read(call.inputs, call.attrs);
    const isLeading = axes.every((axis, i) => axis === i) && axes.length > 0 && axes.length < x.shape.length;
    const size = tf.util.sizeFromShape(x.shape);
    if (!isLeading || !holdsFloats(call.backend as WebGPUBackend, x) || size === 0) return stock.kernelFunc(call);
    const rest = x.shape.slice(axes.length);
    const n = tf.util.sizeFromShape(rest);
    const sums = columnSumsKernel.webgpu!({ ...call, inputs: { x: { ...x, shape: [size / n, n] } } }) as TensorInfo; // it has one, and one output
    return { ...sums, shape: isKept ? [...axes.map(() => 1), ...rest] : rest };
  };
  tf.registerKernel({ kernelName: NAME, backendName: "webgpu", kernelFunc });
}

function read(inputs: object, attrs: object | undefined): { readonly x: TensorInfo; readonly axes: readonly number[]; readonly isKept: boolean } {
  const { x } = inputs as { readonly x: TensorInfo }; // what the op hands over
  const { axis, keepDims } = attrs as { readonly axis: number | number[]; readonly keepDims: boolean }; // likewise
  return { x, axes: tf.util.parseAxisParam(axis, x.shape).toSorted((a, b) => a - b), isKept: keepDims };
}
