import * as tf from "../tf.ts";
import type { WeightInitializer } from "./initializers.ts";

/** Entries of a one-hot row, time steps included, up to which a table's gradient goes through a matrix product. */
const ONE_HOT_LIMIT = 2 ** 14;

/**
 * A table of vectors looked up by integer: ids [batch, ...] → [batch, ..., outputDim]. Small tables are multiplied by one-hot
 * rows, whose gradient is a matrix product: deterministic, and present on every backend, unlike that of `gather` (float
 * atomics on WebGPU, missing on wasm). A frozen table has no gradient and is always gathered.
 */
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

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    return tf.tidy(() => {
      const ids = Array.isArray(inputs) ? inputs[0]! : inputs;
      const flat = tf.reshape(tf.cast(ids, "int32"), [ids.size]);
      const perRow = ids.shape.slice(1).reduce((a, b) => a * b, 1);
      const asProduct = kwargs.training === true && this.trainable && perRow * this.inputDim <= ONE_HOT_LIMIT;
      const vectors = asProduct ? tf.matMul(oneHotRows(flat, this.inputDim), this.table.read()) : tf.gather(this.table.read(), flat);
      return tf.reshape(vectors, [...ids.shape, this.outputDim]);
    });
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

/** [n] ids → [n, depth] of 0 and 1; cast afterwards, because wasm's oneHot writes integers whatever it is asked for. */
const oneHotRows = (ids: tf.Tensor, depth: number): tf.Tensor => tf.cast(tf.oneHot(ids, depth), "float32");
