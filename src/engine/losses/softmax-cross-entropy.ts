import { words } from "../../messages/en/parts.ts";
import { hasSoftmaxCrossEntropy, softmaxCrossEntropyMean } from "../kernels/losses/softmax.ts";
import * as tf from "../tf.ts";
import type { Tensor, Tensor2D } from "../tf.ts";
import type { Complain } from "../features/feature.ts";
import { defineChoice } from "../schema/choice.ts";
import { float, Type, type Params } from "../schema/params.ts";
import type { LossFn } from "./loss.ts";
import { knownOnly, positive, weightParam } from "./mean.ts";

/** What the loss needs to know: the classes' labels, in the order of the logits. */
export interface LabelledClasses {
  readonly idx2str: readonly string[];
}

const numbers = Type.Array(Type.Number({ minimum: 0 }));
const params = Type.Object({
  weight: weightParam,
  class_weights: Type.Union([numbers, Type.Record(Type.String(), Type.Number({ minimum: 0 })), Type.Null()], {
    default: null,
    impact: "medium",
    description: "What a row of each class counts: a list, most frequent class first, or class: weight; null is 1 for all.",
  }),
  robust_lambda: float(0, "Share of the loss replaced by a constant: noisy labels pull less.", { min: 0, max: 1 }),
  confidence_penalty: float(0, "Price of confident answers (Pereyra et al., 2017).", { min: 0 }),
  class_similarities: Type.Union([Type.Array(Type.Array(Type.Number())), Type.Null()], {
    default: null,
    description: "How alike classes are, a row per class, most frequent first; a mistake among like classes costs less.",
  }),
  class_similarities_temperature: float(0, "Above 0, rows of `class_similarities` become shares by a softmax at this temperature.", {
    min: 0,
  }),
});

/**
 * Softmax cross-entropy, logits: [batch, classes], target: [batch] class indexes, −1 for "not to be judged"; a weighted mean,
 * divided by the weights of the rows' classes as PyTorch does. The parameters beyond `class_weights` are read by Ludwig and
 * ignored; here they do what it documents: (1 − λ)·CE + λ/classes + c·(1 − H/ln classes), CE against the similarities' shares.
 */
export const softmaxCrossEntropy = defineChoice({
  summary: "Cross-entropy over the classes; classes may count differently.",
  params,
  example: { class_weights: { yes: 2 }, robust_lambda: 0.1, confidence_penalty: 0.1 },
  make:
    (read): LossFn<LabelledClasses> =>
    ({ idx2str }, complain) => {
      const classes = idx2str.length;
      const weights = classWeights(read.class_weights, idx2str, complain);
      const areEven = weights.every((weight) => weight === 1);
      const shares = targetShares(read, classes, complain);
      const { robust_lambda: robust, confidence_penalty: penalty } = read;
      return {
        weight: read.weight,
        tensor: (logits, target, rowWeights) =>
          tf.tidy(() => {
            if (!shares && hasSoftmaxCrossEntropy()) {
              const classWeights = areEven ? null : tf.tensor1d(weights);
              const operands = { logits, target: tf.cast(target, "int32"), weights: rowWeights, classWeights };
              return softmaxCrossEntropyMean(operands, { robust, penalty });
            }
            const logP = tf.logSoftmax(logits);
            const truth = tf.cast(tf.oneHot(tf.cast(target, "int32"), classes), "float32") as Tensor2D; // wasm's oneHot knows int32 alone
            const towards = shares ? tf.matMul(truth, tf.tensor2d(shares.flat(), [classes, classes])) : truth;
            const entropies = tf.neg(tf.sum(tf.mul(towards, logP), -1));
            const plain = robust === 0 ? entropies : tf.add(tf.mul(entropies, 1 - robust), robust / classes);
            const perRow = penalty === 0 ? plain : tf.add(plain, tf.mul(penalty, certainty(logP, classes)));
            const ofClass = tf.reshape(tf.matMul(truth, tf.tensor2d(weights, [classes, 1])), [target.shape[0]]);
            return meanByClass(perRow, ofClass, knownOnly(target, rowWeights));
          }),
        value(logits, target, rows) {
          let sum = 0,
            counted = 0;
          for (let row = 0; row < rows; row++) {
            const y = target[row]!;
            if (y < 0) continue;
            const logP = logSoftmax(logits.subarray(row * classes, (row + 1) * classes));
            const entropy = shares ? -logP.reduce((s, l, j) => s + shares[y]![j]! * l, 0) : -logP[y]!;
            const sure = 1 + logP.reduce((s, l) => s + Math.exp(l) * l, 0) / Math.log(classes);
            sum += weights[y]! * ((1 - robust) * entropy + robust / classes + (penalty === 0 ? 0 : penalty * sure));
            counted += weights[y]!;
          }
          return sum / counted;
        },
      };
    },
});

function meanByClass(perRow: Tensor, ofClass: Tensor, rowWeights: Tensor): tf.Scalar {
  const counts = tf.mul(rowWeights, ofClass);
  return tf.reshape(tf.div(tf.sum(tf.mul(perRow, counts)), positive(tf.sum(counts))), []);
}

/** 1 − entropy / ln classes: 0 for an even answer, 1 for certainty. */
function certainty(logP: Tensor, classes: number): Tensor {
  return tf.add(1, tf.div(tf.sum(tf.mul(tf.exp(logP), logP), -1), Math.log(classes)));
}

/** ln softmax of one row. */
export function logSoftmax(logits: Float32Array): Float64Array {
  const highest = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const rest = Math.log(logits.reduce((sum, z) => sum + Math.exp(z - highest), 0));
  return Float64Array.from(logits, (z) => z - highest - rest);
}

function classWeights(given: Params<typeof params>["class_weights"], labels: readonly string[], complain: Complain): number[] {
  const even = labels.map(() => 1);
  if (given === null) return even;
  if (!Array.isArray(given)) {
    const strangers = Object.keys(given).filter((label) => !labels.includes(label));
    if (strangers.length > 0)
      complain("note", words.strangeClasses(strangers, labels));
    return labels.map((label) => (Object.hasOwn(given, label) ? given[label]! : 1)); // a record, for it is no list
  }
  if (given.length === labels.length) return [...given];
  complain("error", words.classWeights(labels, given.length));
  return even;
}

/** Rows of shares towards which an answer is pulled; null: all towards the true class. */
function targetShares(read: Params<typeof params>, classes: number, complain: Complain): readonly (readonly number[])[] | null {
  const { class_similarities: rows, class_similarities_temperature: temperature } = read;
  if (rows === null) return null;
  if (rows.length !== classes || rows.some((row) => row.length !== classes)) {
    complain("error", words.similarities(classes, rows.length, [...new Set(rows.map((row) => row.length))]));
    return null;
  }
  return temperature === 0 ? rows : rows.map((row) => [...logSoftmax(Float32Array.from(row, (s) => s / temperature))].map(Math.exp));
}
