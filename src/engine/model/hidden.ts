import { words } from "../../messages/en/model.ts";
import type { OutputFeature } from "../features/feature.ts";
import { apply } from "../layers/apply.ts";
import { Unbuildable } from "../layers/budget.ts";
import { sequenceOf } from "../layers/marks.ts";
import { keepsSteps, reduce, type ReductionParam } from "../layers/reduce.ts";
import * as tf from "../tf.ts";
import type { BuildContext, Encoding, SequenceEncoding } from "./context.ts";

/**
 * What a decoder reads: the combiner's encoding, beside the states of the outputs it depends on. A decoder of vectors gets a
 * sequence reduced; a vector that joins a sequence joins each of its steps. A state that is the combiner's encoding itself, as of a
 * decoder without layers, is there already: TensorFlow.js answers wrongly where a layer reads one tensor twice.
 */
export function hiddenFor(context: BuildContext, feature: OutputFeature, combined: Encoding, states: readonly Encoding[]): Encoding {
  if (feature.takes === "sequence" && combined.kind === "vector") throw new Unbuildable(words.needsSequence(feature.name));
  const own = feature.takes === "vector" ? reduced(context, "input", feature, combined, feature.reduceInput) : combined;
  const read = new Set([own.tensor, ...states.map((state, k) => besides(context, k, feature, own, state))]);
  if (read.size === 1) return own;
  return { ...own, tensor: apply(tf.layers.concatenate({ name: context.name("with_dependencies") }), [...read]) };
}

function reduced(context: BuildContext, part: string, feature: OutputFeature, encoding: Encoding, how: ReductionParam): Encoding {
  if (encoding.kind === "vector") return encoding;
  if (keepsSteps(how)) throw new Unbuildable(words.needsReduction(feature.name, part === "input" ? "reduce_input" : "reduce_dependencies"));
  return { kind: "vector", tensor: reduce(context, `reduced_${part}`, sequenceOf(context, part, encoding), how) };
}

/** A state of another output in the shape of this one's own, [batch, d] or [batch, time, d]. */
function besides(context: BuildContext, k: number, feature: OutputFeature, own: Encoding, state: Encoding): tf.SymbolicTensor {
  if (own.kind === "vector") return reduced(context, `dependency_${k}`, feature, state, feature.reduceDependencies).tensor;
  if (state.kind === "vector") return apply(tf.layers.repeatVector({ name: context.name(`dependency_${k}_steps`), n: stepsOf(own) }), state.tensor);
  if (stepsOf(state) !== stepsOf(own)) throw new Unbuildable(words.otherLength(feature.name, stepsOf(own), stepsOf(state)));
  return state.tensor;
}

const stepsOf = ({ tensor }: SequenceEncoding): number => tensor.shape[1]!; // shapes are static but for the batch
