import { words } from "../../messages/en/parts.ts";
import * as tf from "../tf.ts";
import type { Tensor, Tensor2D } from "../tf.ts";
import type { Complain } from "../features/feature.ts";
import { Type } from "../schema/params.ts";

/** What a loss over classes needs to know: their labels, in the order of the logits. */
export interface LabelledClasses {
  readonly idx2str: readonly string[];
}

const numbers = Type.Array(Type.Number({ minimum: 0 }));
type Given = readonly number[] | Readonly<Record<string, number>> | null;

export const classWeightsParam = (description: string) =>
  Type.Union([numbers, Type.Record(Type.String(), Type.Number({ minimum: 0 })), Type.Null()], { default: null, impact: "medium", description });

/** One weight for each label. What does not fit the labels is told, and read as if it were not given. */
export function classWeights(given: Given, labels: readonly string[], complain: Complain): number[] {
  const even = labels.map(() => 1);
  if (given === null) return even;
  if (!isList(given)) {
    const strangers = Object.keys(given).filter((label) => !labels.includes(label));
    if (strangers.length > 0) complain("note", words.strangeClasses(strangers, labels));
    return labels.map((label) => (Object.hasOwn(given, label) ? given[label]! : 1));
  }
  if (given.length === labels.length) return [...given];
  complain("error", words.classWeights(labels, given.length));
  return even;
}
const isList = (given: NonNullable<Given>): given is readonly number[] => Array.isArray(given);

/** 1 at the label and 0 elsewhere, all 0 for −1: [batch] → [batch, classes]. */
export const oneHot = (target: Tensor, classes: number): Tensor2D =>
  tf.cast(tf.oneHot(tf.cast(target, "int32"), classes), "float32") as Tensor2D; // wasm's oneHot knows int32 alone

/** ln Σ eᶻ of one row, without overflow. */
export function logSumExp(logits: ArrayLike<number>): number {
  let highest = -Infinity, sum = 0;
  for (let c = 0; c < logits.length; c++) highest = Math.max(highest, logits[c]!);
  for (let c = 0; c < logits.length; c++) sum += Math.exp(logits[c]! - highest);
  return highest + Math.log(sum);
}

/** ln softmax of one row. */
export function logSoftmax(logits: ArrayLike<number>): Float64Array {
  const all = logSumExp(logits);
  return Float64Array.from(logits, (z) => z - all);
}

/** ln(1 + eˣ) without overflow. */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
