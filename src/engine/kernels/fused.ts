import * as tf from "../tf.ts";
import type { GradConfig, KernelFunc } from "../tf.ts";
import type { WasmKernel } from "./runtime.ts";

/** A kernel of our own: what TensorFlow.js would compose of many, done at once. */
export interface FusedKernel {
  readonly name: string;
  /** By backend. Where one is absent, the op composes the same of ordinary ops: its plain twin. */
  readonly webgpu?: KernelFunc;
  readonly wasm?: WasmKernel;
  readonly cpu?: KernelFunc;
  readonly gradient?: Omit<GradConfig, "kernelName">;
}

/** Does the backend that runs have this kernel? */
export const hasKernel = (name: string): boolean => tf.getKernel(name, tf.getBackend()) !== undefined;

export function registerFused({ name: kernelName, webgpu, cpu, gradient }: FusedKernel): void {
  const kernels = { webgpu, cpu };
  for (const [backendName, kernelFunc] of Object.entries(kernels)) {
    if (kernelFunc && !tf.getKernel(kernelName, backendName)) tf.registerKernel({ kernelName, backendName, kernelFunc });
  }
  if (gradient && !tf.getGradient(kernelName)) tf.registerGradient({ kernelName, ...gradient });
}
