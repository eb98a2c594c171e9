import * as tf from "../../tf.ts";
import type { GradConfig, Tensor, Tensor1D } from "../../tf.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import { listed, type Affine } from "../layer-norm/index.ts";
import { batchNormAnswerOnWasm, batchNormGradOnWasm, batchNormOnWasm } from "./wasm.ts";
import { batchNormAnswerOnWebgpu, batchNormGradOnWebgpu, batchNormOnWebgpu } from "./webgpu.ts";

/**
 * Batch normalisation by weighted rows: in training one kernel, which moves the averages where they lie, and one for the gradient;
 * the stock layer takes 43 dispatches on WebGPU without the gradients of its weights, and an assignment that no replay could do; here 2. Both ways over [128, 256] on WebAssembly in Node 20: composed of
 * compiled kernels 0.74 ms, here 0.14. At prediction one multiply-add.
 */
const KERNEL = "WeightedBatchNorm";
const GRADIENT = "WeightedBatchNormGrad";
const ANSWER = "BatchNormAnswer";

/** What is known of each column: [d] each, changed by every step. */
export interface Averages {
  readonly mean: Tensor1D;
  readonly variance: Tensor1D;
}

/** Does the backend that runs normalise batches in place? Elsewhere the layer composes and assigns. */
export const hasBatchNorm = (): boolean => hasKernel(KERNEL);

/**
 * (x − mean) / √(variance + ε) · γ + β over the last axis by the moments of all positions of all rows, x: [batch, ..., d]; weights: [batch]
 * what each row counts, null for the same. The averages keep the share `momentum` of what they were.
 */
export function batchNorm(x: Tensor, affine: Affine | null, weights: Tensor | null, { mean, variance }: Averages, epsilon: number, momentum: number): Tensor {
  const operands = [x, mean, variance, ...(affine ? [affine.gamma, affine.beta] : []), ...(weights ? [weights] : [])];
  const [y] = tf.engine().runKernel<Tensor[]>(KERNEL, listed(operands), { epsilon, momentum, isAffine: affine !== null });
  return y!; // of two outputs
}

/** The moments of x's columns by ordinary ops, [d] each; variances are the biased ones. */
export function plainMoments(x: Tensor, weights: Tensor | null): { readonly mean: Tensor; readonly variance: Tensor } {
  const [batch = 0, ...inner] = x.shape;
  const axes = Array.from({ length: x.rank - 1 }, (_, i) => i);
  const positions = inner.slice(0, -1).reduce((a, b) => a * b, 1);
  const counts = weights ?? tf.ones([batch]);
  const shares = tf.reshape(tf.div(counts, tf.mul(tf.sum(counts), positions)), [batch, ...inner.map(() => 1)]);
  const mean = tf.sum(tf.mul(x, shares), axes);
  return { mean, variance: tf.sum(tf.mul(tf.square(tf.sub(x, mean)), shares), axes) };
}

/** x normalised by given moments. */
export function normalizeBy(x: Tensor, affine: Affine | null, { mean, variance }: Averages, epsilon: number): Tensor {
  if (!hasKernel(ANSWER)) return plainNormalizeBy(x, affine, { mean, variance }, epsilon);
  const operands = [x, mean, variance, ...(affine ? [affine.gamma, affine.beta] : [])];
  return tf.engine().runKernel<Tensor>(ANSWER, listed(operands), { epsilon, isAffine: affine !== null });
}

/** The same by ordinary ops. */
export function plainNormalizeBy(x: Tensor, affine: Affine | null, { mean, variance }: { readonly mean: Tensor; readonly variance: Tensor }, epsilon: number): Tensor {
  const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
  return affine ? tf.add(tf.mul(normal, affine.gamma), affine.beta) : normal;
}

interface Attributes { readonly epsilon: number; readonly isAffine: boolean }

const gradient: Omit<GradConfig, "kernelName"> = {
  saveAllInputs: true,
  outputsToSave: [false, true],
  gradFunc(slopes, saved, attrs) {
    const { isAffine } = attrs as unknown as Attributes; // as `batchNorm` gave them
    const [dy] = slopes as [Tensor, Tensor]; // of y; nobody asks for the moments' own
    const [x, , , ...others] = saved as [Tensor, Tensor, Tensor, ...Tensor[]]; // as they were listed, and the moments last
    const [gamma, weights] = [isAffine ? others.slice(0, 1) : [], others.slice(isAffine ? 2 : 0, -1)];
    const operands = [dy, x, ...others.slice(-1), ...gamma, ...weights];
    const [dx, dGamma, dBeta] = tf.engine().runKernel<Tensor[]>(GRADIENT, listed(operands), attrs);
    return { 0: () => dx!, 3: () => dGamma!, 4: () => dBeta! }; // what is learnt: x, γ, β, in their places
  },
};

/** At prediction, x alone is ever asked about. */
const answerGradient: Omit<GradConfig, "kernelName"> = {
  saveAllInputs: true,
  gradFunc(dy, [, , variance, gamma], attrs) {
    const { epsilon } = attrs as unknown as Attributes; // as `normalizeBy` gave them
    const steep = () => tf.rsqrt(tf.add(variance!, epsilon));
    return { 0: () => tf.mul(dy as Tensor, gamma ? tf.mul(steep(), gamma) : steep()) };
  },
};

export const batchNormKernels: readonly FusedKernel[] = [
  { name: KERNEL, wasm: batchNormOnWasm, webgpu: batchNormOnWebgpu, gradient },
  { name: GRADIENT, wasm: batchNormGradOnWasm, webgpu: batchNormGradOnWebgpu },
  { name: ANSWER, wasm: batchNormAnswerOnWasm, webgpu: batchNormAnswerOnWebgpu, gradient: answerGradient },
];
