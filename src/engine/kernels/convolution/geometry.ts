import * as tf from "../../tf.ts";
import type { NamedAttrMap } from "../../tf.ts";

/** Zeros before and after each axis of [batch, height, width, channels]. */
export type Padding = [[number, number], [number, number], [number, number], [number, number]];

/** How a filter goes over a picture; a sequence is a picture of height 1. */
export interface ConvolutionSettings extends NamedAttrMap {
  readonly strides: [number, number];
  readonly dilations: [number, number];
  readonly pad: "same" | "valid" | Padding;
}

/** All sizes that follow from the shapes. */
export type Geometry = tf.backend_util.Conv2DInfo;
type Shape4D = [number, number, number, number];

/** x: [batch, height, width, channels], filter: [height, width, channels, filters]; of each channel alone: [height, width, channels, multiplier]. */
export const geometryOf = (x: readonly number[], filter: readonly number[], { strides, dilations, pad }: ConvolutionSettings, depthwise = false): Geometry =>
  tf.backend_util.computeConv2DInfo(x as Shape4D, filter as Shape4D, strides, dilations, pad, undefined, depthwise); // as the op's types require

