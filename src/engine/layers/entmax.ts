import { entmax } from "../kernels/entmax/index.ts";
import * as tf from "../tf.ts";

/** α-entmax over the last axis, [..., d] → [..., d]; α 2 is sparsemax, which TensorFlow.js has no standard class for either. */
export class Entmax extends tf.layers.Layer {
  static className = "Entmax";
  private readonly alpha: number;

  /** 1 < alpha ≤ 2 */
  constructor(args: { readonly name: string; readonly alpha: number }) {
    super({ name: args.name });
    this.alpha = args.alpha;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return entmax(Array.isArray(inputs) ? inputs[0]! : inputs, this.alpha);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), alpha: this.alpha };
  }
}
