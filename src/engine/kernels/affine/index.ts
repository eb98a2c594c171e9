import * as tf from "../../tf.ts";
import type { GradConfig, Tensor, Tensor1D, Tensor2D, TensorInfo } from "../../tf.ts";
import { columnSums } from "../column-sums/index.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import { runStock } from "../stock.ts";

/**
 * x·W + b in one command forward, and one for each gradient backward (four a step on WebAssembly, 128×256→256: 0.9 ms; four dispatches on
 * WebGPU): the stock ops take six there, two of them for the gradient of the bias.
 */
const KERNEL = "Affine";

/** x: [..., d], kernel: [d, units], bias: [units] or none → [..., units]. */
export function affine(x: Tensor, kernel: Tensor2D, bias: Tensor1D | null): Tensor {
  if (!bias || !hasKernel(KERNEL)) return plainAffine(x, kernel, bias);
  const y = tf.engine().runKernel<Tensor2D>(KERNEL, { x: asMatrix(x), kernel, bias });
  return tf.reshape(y, [...x.shape.slice(0, -1), kernel.shape[1]]);
}

/** The twin. */
export function plainAffine(x: Tensor, kernel: Tensor2D, bias: Tensor1D | null): Tensor {
  const y = tf.matMul(asMatrix(x), kernel);
  return tf.reshape(bias ? tf.add(y, bias) : y, [...x.shape.slice(0, -1), kernel.shape[1]]);
}

const asMatrix = (x: Tensor): Tensor2D => (x.rank === 2 ? (x as Tensor2D) : tf.reshape(x, [x.size / x.shape.at(-1)!, x.shape.at(-1)!])); // just asked

/** The stock fused product; its gradient is what we have another for. */
function product(on: "webgpu" | "wasm", backend: Parameters<typeof runStock>[2], inputs: object): TensorInfo {
  const { x, kernel, bias } = inputs as Readonly<Record<"x" | "kernel" | "bias", TensorInfo>>; // what the op hands over
  return runStock(tf._FusedMatMul, on, backend, { a: x, b: kernel, bias }, { transposeA: false, transposeB: false, activation: "linear" });
}

const gradient: Omit<GradConfig, "kernelName"> = {
  inputsToSave: ["x", "kernel"],
  gradFunc(given, [x, kernel]) {
    const dy = given as Tensor; // the kernel has one output
    return {
      x: () => tf.matMul(dy, kernel!, false, true),
      kernel: () => tf.matMul(x!, dy, true, false),
      bias: () => columnSums(dy),
    };
  },
};

export const affineKernel: FusedKernel = {
  name: KERNEL,
  gradient,
  wasm: (runtime, inputs) => product("wasm", runtime, inputs),
  webgpu: ({ inputs, backend }) => product("webgpu", backend, inputs),
};
