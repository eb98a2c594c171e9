import * as tf from "../../tf.ts";
import type { NamedAttrMap, TensorInfo } from "../../tf.ts";

/** Kernels are handed what the op and its gradient gave, under types that cannot say so. */
export function operandsOf(inputs: object) {
  const { table, ids } = inputs as { readonly table: TensorInfo; readonly ids: TensorInfo };
  const [vocabulary, d] = table.shape as [number, number];
  return { table, ids, vocabulary, d, n: tf.util.sizeFromShape(ids.shape) };
}
export function gradientOperandsOf(inputs: object, attrs: NamedAttrMap | undefined) {
  const { dy, ids } = inputs as { readonly dy: TensorInfo; readonly ids: TensorInfo };
  const { vocabulary } = attrs as unknown as { readonly vocabulary: number };
  const d = dy.shape[dy.shape.length - 1]!;
  return { dy, ids, vocabulary, d, n: tf.util.sizeFromShape(ids.shape) };
}
