import { activate, type Activation } from "../../layers/activations.ts";
import { apply } from "../../layers/apply.ts";
import { Conv2D, DepthwiseConv2D } from "../../layers/convolution.ts";
import { weightsFrom } from "../../layers/initializers.ts";
import { normalize } from "../../layers/norm.ts";
import type { BuildContext } from "../../model/context.ts";
import * as tf from "../../tf.ts";

interface ConvolutionSpec {
  readonly filters: number;
  readonly size: number;
  readonly stride?: number;
  readonly activation: Activation;
}

/** Convolution without a bias → batch norm → activation, x: [batch, height, width, channels] → [batch, height / stride, width / stride, filters]. */
export function normedConvolution(context: BuildContext, part: string, x: tf.SymbolicTensor, { filters, size, stride = 1, activation }: ConvolutionSpec): tf.SymbolicTensor {
  const conv = new Conv2D({ ...sharedArgs(context, part, size, stride), filters, kernelInitializer: weightsFrom("kaiming_normal", context.seed(`${part}/kernel`)) });
  return normed(context, part, apply(conv, x), activation);
}

/** The same with a filter for each channel alone: as many channels come out. */
export function normedDepthwise(context: BuildContext, part: string, x: tf.SymbolicTensor, { size, stride = 1, activation }: Omit<ConvolutionSpec, "filters">): tf.SymbolicTensor {
  const conv = new DepthwiseConv2D({ ...sharedArgs(context, part, size, stride), kernelInitializer: weightsFrom({ type: "normal", std: Math.SQRT2 / size }, context.seed(`${part}/kernel`)) });
  return normed(context, part, apply(conv, x), activation);
}

const sharedArgs = (context: BuildContext, part: string, size: number, stride: number) => ({
  name: context.name(part), kernelSize: [size, size], strides: [stride, stride], padding: "same", useBias: false, biasInitializer: weightsFrom("zeros", 0),
} as const);

const normed = (context: BuildContext, part: string, x: tf.SymbolicTensor, activation: Activation): tf.SymbolicTensor =>
  activate(context, `${part}_activation`, normalize(context, `${part}_norm`, x, "batch", null), activation);

/** x + y, of the same shape. */
export const sum = (context: BuildContext, part: string, x: tf.SymbolicTensor, y: tf.SymbolicTensor): tf.SymbolicTensor =>
  apply(tf.layers.add({ name: context.name(part) }), [x, y]);

/** The mean of each channel over the picture: [batch, height, width, channels] → [batch, channels]. */
export const meanOfPicture = (context: BuildContext, part: string, x: tf.SymbolicTensor): tf.SymbolicTensor =>
  apply(tf.layers.globalAveragePooling2d({ name: context.name(part), dataFormat: "channelsLast" }), x);

/** Below so many pixels on its shorter side a picture is too small for a first layer that skips some. */
export const SMALL_PICTURE = 64;
export const isSmall = ({ height, width }: { readonly height: number; readonly width: number }): boolean => Math.min(height, width) < SMALL_PICTURE;
