import * as tf from "../tf.ts";

/** A layer that looks at a batch as a whole, so that it has to know which rows of it count. */
export abstract class WeighingLayer extends tf.layers.Layer {
  /** [batch] what each row counts; null: every row the same. Set by `setRowWeights`. */
  rowWeights: tf.Tensor | null = null;
}

/** Tell every such layer of a model what the rows of the next batch count: [batch], or null for all the same. */
export function setRowWeights(model: tf.LayersModel, weights: tf.Tensor | null): void {
  for (const layer of model.layers) if (layer instanceof WeighingLayer) layer.rowWeights = weights;
}
