import * as tf from "../tf.ts";

export interface Range { readonly from: number; readonly count: number }

/** A part of [batch, height, width, d]: [batch, rows.count, columns.count, d]. The stock layer computes the same by a copy for each axis. */
export class Cropping2D extends tf.layers.Layer {
  static className = "Cropping2D";

  constructor(private readonly args: { readonly name: string; readonly of: readonly [height: number, width: number]; readonly rows: Range; readonly columns: Range }) {
    super({ name: args.name });
  }

  override computeOutputShape([batch, , , ...inner]: tf.Shape): tf.Shape {
    return [batch!, this.args.rows.count, this.args.columns.count, ...inner];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const { rows, columns } = this.args;
    const [batch, , , d] = x.shape as [number, number, number, number]; // what tfjs built the layer for
    return tf.slice(x, [0, rows.from, columns.from, 0], [batch, rows.count, columns.count, d]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { of, rows, columns } = this.args;
    const cropping = [rows, columns].map(({ from, count }, axis) => [from, of[axis]! - from - count]);
    return { ...super.getConfig(), cropping, dataFormat: "channelsLast" };
  }
}
