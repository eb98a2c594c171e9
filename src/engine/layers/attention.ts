import * as tf from "../tf.ts";
import { affine } from "../kernels/affine/index.ts";
import { attend, plainAttention } from "../kernels/attention/index.ts";
import { dropout } from "../kernels/dropout.ts";
import type { CountsSteps } from "./dropout.ts";
import type { WeightInitializer } from "./initializers.ts";

export interface MultiHeadAttentionArgs {
  readonly name: string;
  readonly numHeads: number;
  /** Numbers of a query and of a key of one head. */
  readonly keyDim: number;
  readonly useBias: boolean;
  readonly kernelInitializer: WeightInitializer;
  readonly biasInitializer: WeightInitializer;
  /** The share of the attention weights that become 0 in training, those of a query drawn each for itself; 0 if left out. */
  readonly dropout?: number;
  /** Of that dropout; 0 if left out. */
  readonly seed?: number;
}

/**
 * Multi-head attention of a sequence to itself, x: [batch, time, d], and, as a second input, mask: [batch, time] or [batch, time, 1], 0 where
 * x is padding → [batch, time, d]. Vaswani et al., 2017. One product makes queries, keys and values of all heads, laid out as in
 * PyTorch's `in_proj_weight`. TensorFlow.js has no standard class for it. Dropout falls between the weights and what they weigh, as in
 * PyTorch; a step with it is composed of ordinary ops, since the fused kernel keeps no weights that could be dropped.
 */
export class MultiHeadAttention extends tf.layers.Layer implements CountsSteps {
  static className = "MultiHeadAttention";
  private readonly args: MultiHeadAttentionArgs;
  private weightsOfParts!: readonly [tf.LayerVariable, tf.LayerVariable]; // made by `build`, which tfjs calls before `call`
  private biases: readonly [tf.LayerVariable, tf.LayerVariable] | null = null;
  step: tf.Tensor | null = null;

  constructor(args: MultiHeadAttentionArgs) {
    super({ name: args.name });
    this.args = args;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const width = ofFirst(inputShape).at(-1)!;
    const { numHeads, keyDim, useBias, kernelInitializer, biasInitializer } = this.args;
    const inner = numHeads * keyDim;
    const add = (name: string, shape: number[], initializer: WeightInitializer) => this.addWeight(name, shape, "float32", initializer);
    this.weightsOfParts = [add("kernel", [width, 3 * inner], kernelInitializer), add("output_kernel", [inner, width], kernelInitializer)];
    if (useBias) this.biases = [add("bias", [3 * inner], biasInitializer), add("output_bias", [width], biasInitializer)];
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return ofFirst(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean } = {}): tf.Tensor {
    return tf.tidy(() => {
      const [x, marks] = Array.isArray(inputs) ? inputs : [inputs];
      const [batch, time] = x!.shape as [number, number];
      const project = (tensor: tf.Tensor, part: 0 | 1) =>
        affine(tensor, this.weightsOfParts[part].read() as tf.Tensor2D, this.biases && (this.biases[part].read() as tf.Tensor1D)); // the ranks that `build` gave them
      const qkv = project(x!, 0) as tf.Tensor3D; // as x
      const mask = marks ? tf.reshape<tf.Rank.R2>(marks, [batch, time]) : null;
      const { numHeads, dropout: rate = 0, seed = 0 } = this.args;
      const dropped = (weights: tf.Tensor) => dropout(weights, this.step ?? tf.scalar(0), { rate, seed });
      return project(training === true && rate > 0 ? plainAttention(qkv, mask, numHeads, dropped) : attend(qkv, mask, numHeads), 1);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { numHeads, keyDim, useBias, dropout: rate = 0, seed = 0 } = this.args;
    return { ...super.getConfig(), numHeads, keyDim, useBias, dropout: rate, seed };
  }
}

/** Of one input or of several, the shape of the first. */
const ofFirst = (shape: tf.Shape | tf.Shape[]): tf.Shape => (Array.isArray(shape[0]) ? shape[0] : (shape as tf.Shape)); // a shape begins with a number or null
