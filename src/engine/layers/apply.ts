import type * as tf from "../tf.ts";

/** Put a layer on one symbolic tensor, or on several. */
export const apply = (layer: tf.layers.Layer, input: tf.SymbolicTensor | tf.SymbolicTensor[]): tf.SymbolicTensor =>
  layer.apply(input) as tf.SymbolicTensor; // symbolic in, symbolic out: tfjs's type also covers eager tensors

/** The static size of the last axis. */
export const widthOf = (tensor: tf.SymbolicTensor): number => tensor.shape.at(-1)!;
