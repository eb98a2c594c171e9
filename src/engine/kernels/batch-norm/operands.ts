import * as tf from "../../tf.ts";
import type { NamedAttrMap, TensorInfo } from "../../tf.ts";

interface Attributes { readonly epsilon: number; readonly momentum: number; readonly isAffine: boolean }
type Listed = readonly (TensorInfo | undefined)[];

/** Kernels are handed what the op and its gradient gave, a list, under types that cannot say so. */
export function operandsOf(inputs: object, attrs: NamedAttrMap | undefined) {
  const { isAffine, ...settings } = attrs as unknown as Attributes;
  const [x, mean, variance] = inputs as readonly [TensorInfo, TensorInfo, TensorInfo];
  const [gamma, beta, weights] = isAffine ? (inputs as Listed).slice(3) : [undefined, undefined, (inputs as Listed)[3]];
  return { x, mean, variance, gamma, beta, weights, ...settings, ...sizes(x) };
}
export function gradientOperandsOf(inputs: object, attrs: NamedAttrMap | undefined) {
  const { isAffine } = attrs as unknown as Attributes;
  const [dy, x, moments] = inputs as readonly [TensorInfo, TensorInfo, TensorInfo];
  const [gamma, weights] = isAffine ? (inputs as Listed).slice(3) : [undefined, (inputs as Listed)[3]];
  return { dy, x, moments, gamma, weights, ...sizes(x) };
}

/** rows = batch · positions */
function sizes({ shape }: TensorInfo) {
  const d = shape[shape.length - 1]!;
  const positions = tf.util.sizeFromShape(shape.slice(1, -1));
  return { d, positions, rows: shape[0]! * positions };
}
