import * as tf from "../../tf.ts";
import type { NamedAttrMap, TensorInfo } from "../../tf.ts";

/** Kernels are handed what the op and its gradient gave, a list, under types that cannot say so. */
export function operandsOf(inputs: object, attrs: NamedAttrMap | undefined) {
  const [x, gamma, beta] = inputs as readonly [TensorInfo, TensorInfo?, TensorInfo?];
  return { x, gamma, beta, ...sizes(x, attrs) };
}
export function gradientOperandsOf(inputs: object, attrs: NamedAttrMap | undefined) {
  const [dy, x, gamma] = inputs as readonly [TensorInfo, TensorInfo, TensorInfo?];
  return { dy, x, gamma, ...sizes(x, attrs) };
}

function sizes({ shape }: TensorInfo, attrs: NamedAttrMap | undefined) {
  const { epsilon } = attrs as { readonly epsilon: number };
  const d = shape[shape.length - 1]!;
  return { epsilon, d, rows: tf.util.sizeFromShape(shape) / d };
}
