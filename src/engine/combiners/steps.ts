import { words } from "../../messages/en/parts.ts";
import * as tf from "../tf.ts";
import { apply, widthOf } from "../layers/apply.ts";
import { Unbuildable } from "../layers/budget.ts";
import { sequenceOf } from "../layers/marks.ts";
import { masked, type Sequence } from "../layers/reduce.ts";
import { lengthened } from "../layers/sequence.ts";
import { firstSteps } from "../layers/slice.ts";
import type { BuildContext, CombinerInput, Encoding, SequenceEncoding } from "../model/context.ts";
import { orNull, text } from "../schema/params.ts";
import { error, fixSet, type Path, type Report } from "../schema/problem.ts";
import { suggest } from "../schema/suggest.ts";
import type { InputBeside } from "./combiner.ts";
import { joined } from "./vectors.ts";

/** A parameter that names the sequence whose steps the others join. */
export const mainSequence = orNull(text("", "The sequence whose steps the others join; null is the first one."), null, "The sequence whose steps the other inputs join; null is the first one.");

/**
 * All inputs beside each other at each step of the main sequence, [batch, time, Σ d], zeros at its padding. A vector is the same at every
 * step; another sequence is cut, or filled up, to as many steps.
 */
export function stepByStep(context: BuildContext, inputs: readonly CombinerInput[], main: string | null): Sequence {
  const found = inputs.find(({ name, encoding }) => encoding.kind === "sequence" && (main === null || name === main))?.encoding;
  if (found?.kind !== "sequence") throw new Unbuildable(main === null ? words.noSequence : words.notSequence(main));
  const parts = inputs.map(({ encoding }, i) => atSteps(context, `input_${i}`, encoding, found));
  const [steps, tensor] = ["steps", joined(context, "concat", parts)];
  return sequenceOf(context, steps, { tensor, mask: found.mask });
}

/** An input at each step of another, zeros at padding: [batch, time, d]. */
function atSteps(context: BuildContext, part: string, encoding: Encoding, { tensor, mask }: SequenceEncoding): tf.SymbolicTensor {
  if (encoding.kind === "vector") {
    const one = apply(tf.layers.reshape({ name: context.name(`${part}_step`), targetShape: [1, widthOf(encoding.tensor)] }), encoding.tensor);
    return masked(context, `${part}_steps`, one, mask); // the same at each step that is there
  }
  const own = masked(context, `${part}_masked`, encoding.tensor, encoding.mask);
  const [time, wanted] = [own.shape[1]!, tensor.shape[1]!]; // static, as every sequence
  if (time === wanted) return own;
  return time < wanted ? lengthened(context, `${part}_steps`, own, wanted) : firstSteps(context, `${part}_steps`, own, wanted);
}

/** The main sequence is an input that hands on its steps, or there is some such input. */
export function checkSteps(main: string | null, inputs: readonly InputBeside[], path: Path, report: Report): void {
  const names = inputs.map(({ name }) => name);
  const at = [...path, "main_sequence_feature"];
  if (main !== null && !names.includes(main)) {
    const { word, sentence } = suggest(main, names);
    return report(error(at, words.noInput(main, sentence), word === undefined ? undefined : fixSet(at, word)));
  }
  const asked = main === null ? inputs : inputs.filter(({ name }) => name === main);
  if (asked.some(({ steps }) => steps === "kept")) return;
  const mendable = asked.find(({ steps }) => steps === "reduced");
  const fix = mendable && fixSet([...mendable.path, "encoder", "reduce_output"], null, words.keepSteps(mendable.name));
  report(error(main === null ? [...path, "type"] : at, main === null ? words.noSequence : words.notSequence(main), fix));
}
