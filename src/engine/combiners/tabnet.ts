import { words } from "../../messages/en/parts.ts";
import * as tf from "../tf.ts";
import { apply, widthOf } from "../layers/apply.ts";
import { BatchNormalization } from "../layers/batch-normalization.ts";
import { Entmax } from "../layers/entmax.ts";
import { penalised, type Fine } from "../layers/penalty.ts";
import { columns } from "../layers/slice.ts";
import { drop, linear } from "../layers/stack.ts";
import type { BuildContext } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { float, int, oneOf, orNull, Type, type Params } from "../schema/params.ts";
import { error } from "../schema/problem.ts";
import type { Combiner } from "./combiner.ts";
import { featureTransformers } from "./tabnet-blocks.ts";
import { joined, scaled, vectorsOf } from "./vectors.ts";

const params = Type.Object({
  size: int(32, "Width of what a step hands on to choose the next columns by.", { min: 1, scale: "log", impact: "medium" }),
  output_size: int(128, "Width of what each step adds to the answer.", { min: 1, scale: "log", impact: "medium" }),
  num_steps: int(3, "How many times columns are chosen.", { min: 1, max: 20, impact: "high" }),
  num_total_blocks: int(4, "Gated layers that each step thinks with.", { min: 1, max: 20, impact: "medium" }),
  num_shared_blocks: int(2, "So many of them, the first ones, are the same in every step.", { min: 0, max: 20, impact: "low" }),
  relaxation_factor: float(1.5, "How often a column may be chosen: at 1 in one step alone, more above it.", { min: 1, impact: "medium" }),
  bn_epsilon: float(0.001, "Added to the variance in the batch normalisation.", { min: 0 }),
  bn_momentum: float(0.05, "Share of the new value in the running averages of the batch normalisation.", { min: 0, max: 1 }),
  bn_virtual_bs: orNull(int(1024, "", { min: 1, unit: "rows" }), 1024, "Larger batches are normalised in parts of so many rows; null: as a whole."),
  sparsity: float(0.0001, "Price of choosing many columns at once, added to the training loss.", { min: 0, impact: "low" }),
  entmax_mode: oneOf(["sparsemax", "entmax15", "constant"], "sparsemax", "How sharply columns are chosen: `sparsemax` leaves most out, `entmax15` fewer, `constant` goes by `entmax_alpha`.", { planned: ["adaptive"] }),
  entmax_alpha: float(1.5, "With `entmax_mode: constant`: 1 is a softmax, which leaves no column out; 2 is sparsemax.", { min: 1, max: 2 }),
  dropout: float(0.05, "Share of values dropped at the end in training.", { min: 0, max: 1, impact: "medium" }),
});
type Read = Params<typeof params>;

/**
 * Steps that each choose columns by a mask and think about those alone; what they find is summed: [batch, output_size]. Arik and
 * Pfister, 2019, with the projection at the end that Ludwig has.
 */
export const tabnet = defineChoice({
  summary: "Steps that each choose a few of the columns and think about those: for many columns of which few matter.",
  params,
  example: { size: 2, output_size: 3, num_steps: 2, num_total_blocks: 2, num_shared_blocks: 1, bn_epsilon: 0.1 },
  check(read, path, report) {
    if (read.num_shared_blocks > read.num_total_blocks) report(error([...path, "num_shared_blocks"], words.sharedBlocks(read.num_shared_blocks, read.num_total_blocks)));
  },
  make: (read): Combiner => ({
    combine(context, inputs) {
      const whole = joined(context, "concat", vectorsOf(context, inputs));
      const norm = new BatchNormalization({ name: context.name("norm"), epsilon: read.bn_epsilon, momentum: 1 - read.bn_momentum, affine: true });
      const found = stepsOver(context, apply(norm, whole), read);
      const projection = { use_bias: true, weights_initializer: "xavier_uniform", bias_initializer: "zeros" } as const;
      return { kind: "vector", tensor: drop(context, "dropout", linear(context, "projection", found, read.output_size, projection), read.dropout) };
    },
  }),
});

/** The sum of what the steps find in the features, [batch, d] → [batch, output_size]. */
function stepsOver(context: BuildContext, features: tf.SymbolicTensor, read: Read): tf.SymbolicTensor {
  const transform = featureTransformers(context, read);
  let thought = transform("start", features);
  let prior: tf.SymbolicTensor | null = null;
  const found = Array.from({ length: read.num_steps }, (_, i) => {
    const part = (name: string) => `step_${i}_${name}`;
    const mask = maskOf(context, part, columns(context, part("asked"), thought, read.output_size, read.size), prior, widthOf(features), read);
    if (i + 1 < read.num_steps) prior = left(context, part, mask, prior, read);
    thought = transform(`step_${i}`, apply(tf.layers.multiply({ name: context.name(part("chosen")) }), [mask, features]));
    const answer = columns(context, part("answer"), thought, 0, read.output_size);
    return apply(tf.layers.activation({ name: context.name(part("relu")), activation: "relu" }), answer);
  });
  return found.length === 1 ? found[0]! : apply(tf.layers.add({ name: context.name("found") }), found);
}

type Within = (name: string) => string;

/** Which features a step looks at, [batch, d], shares that sum to 1; `prior` is how much of each may still be used. */
function maskOf(context: BuildContext, part: Within, asked: tf.SymbolicTensor, prior: tf.SymbolicTensor | null, d: number, read: Read): tf.SymbolicTensor {
  const { bn_epsilon: epsilon, bn_momentum, bn_virtual_bs: virtualBatch } = read;
  const wished = linear(context, part("wished"), asked, d, { use_bias: false, weights_initializer: "xavier_uniform", bias_initializer: "zeros" });
  const normal = apply(new BatchNormalization({ name: context.name(part("wished_norm")), epsilon, momentum: 1 - bn_momentum, affine: true, virtualBatch }), wished);
  const allowed = prior === null ? normal : apply(tf.layers.multiply({ name: context.name(part("allowed")) }), [normal, prior]);
  const alpha = { sparsemax: 2, entmax15: 1.5, constant: read.entmax_alpha }[read.entmax_mode];
  const name = context.name(part("mask"));
  const mask = apply(alpha === 1 ? tf.layers.activation({ name, activation: "softmax" }) : new Entmax({ name, alpha }), allowed);
  return read.sparsity === 0 ? mask : penalised(context, part("sparsity"), mask, entropyTimes(read.sparsity / read.num_steps));
}

/** The entropy of each row's mask: 0 where it chooses one feature. */
const entropyTimes = (price: number): Fine => (mask) => tf.mul(tf.sum(tf.mul(mask, tf.log(tf.add(mask, 1e-5))), -1), -price);

/** prior · (relaxation_factor − mask) */
function left(context: BuildContext, part: Within, mask: tf.SymbolicTensor, prior: tf.SymbolicTensor | null, { relaxation_factor }: Read): tf.SymbolicTensor {
  const unused = scaled(context, part("unused"), mask, -1, relaxation_factor);
  return prior === null ? unused : apply(tf.layers.multiply({ name: context.name(part("left")) }), [prior, unused]);
}
