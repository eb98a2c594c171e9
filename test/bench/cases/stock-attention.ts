import * as tf from "@tensorflow/tfjs-core";
import { initializers, layers, type LayerVariable } from "@tensorflow/tfjs-layers";

type Shape = (number | null)[];

/**
 * Multi-head self-attention, x: [batch, time, d] → the same, for which stock TensorFlow.js has no layer: what a good user
 * would write of its ops, one product for queries, keys and values. Vaswani et al., 2017. Weights as those of MultiHeadAttention.
 */
export class StockAttention extends layers.Layer {
  static className = "StockAttention";
  private readonly heads: number;
  private kernels!: readonly [inward: LayerVariable, outward: LayerVariable]; // made by `build`, as the biases
  private biases!: readonly [inward: LayerVariable, outward: LayerVariable];

  constructor(args: { readonly name: string; readonly heads: number }) {
    super({ name: args.name });
    this.heads = args.heads;
  }

  override build(inputShape: Shape): void {
    const d = inputShape.at(-1)!;
    const kernel = (name: string, width: number) => this.addWeight(name, [d, width], "float32", initializers.glorotUniform({ seed: 1 }));
    const bias = (name: string, width: number) => this.addWeight(name, [width], "float32", initializers.zeros());
    this.kernels = [kernel("kernel", 3 * d), kernel("output_kernel", d)];
    this.biases = [bias("bias", 3 * d), bias("output_bias", d)];
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      const [batch, time, d] = x.shape as [number, number, number]; // as `build` required
      const project = (rows: tf.Tensor, part: 0 | 1) =>
        tf.add(tf.matMul(rows as tf.Tensor2D, this.kernels[part].read() as tf.Tensor2D), this.biases[part].read()); // both laid out as matrices
      const parts = tf.split(project(tf.reshape(x, [batch * time, d]), 0), 3, 1);
      const [q, k, v] = parts.map((part) => tf.transpose(tf.reshape(part, [batch, time, this.heads, d / this.heads]), [0, 2, 1, 3])) as [tf.Tensor, tf.Tensor, tf.Tensor]; // three
      const shares = tf.softmax(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(d / this.heads)));
      const mixed = tf.reshape(tf.transpose(tf.matMul(shares, v), [0, 2, 1, 3]), [batch * time, d]);
      return tf.reshape(project(mixed, 1), [batch, time, d]);
    });
  }
}
