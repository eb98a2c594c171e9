import type * as tf from "../tf.ts";

type Layers = Map<string, tf.layers.Layer>;
let shared: Layers | null = null;

/** Put a layer on one symbolic tensor, or on several; where layers are shared, the one that had its name first. */
export function apply(layer: tf.layers.Layer, input: tf.SymbolicTensor | tf.SymbolicTensor[]): tf.SymbolicTensor {
  const used = shared?.get(layer.name) ?? layer;
  shared?.set(layer.name, used);
  return used.apply(input) as tf.SymbolicTensor; // symbolic in, symbolic out: tfjs's type also covers eager tensors
}

/** While it builds, a layer whose name is among `layers` is that layer, weights and all; the others join them. */
export function sharing<T>(layers: Layers, build: () => T): T {
  const before = shared;
  shared = layers;
  try {
    return build();
  } finally {
    shared = before;
  }
}

/** The static size of the last axis. */
export const widthOf = (tensor: tf.SymbolicTensor): number => tensor.shape.at(-1)!;
