import * as tf from "../tf.ts";
import { affine } from "../kernels/affine/index.ts";
import type { WeightInitializer } from "./initializers.ts";

export interface DenseArgs {
  readonly name: string;
  readonly units: number;
  readonly useBias: boolean;
  readonly kernelInitializer: WeightInitializer;
  readonly biasInitializer: WeightInitializer;
  /** Absent: true. */
  readonly trainable?: boolean;
}

/** x·W + b over the last axis, [batch, ..., d] → [batch, ..., units]. The stock layer computes the same; its gradients ask for more commands (kernels/affine). */
export class Dense extends tf.layers.Layer {
  static className = "Dense";
  private readonly args: DenseArgs;
  private kernel!: tf.LayerVariable; // made by `build`, which tfjs calls before `call`
  private bias: tf.LayerVariable | null = null;

  constructor(args: DenseArgs) {
    super({ name: args.name, trainable: args.trainable ?? true });
    this.args = args;
  }

  override build(inputShape: tf.Shape): void {
    const { units, useBias, kernelInitializer, biasInitializer } = this.args;
    this.kernel = this.addWeight("kernel", [inputShape.at(-1)!, units], "float32", kernelInitializer);
    if (useBias) this.bias = this.addWeight("bias", [units], "float32", biasInitializer);
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [...inputShape.slice(0, -1), this.args.units];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      return affine(x, this.kernel.read() as tf.Tensor2D, this.bias && (this.bias.read() as tf.Tensor1D)); // the ranks that `build` gave them
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { units, useBias } = this.args;
    const zeros = { className: "Zeros", config: {} };
    return { ...super.getConfig(), units, useBias, activation: "linear", kernelInitializer: zeros, biasInitializer: zeros };
  }
}
