import * as tf from "../tf.ts";
import type { WeightInitializer } from "./initializers.ts";

/** Further from zero a number counts as this: its sine would be noise. */
const FAR = 1e6;

/**
 * Sine and cosine of a number at learned frequencies, x: [batch, 1] → [batch, 2 · frequencies]: sin(2π·c·x), then cos(2π·c·x). Gorishniy,
 * Rubachev and Babenko, 2022. TensorFlow.js has no standard class for it.
 */
export class Periodic extends tf.layers.Layer {
  static className = "Periodic";
  private readonly frequencies: number;
  private readonly initializer: WeightInitializer;
  private coefficients!: tf.LayerVariable; // made by `build`, which tfjs calls before `call`

  constructor(args: { readonly name: string; readonly frequencies: number; readonly initializer: WeightInitializer }) {
    super({ name: args.name });
    this.frequencies = args.frequencies;
    this.initializer = args.initializer;
  }

  override build(): void {
    this.coefficients = this.addWeight("coefficients", [1, this.frequencies], "float32", this.initializer);
    this.built = true;
  }

  override computeOutputShape([batch]: tf.Shape): tf.Shape {
    return [batch ?? null, 2 * this.frequencies];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const turns = tf.mul(tf.clipByValue(Array.isArray(inputs) ? inputs[0]! : inputs, -FAR, FAR), 2 * Math.PI);
      const angles = tf.mul(turns, this.coefficients.read());
      return tf.concat([tf.sin(angles), tf.cos(angles)], -1);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), frequencies: this.frequencies };
  }
}
