import { activated, type SmoothActivation as Name } from "../kernels/activation.ts";
import * as tf from "../tf.ts";

/** The stock activation layer by a fused kernel; saved topologies name the stock one. */
export class SmoothActivation extends tf.layers.Layer {
  static className = "Activation";
  private readonly activation: Name;

  constructor(args: { readonly name: string; readonly activation: Name }) {
    super({ name: args.name });
    this.activation = args.activation;
    this.supportsMasking = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => activated(Array.isArray(inputs) ? inputs[0]! : inputs, this.activation));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), activation: this.activation };
  }
}
