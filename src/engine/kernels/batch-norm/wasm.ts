import type { TensorInfo } from "../../tf.ts";
import type { WasmKernel, WasmRuntime } from "../runtime.ts";
import { gradientOperandsOf, operandsOf } from "./operands.ts";

/** The kernels take 0 for what is not there. */
const pointer = (runtime: WasmRuntime, tensor: TensorInfo | undefined): number => (tensor ? runtime.pointer(tensor) : 0);

export const batchNormOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { x, mean, variance, gamma, beta, weights, epsilon, momentum, rows, positions, d } = operandsOf(inputs, attrs);
  const [y, moments] = [runtime.output(x.shape, "float32"), runtime.output([2, d], "float32")];
  const addresses = [x, weights, gamma, beta, y, moments, mean, variance].map((tensor) => pointer(runtime, tensor));
  runtime.call("batchNorm", d, ...addresses, rows, positions, d, epsilon, momentum);
  return [y, moments];
};

export const batchNormGradOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { dy, x, moments, gamma, weights, rows, positions, d } = gradientOperandsOf(inputs, attrs);
  const outputs = [runtime.output(x.shape, "float32"), ...(gamma ? [runtime.output([d], "float32"), runtime.output([d], "float32")] : [])];
  const addresses = [dy, x, weights, gamma, moments, outputs[0], outputs[1], outputs[2]].map((tensor) => pointer(runtime, tensor));
  runtime.call("batchNormGrad", d, ...addresses, rows, positions, d);
  return outputs;
};

export const batchNormAnswerOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { x, mean, variance, gamma, beta, epsilon, rows, d } = operandsOf(inputs, attrs);
  const y = runtime.output(x.shape, "float32");
  runtime.call("batchNormAnswer", rows, ...[x, mean, variance, gamma, beta, y].map((tensor) => pointer(runtime, tensor)), d, epsilon);
  return y;
};
