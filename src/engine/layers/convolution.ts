import * as tf from "../tf.ts";
import { depthwiseConvolve } from "../kernels/convolution/depthwise.ts";
import { convolve, type ConvolutionSettings } from "../kernels/convolution/index.ts";
import type { WeightInitializer } from "./initializers.ts";

interface SharedArgs {
  readonly name: string;
  /** `same` keeps the size, or divides it by the stride, rounded up; `valid` has no window over the edge. */
  readonly padding: "same" | "valid";
  readonly useBias: boolean;
  readonly kernelInitializer: WeightInitializer;
  readonly biasInitializer: WeightInitializer;
  /** Absent: true. */
  readonly trainable?: boolean;
}
export interface Conv1DArgs extends SharedArgs {
  readonly filters: number;
  readonly kernelSize: number;
  readonly stride?: number;
  readonly dilation?: number;
}
export interface Conv2DArgs extends SharedArgs {
  readonly filters: number;
  readonly kernelSize: Pair;
  readonly strides?: Pair;
  readonly dilations?: Pair;
}
export interface DepthwiseConv2DArgs extends SharedArgs {
  readonly kernelSize: Pair;
  readonly strides?: Pair;
  readonly depthMultiplier?: number;
}
type Pair = readonly [number, number];

/** A sequence is seen as a picture of height 1. */
interface Shape { readonly size: Pair; readonly strides: Pair; readonly dilations: Pair; readonly filters: number }

/** What all convolutions share: x [batch, height, width, channels] → [batch, outHeight, outWidth, filters], and their standard config. */
abstract class Convolution extends tf.layers.Layer {
  protected kernel!: tf.LayerVariable; // made by `build`, which tfjs calls before `call`
  protected bias: tf.LayerVariable | null = null;

  constructor(private readonly shared: SharedArgs, protected readonly geometry: Shape) {
    super({ name: shared.name, trainable: shared.trainable ?? true });
  }

  /** The bias joins in, unless the sum of a channel's windows does not know it. */
  protected abstract convolved(x: tf.Tensor4D): tf.Tensor4D;

  protected buildWeights(name: string, shape: number[], filters: number): void {
    const { useBias, kernelInitializer, biasInitializer } = this.shared;
    this.kernel = this.addWeight(name, shape, "float32", kernelInitializer);
    if (useBias) this.bias = this.addWeight("bias", [filters], "float32", biasInitializer);
    this.built = true;
  }

  protected get settings(): ConvolutionSettings {
    const { strides, dilations } = this.geometry;
    return { strides: [...strides], dilations: [...dilations], pad: this.shared.padding };
  }

  /** The size of an axis after the convolution. */
  protected lengthOf(length: number, axis: 0 | 1): number {
    const { size, strides, dilations } = this.geometry;
    const reach = this.shared.padding === "same" ? 0 : (size[axis] - 1) * dilations[axis];
    return Math.ceil((length - reach) / strides[axis]);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      if (x.rank === 4) return this.convolved(x as tf.Tensor4D);
      const [batch, time, channels] = x.shape as [number, number, number]; // a sequence
      const y = this.convolved(tf.reshape(x, [batch, 1, time, channels]));
      return tf.reshape(y, [batch, y.shape[2], y.shape[3]]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { padding, useBias } = this.shared;
    const zeros = { className: "Zeros", config: {} };
    return { ...super.getConfig(), padding, dataFormat: "channelsLast", activation: "linear", useBias, biasInitializer: zeros };
  }
}

/** Convolution over time, x: [batch, time, channels] → [batch, outTime, filters]. */
export class Conv1D extends Convolution {
  static className = "Conv1D";

  constructor(args: Conv1DArgs) {
    const { filters, kernelSize, stride = 1, dilation = 1 } = args;
    super(args, { size: [1, kernelSize], strides: [1, stride], dilations: [1, dilation], filters });
  }

  override build(inputShape: tf.Shape): void {
    const { size, filters } = this.geometry;
    this.buildWeights("kernel", [size[1], inputShape.at(-1)!, filters], filters);
  }

  override computeOutputShape([batch, time]: tf.Shape): tf.Shape {
    return [batch ?? null, this.lengthOf(time!, 1), this.geometry.filters];
  }

