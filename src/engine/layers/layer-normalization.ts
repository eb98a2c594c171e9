import { layerNorm, type Affine } from "../kernels/layer-norm/index.ts";
import * as tf from "../tf.ts";

/**
 * Normalises the last axis: (x − mean) / √(var + ε) · γ + β, x: [batch, ..., d]. Ba, Kiros and Hinton, 2016. The stock layer
 * computes the same, but its gradient goes through `tile`: thousands of dispatches a step.
 */
export class LayerNormalization extends tf.layers.Layer {
  static className = "LayerNormalization";
  private readonly epsilon: number;
  private readonly isAffine: boolean;
  private gamma: tf.LayerVariable | null = null;
  private beta: tf.LayerVariable | null = null;

  constructor(args: { readonly name: string; readonly epsilon: number; readonly affine: boolean }) {
    super({ name: args.name });
    this.epsilon = args.epsilon;
    this.isAffine = args.affine;
  }

  override build(inputShape: tf.Shape): void {
    const shape = [inputShape.at(-1)!];
    if (this.isAffine) {
      this.gamma = this.addWeight("gamma", shape, "float32", tf.initializers.ones());
      this.beta = this.addWeight("beta", shape, "float32", tf.initializers.zeros());
    }
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => layerNorm(Array.isArray(inputs) ? inputs[0]! : inputs, this.affine(), this.epsilon));
  }

  private affine(): Affine | null {
    // weights of one axis
    return this.gamma && this.beta ? { gamma: this.gamma.read() as tf.Tensor1D, beta: this.beta.read() as tf.Tensor1D } : null;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), axis: [this.inputAxis()], epsilon: this.epsilon, center: this.isAffine, scale: this.isAffine };
  }

  /** The stock layer wants the last axis counted from the front. */
  private inputAxis(): number {
    return (this.outputShape as tf.Shape).length - 1; // one node, one output: never a list of shapes
  }
}
