import * as tf from "../../tf.ts";
import { apply } from "../../layers/apply.ts";
import { filtered, sequenceOf } from "../../layers/marks.ts";
import type { Sequence } from "../../layers/reduce.ts";
import { lengthened } from "../../layers/sequence.ts";
import type { BuildContext } from "../../model/context.ts";

/** How a convolution or a pool goes over the steps. */
export interface Window {
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  /** `same`: ⌈time / stride⌉ steps are left; `valid`: those of windows that look over no end. */
  readonly padding: "same" | "valid";
}

/** A sequence fit to go through a window, and what it is afterwards. */
interface Windowed {
  readonly before: Sequence;
  after(tensor: tf.SymbolicTensor): Sequence;
}

/**
 * Prepare a sequence for a window, so that what comes out at the steps of a text does not depend on how much padding follows it. TensorFlow.js
 * divides what `same` adds between both ends, so that it depends on the whole length where each window begins: a multiple of the stride
 * has them all begin alike. Padding must be zero, or far below all else.
 *
 * After `same`, a step is there if its stretch of `stride` steps held one; after `valid`, if all its window did: a text shorter than the
 * window leaves none.
 */
export function windowed(context: BuildContext, part: string, sequence: Sequence, window: Window): Windowed {
  const time = sequence.tensor.shape[1]!; // static, as every sequence
  const reach = (window.size - 1) * window.dilation + 1;
  const enough = window.padding === "same" ? window.stride * Math.ceil(time / window.stride) : Math.max(time, reach);
  const before = enough === time ? sequence : longer(context, `${part}_longer`, sequence, enough);
  const isEven = window.stride === 1 && window.padding === "same";
  return {
    before,
    after: (tensor) => (isEven ? { ...before, tensor } : sequenceOf(context, part, { tensor, mask: () => marksAfter(context, part, before, window) })),
  };
}

const longer = (context: BuildContext, part: string, sequence: Sequence, time: number): Sequence =>
  sequenceOf(context, part, { tensor: lengthened(context, part, sequence.tensor, time), mask: () => lengthened(context, `${part}_mask`, sequence.mask(), time) });

function marksAfter(context: BuildContext, part: string, sequence: Sequence, { size, stride, dilation, padding }: Window): tf.SymbolicTensor {
  if (padding === "same") {
    return apply(tf.layers.maxPooling1d({ name: context.name(`${part}_mask`), poolSize: stride, strides: stride, padding }), sequence.mask());
  }
  const weights = new Array<number>(size).fill(1);
  return filtered(context, `${part}_mask`, sequence.mask(), { weights, bias: 1 - size, padding, stride, dilation });
}
