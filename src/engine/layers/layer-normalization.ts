import * as tf from "../tf.ts";

/**
 * Normalises the last axis: (x − mean) / √(var + ε) · γ + β, x: [batch, ..., d]. Ba, Kiros and Hinton, 2016. The stock layer
 * computes the same, but its gradient goes through `tile`: thousands of dispatches a step.
 */
export class LayerNormalization extends tf.layers.Layer {
  static className = "LayerNormalization";
  private readonly epsilon: number;
  private readonly affine: boolean;
  private gamma: tf.LayerVariable | null = null;
  private beta: tf.LayerVariable | null = null;

  constructor(args: { readonly name: string; readonly epsilon: number; readonly affine: boolean }) {
    super({ name: args.name });
    this.epsilon = args.epsilon;
    this.affine = args.affine;
  }

  override build(inputShape: tf.Shape): void {
    const shape = [inputShape.at(-1)!];
    if (this.affine) {
      this.gamma = this.addWeight("gamma", shape, "float32", tf.initializers.ones());
      this.beta = this.addWeight("beta", shape, "float32", tf.initializers.zeros());
    }
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      const centred = tf.sub(x, tf.mean(x, -1, true));
      const variance = tf.mean(tf.square(centred), -1, true);
      const normal = tf.mul(centred, tf.rsqrt(tf.add(variance, this.epsilon)));
      return this.gamma && this.beta ? tf.add(tf.mul(normal, this.gamma.read()), this.beta.read()) : normal;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: [this.inputAxis()], epsilon: this.epsilon, center: this.affine, scale: this.affine };
  }

  /** The stock layer wants the last axis counted from the front. */
  private inputAxis(): number {
    return (this.outputShape as tf.Shape).length - 1; // one node, one output: never a list of shapes
  }
}
