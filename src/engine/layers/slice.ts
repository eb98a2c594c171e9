import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { apply, widthOf } from "./apply.ts";
import { Cropping2D, type Range } from "./cropping.ts";

/** `count` along the first axis after the batch, as `targetShape`, by the layers that plain TensorFlow.js has: they crop pictures. */
function cropped(context: BuildContext, part: string, x: tf.SymbolicTensor, range: Range, targetShape: number[]): tf.SymbolicTensor {
  const [of, d = 1] = x.shape.slice(1) as [number, number?]; // static, as all of a model
  const shaped = (name: string, targetShape: number[]) => tf.layers.reshape({ name: context.name(name), targetShape });
  const picture = apply(shaped(`${part}_picture`, [of, 1, d]), x);
  const kept = apply(new Cropping2D({ name: context.name(`${part}_cropped`), of: [of, 1], rows: range, columns: { from: 0, count: 1 } }), picture);
  return apply(shaped(part, targetShape), kept);
}

/** `count` columns from the one numbered `from` on: [batch, d] → [batch, count]. */
export const columns = (context: BuildContext, part: string, x: tf.SymbolicTensor, from: number, count: number): tf.SymbolicTensor =>
  cropped(context, part, x, { from, count }, [count]);

/** One step of a sequence, or one token: [batch, time, d] → [batch, d]. */
export const stepAt = (context: BuildContext, part: string, x: tf.SymbolicTensor, place: number): tf.SymbolicTensor =>
  cropped(context, part, x, { from: place, count: 1 }, [widthOf(x)]);

/** The first steps of a sequence: [batch, time, d] → [batch, count, d]. */
export const firstSteps = (context: BuildContext, part: string, x: tf.SymbolicTensor, count: number): tf.SymbolicTensor =>
  cropped(context, part, x, { from: 0, count }, [count, widthOf(x)]);

/** Some channels of a picture, all pixels in one column: [batch, height, width, channels] → [batch, height, width, count]. */
export function channelsOf(context: BuildContext, part: string, x: tf.SymbolicTensor, [height, width, channels]: readonly [number, number, number], range: Range): tf.SymbolicTensor {
  const shaped = (name: string, targetShape: number[]) => tf.layers.reshape({ name: context.name(name), targetShape });
  const pixels = apply(shaped(`${part}_pixels`, [height * width, channels, 1]), x);
  const kept = apply(new Cropping2D({ name: context.name(`${part}_cropped`), of: [height * width, channels], rows: { from: 0, count: height * width }, columns: range }), pixels);
  return apply(shaped(`${part}_channels`, [height, width, range.count]), kept);
}
