import { batchNorm, hasBatchNorm, normalizeBy, plainMoments, plainNormalizeBy } from "../kernels/batch-norm/index.ts";
import { ghostNorm } from "../kernels/batch-norm/ghost.ts";
import type { Affine } from "../kernels/layer-norm/index.ts";
import * as tf from "../tf.ts";
import { WeighingLayer } from "./row-weights.ts";

/**
 * Normalises the last axis over all others, x: [batch, ..., d], by the batch's own mean and variance in training and by
 * running ones at prediction. Ioffe and Szegedy, 2015. Rows that only pad a batch (weight 0) do not count, which the stock
 * layer cannot do; `momentum` is Keras's, the share of the old running value that stays (PyTorch's 0.1 is 0.9 here). With `virtualBatch` a
 * longer batch is normalised in parts of so many rows (ghost batch normalisation); at prediction that is the same.
 */
export class BatchNormalization extends WeighingLayer {
  static className = "BatchNormalization";
  private readonly epsilon: number;
  private readonly momentum: number;
  private readonly isAffine: boolean;
  private gamma: tf.LayerVariable | null = null;
  private beta: tf.LayerVariable | null = null;
  private mean!: tf.LayerVariable; // made by `build`, which tfjs calls before `call`
  private variance!: tf.LayerVariable;
  private readonly virtualBatch: number | null;

  constructor(args: { readonly name: string; readonly epsilon: number; readonly momentum: number; readonly affine: boolean; readonly virtualBatch?: number | null }) {
    super({ name: args.name });
    this.virtualBatch = args.virtualBatch ?? null;
    this.epsilon = args.epsilon;
    this.momentum = args.momentum;
    this.isAffine = args.affine;
  }

  override build(inputShape: tf.Shape): void {
    const shape = [inputShape.at(-1)!];
    if (this.isAffine) {
      this.gamma = this.addWeight("gamma", shape, "float32", tf.initializers.ones());
      this.beta = this.addWeight("beta", shape, "float32", tf.initializers.zeros());
    }
    this.mean = this.addWeight("moving_mean", shape, "float32", tf.initializers.zeros(), undefined, false);
    this.variance = this.addWeight("moving_variance", shape, "float32", tf.initializers.ones(), undefined, false);
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      // weights of one axis
      const averages = { mean: this.mean.read() as tf.Tensor1D, variance: this.variance.read() as tf.Tensor1D };
      // One that is frozen answers as at prediction, as in Keras: what it makes of a row does not depend on the others.
      if (kwargs.training !== true || !this.trainable) return normalizeBy(x, this.affine(), averages, this.epsilon);
      if (this.virtualBatch !== null && x.shape[0] > this.virtualBatch) {
        return ghostNorm(x, this.affine(), this.rowWeights, averages, this.epsilon, this.momentum, this.virtualBatch);
      }
      if (hasBatchNorm()) return batchNorm(x, this.affine(), this.rowWeights, averages, this.epsilon, this.momentum);
      const moments = plainMoments(x, this.rowWeights);
      this.mean.write(blend(averages.mean, moments.mean, this.momentum));
      this.variance.write(blend(averages.variance, moments.variance, this.momentum));
      return plainNormalizeBy(x, this.affine(), moments, this.epsilon);
    });
  }

  private affine(): Affine | null {
    // likewise
    return this.gamma && this.beta ? { gamma: this.gamma.read() as tf.Tensor1D, beta: this.beta.read() as tf.Tensor1D } : null;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: -1, momentum: this.momentum, epsilon: this.epsilon, center: this.isAffine, scale: this.isAffine };
  }
}

const blend = (old: tf.Tensor, now: tf.Tensor, kept: number): tf.Tensor => tf.add(tf.mul(old, kept), tf.mul(now, 1 - kept));
