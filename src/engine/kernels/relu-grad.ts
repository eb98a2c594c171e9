import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../tf.ts";
import type { KernelFunc, Tensor, TensorInfo } from "../tf.ts";
import { hasKernel, type FusedKernel } from "./fused.ts";
import type { WasmKernel } from "./runtime.ts";
import { flat, perNumber } from "./webgpu.ts";

const KERNEL = "ReluGrad";

/**
 * dy where relu's result y is above zero, else 0. One kernel where TensorFlow.js takes a step and a product; and y is kept anyway, where
 * the stock gradient keeps what went in.
 */
export const reluGrad = (dy: Tensor, y: Tensor): Tensor =>
  hasKernel(KERNEL) ? tf.engine().runKernel(KERNEL, { dy, y }) : tf.mul(dy, tf.step(y));

const read = (inputs: object) => inputs as { readonly dy: TensorInfo; readonly y: TensorInfo }; // what `reluGrad` hands over

const onWasm: WasmKernel = (runtime, inputs) => {
  const { dy, y } = read(inputs);
  const dx = runtime.output(y.shape, "float32");
  runtime.call("passWhereAbove", tf.util.sizeFromShape(y.shape), ...[dy, y, dx].map((tensor) => runtime.pointer(tensor)));
  return dx;
};

const onWebgpu: KernelFunc = ({ inputs, backend }) => {
  const { dy, y } = read(inputs);
  const program = perNumber(tf.util.sizeFromShape(y.shape), ["dy", "y"], "result[index] = select(0.0, dy[index], y[index] > 0.0);");
  const dx = (backend as WebGPUBackend).runWebGPUProgram(program, [flat(dy), flat(y)], "float32"); // registered for it
  return { ...dx, shape: y.shape };
};

export const reluGradKernel: FusedKernel = { name: KERNEL, wasm: onWasm, webgpu: onWebgpu };
