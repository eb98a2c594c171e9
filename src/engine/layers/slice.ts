import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { apply, widthOf } from "./apply.ts";

interface Range { readonly from: number; readonly count: number }

/** A range of [batch, n, 1, d]: [batch, count, 1, d]. The stock layer computes the same by a copy for each axis. */
class Cropping2D extends tf.layers.Layer {
  static className = "Cropping2D";
  private readonly range: Range & { readonly of: number };

  constructor(args: Range & { readonly name: string; readonly of: number }) {
    super({ name: args.name });
    this.range = args;
  }

  override computeOutputShape([batch, , ...inner]: tf.Shape): tf.Shape {
    return [batch!, this.range.count, ...inner];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const [batch, , ...inner] = x.shape;
    return tf.slice(x, [0, this.range.from, 0, 0], [batch, this.range.count, ...inner]);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { from, count, of } = this.range;
    return { ...super.getConfig(), cropping: [[from, of - from - count], [0, 0]], dataFormat: "channelsLast" };
  }
}

/** `count` along the first axis after the batch, as `targetShape`, by the layers that plain TensorFlow.js has: they crop pictures. */
function cropped(context: BuildContext, part: string, x: tf.SymbolicTensor, range: Range, targetShape: number[]): tf.SymbolicTensor {
  const [of, d = 1] = x.shape.slice(1) as [number, number?]; // static, as all of a model
  const shaped = (name: string, targetShape: number[]) => tf.layers.reshape({ name: context.name(name), targetShape });
  const picture = apply(shaped(`${part}_picture`, [of, 1, d]), x);
  const kept = apply(new Cropping2D({ name: context.name(`${part}_cropped`), ...range, of }), picture);
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
