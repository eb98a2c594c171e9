import { words } from "../../../messages/en/parts.ts";
import * as tf from "../../tf.ts";
import { apply } from "../../layers/apply.ts";
import type { Sequence } from "../../layers/reduce.ts";
import { withTensor, zeroed } from "../../layers/sequence.ts";
import type { BuildContext } from "../../model/context.ts";
import { error, fixRemove, type Path, type Report } from "../../schema/problem.ts";
import { convolve, type ConvolutionSpec } from "./convolution.ts";

/** The widths that see a text when a config names none: Kim, 2014, and one more. */
export const WIDTHS = [2, 3, 4, 5].map((filter_size) => ({ filter_size }));

/** Convolutions side by side over the same steps, joined: [batch, time, d] → [batch, fewer, Σ num_filters]. */
export function convolvedInParallel(context: BuildContext, prefix: string, sequence: Sequence, layers: readonly ConvolutionSpec[]): Sequence {
  const tokens = zeroed(context, `${prefix}tokens`, sequence);
  const branches = layers.map((layer, i) => convolve(context, `${prefix}conv_${i}`, tokens, layer));
  const [first] = branches as [Sequence, ...Sequence[]]; // a list of convolutions has one
  if (branches.length === 1) return first;
  const joined = apply(tf.layers.concatenate({ name: context.name(`${prefix}convs`) }), branches.map(({ tensor }) => tensor));
  return withTensor(first, joined);
}

/** Convolutions side by side must leave the same steps. */
export function checkParallel(layers: readonly ConvolutionSpec[], path: Path, report: Report): void {
  const steps = ({ strides, padding, filter_size, dilation_rate, pool_size, pool_strides, pool_padding }: ConvolutionSpec) =>
    JSON.stringify([strides, padding, padding === "valid" && (filter_size - 1) * dilation_rate, pool_size, pool_size && [pool_strides, pool_padding]]);
  if (new Set(layers.map(steps)).size > 1) report(error(path, words.unevenPools));
}

/** A list and a count of the same layers cannot both be meant. */
export function checkOnce(list: unknown, count: number | null, listKey: string, countKey: string, path: Path, report: Report): void {
  if (list === null || count === null) return;
  const at = [...path, countKey];
  report(error(at, words.layersTwice(countKey, listKey), fixRemove(at)));
}
