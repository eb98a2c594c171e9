import * as tf from "../tf.ts";
import type { WeightInitializer } from "./initializers.ts";

/**
 * Convolution over time, padding `same`, stride 1: x [batch, time, channels] → [batch, time, filters]. In training each window
 * is laid out as a row and multiplied by the kernel, so that the gradients are matrix products: the stock gradient of the
 * filter is missing on wasm and one slow thread per weight on WebGPU.
 */
export class Conv1D extends tf.layers.Layer {
  static className = "Conv1D";
  private readonly args: Conv1DArgs;
  private kernel!: tf.LayerVariable; // made by `build`, which tfjs calls before `call`
  private bias: tf.LayerVariable | null = null;

  constructor(args: Conv1DArgs) {
    super({ name: args.name });
    this.args = args;
  }

  override build(inputShape: tf.Shape): void {
    const { filters, kernelSize, kernelInitializer, biasInitializer, useBias } = this.args;
    this.kernel = this.addWeight("kernel", [kernelSize, inputShape.at(-1)!, filters], "float32", kernelInitializer);
    if (useBias) this.bias = this.addWeight("bias", [filters], "float32", biasInitializer);
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [...inputShape.slice(0, -1), this.args.filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0]! : inputs) as tf.Tensor3D; // [batch, time, channels], as `build` required
      const kernel = this.kernel.read() as tf.Tensor3D; // the shape that `build` gave it
      const y = kwargs.training === true ? this.asProduct(x, kernel) : tf.conv1d(x, kernel, 1, "same");
      return this.bias ? tf.add(y, this.bias.read()) : y;
    });
  }

  private asProduct(x: tf.Tensor3D, kernel: tf.Tensor3D): tf.Tensor {
    const [batch, time, channels] = x.shape;
    const { kernelSize, filters } = this.args;
    const before = Math.floor((kernelSize - 1) / 2);
    const padded = tf.pad(x, [
      [0, 0],
      [before, kernelSize - 1 - before],
      [0, 0],
    ]);
    const shifted = Array.from({ length: kernelSize }, (_, i) => tf.slice(padded, [0, i, 0], [batch, time, channels]));
    const windows = tf.reshape(tf.concat(shifted, 2), [batch * time, kernelSize * channels]);
    return tf.reshape(tf.matMul(windows, tf.reshape(kernel, [kernelSize * channels, filters])), [batch, time, filters]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { filters, kernelSize, useBias } = this.args;
    const zeros = { className: "Zeros", config: {} };
    return {
      ...super.getConfig(),
      filters,
      kernelSize: [kernelSize],
      strides: [1],
      padding: "same",
      dataFormat: "channelsLast",
      dilationRate: [1],
      activation: "linear",
      useBias,
      kernelInitializer: zeros,
      biasInitializer: zeros,
    };
  }
}

interface Conv1DArgs {
  readonly name: string;
  readonly filters: number;
  readonly kernelSize: number;
  readonly useBias: boolean;
  readonly kernelInitializer: WeightInitializer;
  readonly biasInitializer: WeightInitializer;
}
