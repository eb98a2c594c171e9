import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { apply, widthOf } from "./apply.ts";
import { masked, type Sequence } from "./reduce.ts";

/** The same steps with other values. */
export const withTensor = (sequence: Sequence, tensor: tf.SymbolicTensor): Sequence => ({ ...sequence, tensor });

/** The same with zeros at padding. */
export const zeroed = (context: BuildContext, part: string, sequence: Sequence): Sequence =>
  withTensor(sequence, masked(context, part, sequence.tensor, sequence.mask()));

/** Steps of zeros behind the others, up to `time` of them. */
export function lengthened(context: BuildContext, part: string, x: tf.SymbolicTensor, time: number): tf.SymbolicTensor {
  const [steps, width] = [x.shape[1]!, widthOf(x)]; // static, as every sequence
  if (steps === time) return x;
  const shaped = (name: string, targetShape: number[]) => tf.layers.reshape({ name: context.name(`${part}_${name}`), targetShape });
  const picture = apply(shaped("picture", [1, steps, width]), x); // TensorFlow.js pads pictures alone
  const padded = apply(tf.layers.zeroPadding2d({ name: context.name(part), padding: [[0, 0], [0, time - steps]] }), picture);
  return apply(shaped("steps", [time, width]), padded);
}
