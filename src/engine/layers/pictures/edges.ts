import * as tf from "../../tf.ts";
import type { BuildContext } from "../../model/context.ts";
import { apply } from "../apply.ts";
import { Cropping2D, type Range } from "../cropping.ts";

/** What lies beyond the edge of a picture: nothing, the picture mirrored at its last pixel, its last pixel again and again, or its other end. */
export const BEYOND = ["zeros", "reflect", "replicate", "circular"] as const;
export type Beyond = (typeof BEYOND)[number];
/** Pixels that are added before the first of an axis, and after the last. */
export type Margin = readonly [before: number, after: number];

/** As many pixels as an axis has that lends its margins: mirrored it does not lend its last one. */
export const lends = (beyond: Beyond, length: number): number => ({ zeros: Infinity, reflect: length - 1, replicate: Infinity, circular: length })[beyond];

/**
 * A picture with a margin, x: [batch, height, width, d] → [batch, more, more, d], as PyTorch's `padding_mode` has it; `lends` says how wide a margin
 * may be. Made of layers that plain TensorFlow.js has, so that an export needs no code.
 */
export function margined(context: BuildContext, part: string, x: tf.SymbolicTensor, [rows, columns]: readonly [Margin, Margin], beyond: Beyond): tf.SymbolicTensor {
  if (Math.max(...rows, ...columns) === 0) return x;
  if (beyond === "zeros") return apply(tf.layers.zeroPadding2d({ name: context.name(part), padding: [[...rows], [...columns]] }), x);
  return lengthened(context, `${part}_columns`, lengthened(context, `${part}_rows`, x, 0, rows, beyond), 1, columns, beyond);
}

/** One axis after the other, so that the corners come from margins that are there already. */
function lengthened(context: BuildContext, part: string, x: tf.SymbolicTensor, axis: 0 | 1, [before, after]: Margin, beyond: Exclude<Beyond, "zeros">): tf.SymbolicTensor {
  if (before + after === 0) return x;
  const size = x.shape.slice(1, 3) as [number, number]; // static, as all of a model
  const strips = new Map<number, tf.SymbolicTensor>();
  const strip = (range: Range): tf.SymbolicTensor => {
    const [rows, columns] = size.map((length, i) => (i === axis ? range : { from: 0, count: length })) as [Range, Range]; // of two sides
    const made = strips.get(range.from) ?? apply(new Cropping2D({ name: context.name(`${part}_${range.from}`), of: size, rows, columns }), x);
    strips.set(range.from, made);
    return made;
  };
  const { first, last } = lent(size[axis], before, after, beyond);
  return apply(tf.layers.concatenate({ name: context.name(part), axis: axis + 1 }), [...first.map(strip), x, ...last.map(strip)]);
}

const each = (count: number, from: (i: number) => number): readonly Range[] => Array.from({ length: count }, (_, i) => ({ from: from(i), count: 1 }));
const whole = (range: Range): readonly Range[] => (range.count === 0 ? [] : [range]);

/** Which lines of an axis stand before its first one and after its last. */
function lent(length: number, before: number, after: number, beyond: Exclude<Beyond, "zeros">): Readonly<Record<"first" | "last", readonly Range[]>> {
  switch (beyond) {
    case "reflect":
      return { first: each(before, (i) => before - i), last: each(after, (i) => length - 2 - i) };
    case "replicate":
      return { first: each(before, () => 0), last: each(after, () => length - 1) };
    case "circular":
      return { first: whole({ from: length - before, count: before }), last: whole({ from: 0, count: after }) };
  }
}
