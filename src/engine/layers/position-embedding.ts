import * as tf from "../tf.ts";
import type { WeightInitializer } from "./initializers.ts";

/** A learned vector of each place added to what stands there, x: [batch, time, d] → the same. TensorFlow.js has no standard class for it. */
export class PositionEmbedding extends tf.layers.Layer {
  static className = "PositionEmbedding";
  private readonly initializer: WeightInitializer;
  private table!: tf.LayerVariable; // made by `build`, which tfjs calls before `call`

  constructor(args: { readonly name: string; readonly initializer: WeightInitializer }) {
    super({ name: args.name });
    this.initializer = args.initializer;
  }

  override build(inputShape: tf.Shape): void {
    this.table = this.addWeight("embeddings", inputShape.slice(1), "float32", this.initializer); // a sequence is as long as its column says
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.add(Array.isArray(inputs) ? inputs[0]! : inputs, this.table.read()));
  }
}
