import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import type { GradConfig, NamedAttrMap, Tensor, Tensor2D, Tensor3D, TensorInfo } from "../../tf.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import { attentionGradOnWasm, attentionOnWasm, type AttentionShape } from "./wasm.ts";
import { attentionGradOnWebgpu, attentionOnWebgpu } from "./webgpu.ts";

/**
 * One command forward, and back one on WebAssembly and two on WebGPU. Neither scores nor weights are kept for the gradient, and no head is
 * copied. On WebAssembly that saves memory and commands, not time, since the gradient computes the weights again: 128×20, 4 heads of 16,
 * forward and gradient, replayed in turns in Node on a busy machine: 34 → 7 commands, 24.8 → 9.9 MB, medians 7.2 → 7.6 ms.
 * With a mask, another name: what a gradient needs is said by name, and cannot be left out.
 */
const KERNEL = "Attention";
const MASKED = "MaskedAttention";
const GRAD = "AttentionGrad";

/**
 * Scaled dot-product attention of a sequence to itself (Vaswani et al., 2017), qkv: [batch, time, 3 · width], queries, keys and values beside
 * each other, as one product makes them; mask: [batch, time], 0 where a key is padding → [batch, time, width]. Padding has no weight;
 * a row that is all padding gives zeros.
 */
export function attend(qkv: Tensor3D, mask: Tensor2D | null, heads: number): Tensor3D {
  if (!hasKernel(KERNEL)) return plainAttention(qkv, mask, heads);
  const made = tf.engine().runKernel<Tensor[]>(mask ? MASKED : KERNEL, mask ? { qkv, mask } : { qkv }, { heads });
  return made[0] as Tensor3D; // the rank that the kernel gives it
}

/** The twin; `dropped` changes the weights [batch, heads, time, time] before they weigh the values. */
export function plainAttention(qkv: Tensor3D, mask: Tensor2D | null, heads: number, dropped = (weights: Tensor): Tensor => weights): Tensor3D {
  const { batch, time, width } = shapeOf(qkv.shape, heads);
  const [q, k, v] = [0, 1, 2].map((part) => {
    const all = tf.slice(qkv, [0, 0, part * width], [batch, time, width]);
    return tf.transpose(tf.reshape(all, [batch, time, heads, width / heads]), [0, 2, 1, 3]);
  }) as [Tensor, Tensor, Tensor]; // three parts
  const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(width / heads));
  const kept = mask && tf.reshape(mask, [batch, 1, 1, time]);
  const gaps = kept && tf.mul(tf.sub(1, kept), -1e9);
  const weights = tf.softmax(gaps ? tf.add(scores, gaps) : scores);
  const y = tf.matMul(dropped(kept ? tf.mul(weights, kept) : weights), v);
  return tf.reshape(tf.transpose(y, [0, 2, 1, 3]), [batch, time, width]);
}

const shapeOf = (qkv: readonly number[], heads: number): AttentionShape =>
  ({ batch: qkv[0]!, time: qkv[1]!, width: qkv[2]! / 3, heads });

const gradientOf = (inputsToSave: string[]): Omit<GradConfig, "kernelName"> => ({
  inputsToSave,
  outputsToSave: [true, true],
  gradFunc(given, saved, attrs) {
    const [dy] = given as Tensor[]; // of y; nothing learns from the second output
    const qkv = saved[0]!;
    const [y, stats] = saved.slice(-2) as [Tensor, Tensor]; // as saved above
    const mask = saved.length > 3 ? saved[1] : undefined;
    return {
      qkv: () => tf.engine().runKernel<Tensor>(GRAD, { qkv, y, stats, dy: dy!, ...(mask && { mask }) }, attrs),
      mask: () => tf.zerosLike(mask!),
    };
  },
});

type Operands = Readonly<Record<"qkv" | "y" | "stats" | "dy", TensorInfo>> & { readonly mask?: TensorInfo };
/** Kernels are handed what the op and its gradient gave, under types that cannot say so. */
function read(inputs: object, attrs: NamedAttrMap | undefined): { readonly operands: Operands; readonly shape: AttentionShape } {
  const operands = inputs as Operands;
  const { heads } = attrs as { heads: number };
  return { operands, shape: shapeOf(operands.qkv.shape, heads) };
}

const forward = (name: string, operands: string[]): FusedKernel => ({
  name,
  gradient: gradientOf(operands),
  wasm(runtime, inputs, attrs) {
    const { operands: { qkv, mask }, shape } = read(inputs, attrs);
    return attentionOnWasm(runtime, qkv, mask, shape);
  },
  webgpu({ inputs, backend, attrs }) {
    const { operands: { qkv, mask }, shape } = read(inputs, attrs);
    return attentionOnWebgpu(backend as WebGPUBackend, qkv, mask, shape); // registered for it
  },
});

export const attentionKernels: readonly FusedKernel[] = [
  forward(KERNEL, ["qkv"]),
  forward(MASKED, ["qkv", "mask"]),
  {
    name: GRAD,
    wasm(runtime, inputs, attrs) {
      const { operands: { qkv, mask, stats, dy }, shape } = read(inputs, attrs);
      return attentionGradOnWasm(runtime, qkv, mask, stats, dy, shape);
    },
    webgpu({ inputs, backend, attrs }) {
      const { operands: { qkv, mask, y, stats, dy }, shape } = read(inputs, attrs);
      return attentionGradOnWebgpu(backend as WebGPUBackend, qkv, mask, y, stats, dy, shape); // registered for it
    },
  },
];
