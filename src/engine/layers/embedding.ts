import { lookUp } from "../kernels/embedding/index.ts";
import * as tf from "../tf.ts";
import type { WeightInitializer } from "./initializers.ts";

/** A table of vectors looked up by integer: ids [batch, ...] → [batch, ..., outputDim]. */
export class Embedding extends tf.layers.Layer {
  static className = "Embedding";
  private readonly inputDim: number;
  private readonly outputDim: number;
  private readonly initializer: WeightInitializer;
  private table!: tf.LayerVariable; // made by `build`, which tfjs calls before `call`

  constructor(args: {
    readonly name: string;
    readonly inputDim: number;
    readonly outputDim: number;
    readonly initializer: WeightInitializer;
    readonly trainable: boolean;
  }) {
    super({ name: args.name, trainable: args.trainable });
    this.inputDim = args.inputDim;
    this.outputDim = args.outputDim;
    this.initializer = args.initializer;
  }

  override build(): void {
    this.table = this.addWeight("embeddings", [this.inputDim, this.outputDim], "float32", this.initializer, undefined, this.trainable);
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [...inputShape, this.outputDim];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => lookUp(this.table.read() as tf.Tensor2D, tf.cast(Array.isArray(inputs) ? inputs[0]! : inputs, "int32"))); // built so
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {
      ...super.getConfig(),
      inputDim: this.inputDim,
      outputDim: this.outputDim,
      embeddingsInitializer: { className: "Zeros", config: {} },
      maskZero: false,
      inputLength: null,
    };
  }
}