  protected override convolved(x: tf.Tensor4D): tf.Tensor4D {
    const kernel = this.kernel.read();
    return convolve(x, tf.reshape(kernel, [1, ...(kernel.shape as [number, number, number])]), biasOf(this.bias), this.settings); // the shape that `build` gave it
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { size, strides, dilations, filters } = this.geometry;
    const own = { filters, kernelSize: [size[1]], strides: [strides[1]], dilationRate: [dilations[1]], kernelInitializer: { className: "Zeros", config: {} } };
    return { ...super.getConfig(), ...own };
  }
}

/** Convolution over pictures, x: [batch, height, width, channels] → [batch, outHeight, outWidth, filters]. */
export class Conv2D extends Convolution {
  static className = "Conv2D";

  constructor(args: Conv2DArgs) {
    const { filters, kernelSize, strides = [1, 1], dilations = [1, 1] } = args;
    super(args, { size: kernelSize, strides, dilations, filters });
  }

  override build(inputShape: tf.Shape): void {
    const { size, filters } = this.geometry;
    this.buildWeights("kernel", [...size, inputShape.at(-1)!, filters], filters);
  }

  override computeOutputShape([batch, height, width]: tf.Shape): tf.Shape {
    return [batch ?? null, this.lengthOf(height!, 0), this.lengthOf(width!, 1), this.geometry.filters];
  }

  protected override convolved(x: tf.Tensor4D): tf.Tensor4D {
    return convolve(x, this.kernel.read() as tf.Tensor4D, biasOf(this.bias), this.settings); // the shape that `build` gave it
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { size, strides, dilations, filters } = this.geometry;
    const own = { filters, kernelSize: [...size], strides: [...strides], dilationRate: [...dilations], kernelInitializer: { className: "Zeros", config: {} } };
    return { ...super.getConfig(), ...own };
  }
}

/**
 * Each channel of a picture with filters of its own: [batch, height, width, channels] → [batch, outHeight, outWidth, channels · depthMultiplier].
 */
export class DepthwiseConv2D extends Convolution {
  static className = "DepthwiseConv2D";
  private readonly multiplier: number;

  constructor(args: DepthwiseConv2DArgs, dilations: Pair = [1, 1]) {
    const { kernelSize, strides = [1, 1], depthMultiplier = 1 } = args;
    super(args, { size: kernelSize, strides, dilations, filters: 0 });
    this.multiplier = depthMultiplier;
  }

  override build(inputShape: tf.Shape): void {
    const channels = inputShape.at(-1)!;
    this.buildWeights("depthwise_kernel", [...this.geometry.size, channels, this.multiplier], channels * this.multiplier);
  }

  override computeOutputShape([batch, height, width, channels]: tf.Shape): tf.Shape {
    return [batch ?? null, this.lengthOf(height!, 0), this.lengthOf(width!, 1), channels! * this.multiplier];
  }

  protected override convolved(x: tf.Tensor4D): tf.Tensor4D {
    const y = depthwiseConvolve(x, this.kernel.read() as tf.Tensor4D, this.settings); // the shape that `build` gave it
    const bias = biasOf(this.bias);
    return bias ? tf.add(y, bias) : y;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { size, strides, dilations } = this.geometry;
    const own = { kernelSize: [...size], strides: [...strides], dilationRate: [...dilations], depthMultiplier: this.multiplier, depthwiseInitializer: { className: "Zeros", config: {} } };
    return { ...super.getConfig(), ...own };
  }
}

/**
 * The same with gaps of `dilations` − 1 between the numbers of a window. The standard layer leaves dilations out without a word, so that these are
 * of a class of their own, which an export brings along (export/own-layers.ts). Without strides, as TensorFlow has it.
 */
export class DilatedDepthwiseConv2D extends DepthwiseConv2D {
  static override className = "DilatedDepthwiseConv2D";

  constructor({ dilations, ...args }: Omit<DepthwiseConv2DArgs, "strides"> & { readonly dilations: Pair }) {
    super(args, dilations);
  }
}

const biasOf = (bias: tf.LayerVariable | null): tf.Tensor1D | null => bias && (bias.read() as tf.Tensor1D); // [filters], as it was built
