import * as tf from "@tensorflow/tfjs-core";
import { initializers, layers, type LayerVariable } from "@tensorflow/tfjs-layers";

type Shape = (number | null)[];

/**
 * Multi-head self-attention, x: [batch, time, d] → the same, for which stock TensorFlow.js has no layer: what a good user
 * would write of its ops. Vaswani et al., 2017.
 */
export class StockAttention extends layers.Layer {
  static className = "StockAttention";
  private readonly heads: number;
  private weightsOf!: Readonly<Record<"query" | "key" | "value" | "output", readonly [kernel: LayerVariable, bias: LayerVariable]>>; // made by `build`

  constructor(args: { readonly name: string; readonly heads: number }) {
    super({ name: args.name });
    this.heads = args.heads;
  }

  override build(inputShape: Shape): void {
    const d = inputShape.at(-1)!;
    const pair = (name: string) => [
      this.addWeight(`${name}/kernel`, [d, d], "float32", initializers.glorotUniform({ seed: 1 })),
      this.addWeight(`${name}/bias`, [d], "float32", initializers.zeros()),
    ] as const;
    this.weightsOf = { query: pair("query"), key: pair("key"), value: pair("value"), output: pair("output") };
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      const [batch, time, d] = x.shape as [number, number, number]; // as `build` required
      const rows = tf.reshape(x, [batch * time, d]);
      const project = (name: keyof typeof this.weightsOf, of: tf.Tensor) => {
        const [kernel, bias] = this.weightsOf[name];
        return tf.add(tf.matMul(of as tf.Tensor2D, kernel.read() as tf.Tensor2D), bias.read()); // both laid out as matrices
      };
      const byHead = (projected: tf.Tensor) => tf.transpose(tf.reshape(projected, [batch, time, this.heads, d / this.heads]), [0, 2, 1, 3]);
      const [q, k, v] = [byHead(project("query", rows)), byHead(project("key", rows)), byHead(project("value", rows))];
      const shares = tf.softmax(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(d / this.heads)));
      const mixed = tf.reshape(tf.transpose(tf.matMul(shares, v), [0, 2, 1, 3]), [batch * time, d]);
      return tf.reshape(project("output", mixed), [batch, time, d]);
    });
  }
}
