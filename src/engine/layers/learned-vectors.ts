import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { apply } from "./apply.ts";
import { weightsFrom, type InitializerSpec, type WeightInitializer } from "./initializers.ts";

/**
 * Vectors that are learnt and the same for every row, of which the input gives the number alone: [batch, ...] → [batch, count, width].
 * TensorFlow.js has no standard class that knows a weight without something to multiply it by.
 */
export class LearnedVectors extends tf.layers.Layer {
  static className = "LearnedVectors";
  private readonly count: number;
  private readonly width: number;
  private readonly initializer: WeightInitializer;
  private table!: tf.LayerVariable; // made by `build`, which tfjs calls before `call`

  constructor(args: { readonly name: string; readonly count: number; readonly width: number; readonly initializer: WeightInitializer }) {
    super({ name: args.name });
    this.count = args.count;
    this.width = args.width;
    this.initializer = args.initializer;
  }

  override build(): void {
    this.table = this.addWeight("vectors", [this.count, this.width], "float32", this.initializer);
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0]!, this.count, this.width];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [batch] = (Array.isArray(inputs) ? inputs[0]! : inputs).shape;
    return tf.tidy(() => tf.add(tf.zeros([batch, 1, 1]), this.table.read()));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), count: this.count, width: this.width };
  }
}

/** How a transformer's learned vectors begin, as in BERT. */
const SMALL: InitializerSpec = { type: "normal", std: 0.02 };

/** So many learned vectors for each row of x: [batch, count, width]. */
export const learnedVectors = (context: BuildContext, part: string, x: tf.SymbolicTensor, count: number, width: number, begin = SMALL): tf.SymbolicTensor =>
  apply(new LearnedVectors({ name: context.name(part), count, width, initializer: weightsFrom(begin, context.seed(part)) }), x);
