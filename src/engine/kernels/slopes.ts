import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../tf.ts";
import type { KernelFunc, Tensor, TensorInfo } from "../tf.ts";
import { hasKernel, type FusedKernel } from "./fused.ts";
import type { WasmKernel } from "./runtime.ts";
import type { KernelName } from "./wasm/binary.ts";
import { combine } from "./wasm/pairs.ts";
import { softmaxGrad } from "./wasm/softmax.ts";
import { flat, perNumber } from "./webgpu.ts";

/**
 * Gradients of activations from what these have answered, each as one kernel: TensorFlow.js composes relu's of two, those of sigmoid,
 * tanh and softmax of three or four, and keeps relu's operand for it. relu on 128×256, wasm: 8.1 → 4.0 µs, and one dispatch of WebGPU
 * less; tanh three less.
 */
interface Slope {
  readonly kernel: string;
  /** The compiled function of dy and y. */
  readonly wasm: WasmKernel;
  /** What a thread of WebGPU makes of `dy[index]` and `y[index]`; null: composed there. */
  readonly wgsl: string | null;
  readonly twin: (dy: Tensor, y: Tensor) => Tensor;
}

const pair = (float32: KernelName): WasmKernel => (runtime, { dy, y }) => combine(runtime, { float32 }, dy!, y!);

export const SLOPES = {
  Relu: {
    kernel: "ReluSlope",
    wasm: pair("reluGrad"),
    wgsl: "select(0.0, dy[index], y[index] > 0.0)",
    twin: (dy, y) => tf.mul(dy, tf.step(y)),
  },
  Sigmoid: {
    kernel: "SigmoidSlope",
    wasm: pair("sigmoidGrad"),
    wgsl: "dy[index] * y[index] * (1.0 - y[index])",
    twin: (dy, y) => tf.mul(dy, tf.sub(y, tf.square(y))),
  },
  Softmax: {
    kernel: "SoftmaxSlope",
    wasm: softmaxGrad,
    wgsl: null,
    twin(dy, y) {
      const each = tf.mul(dy, y);
      return tf.sub(each, tf.mul(tf.sum(each, -1, true), y));
    },
  },
  Tanh: {
    kernel: "TanhSlope",
    wasm: pair("tanhGrad"),
    wgsl: "dy[index] * (1.0 - y[index] * y[index])",
    twin: (dy, y) => tf.sub(dy, tf.mul(dy, tf.square(y))),
  },
} satisfies Readonly<Record<string, Slope>>;

/** The gradient with respect to the activation's operand: dy and y of one shape. */
export const slope = ({ kernel, twin }: Slope, dy: Tensor, y: Tensor): Tensor =>
  hasKernel(kernel) ? tf.engine().runKernel<Tensor>(kernel, { dy, y }) : twin(dy, y);

function webgpuOf(expression: string): KernelFunc {
  return ({ inputs, backend }) => {
    const gpu = backend as WebGPUBackend; // registered for it
    const { dy, y } = inputs as Record<"dy" | "y", TensorInfo>;
    const n = tf.util.sizeFromShape(y.shape);
    const made = gpu.runWebGPUProgram(perNumber(n, ["dy", "y"], `result[index] = ${expression};`), [flat(dy), flat(y)], "float32");
    return { ...made, shape: y.shape };
  };
}

export const slopeKernels: readonly FusedKernel[] = Object.values(SLOPES).map(({ kernel, wasm, wgsl }) =>
  ({ name: kernel, wasm, ...(wgsl !== null && { webgpu: webgpuOf(wgsl) }) }));
