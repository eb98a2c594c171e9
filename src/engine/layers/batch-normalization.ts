import * as tf from "../tf.ts";

/**
 * Normalises the last axis over all others, x: [batch, ..., d], by the batch's own mean and variance in training and by
 * running ones at prediction. Ioffe and Szegedy, 2015. Rows that only pad a batch (weight 0) do not count, which the stock
 * layer cannot do; `momentum` is Keras's, the share of the old running value that stays (PyTorch's 0.1 is 0.9 here).
 */
export class BatchNormalization extends tf.layers.Layer {
  static className = "BatchNormalization";
  private readonly epsilon: number;
  private readonly momentum: number;
  private readonly affine: boolean;
  private gamma: tf.LayerVariable | null = null;
  private beta: tf.LayerVariable | null = null;
  private mean!: tf.LayerVariable; // made by `build`, which tfjs calls before `call`
  private variance!: tf.LayerVariable;
  /** [batch] what each row counts; null: every row the same. Set by `setRowWeights`. */
  rowWeights: tf.Tensor | null = null;

  constructor(args: { readonly name: string; readonly epsilon: number; readonly momentum: number; readonly affine: boolean }) {
    super({ name: args.name });
    this.epsilon = args.epsilon;
    this.momentum = args.momentum;
    this.affine = args.affine;
  }

  override build(inputShape: tf.Shape): void {
    const shape = [inputShape.at(-1)!];
    if (this.affine) {
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
      const { mean, variance } =
        kwargs.training === true ? this.batchMoments(x) : { mean: this.mean.read(), variance: this.variance.read() };
      const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, this.epsilon)));
      return this.gamma && this.beta ? tf.add(tf.mul(normal, this.gamma.read()), this.beta.read()) : normal;
    });
  }

  private batchMoments(x: tf.Tensor): { mean: tf.Tensor; variance: tf.Tensor } {
    const axes = Array.from({ length: x.rank - 1 }, (_, i) => i);
    const share = this.shares(x);
    const mean = tf.sum(tf.mul(x, share), axes); // [d]
    const variance = tf.sum(tf.mul(tf.square(tf.sub(x, mean)), share), axes);
    this.mean.write(blend(this.mean.read(), mean, this.momentum));
    this.variance.write(blend(this.variance.read(), variance, this.momentum));
    return { mean, variance };
  }

  /** [batch, 1, ...] what one position of each row counts; all positions of all rows together count 1. */
  private shares(x: tf.Tensor): tf.Tensor {
    const positions = x.shape.slice(1, -1).reduce((a, b) => a * b, 1);
    const weights = this.rowWeights ?? tf.ones([x.shape[0]]);
    return tf.reshape(tf.div(weights, tf.mul(tf.sum(weights), positions)), [x.shape[0], ...x.shape.slice(1).map(() => 1)]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: -1, momentum: this.momentum, epsilon: this.epsilon, center: this.affine, scale: this.affine };
  }
}

const blend = (old: tf.Tensor, now: tf.Tensor, kept: number): tf.Tensor => tf.add(tf.mul(old, kept), tf.mul(now, 1 - kept));

/** Tell every batch normalisation of a model what the rows of the next batch count: [batch], or null for all the same. */
export function setRowWeights(model: tf.LayersModel, weights: tf.Tensor | null): void {
  for (const layer of model.layers) if (layer instanceof BatchNormalization) layer.rowWeights = weights;
}
