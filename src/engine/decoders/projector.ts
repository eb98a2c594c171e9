import { words } from "../../messages/en/parts.ts";
import { activate, activation, widthInto } from "../layers/activations.ts";
import { apply } from "../layers/apply.ts";
import type { BuildContext, Decoder } from "../model/context.ts";
import { defineChoice, type Choice } from "../schema/choice.ts";
import { orNull, Type } from "../schema/params.ts";
import { error } from "../schema/problem.ts";
import * as tf from "../tf.ts";
import { beforeDecoder, preDecoder, projected, projection } from "./head.ts";

/** One value per dimension: [batch, d] → [batch, units(facts)], the nonlinearity first, then `multiplier`, then `clip`. */
export const projector = <Facts>(units: (facts: Facts) => number): Choice<Decoder<Facts>> =>
  defineChoice({
    summary: "A linear layer to one value per dimension.",
    params: Type.Object({
      ...preDecoder,
      ...projection,
      activation: activation(null, "Nonlinearity after the linear layer; null leaves the values free."),
      multiplier: Type.Number({ default: 1, exclusiveMinimum: 0, description: "What the values are multiplied by after it." }),
      clip: orNull(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }), null, "Least and greatest value, as [min, max]; null is unbounded.", { impact: "medium" }),
    }),
    // There are as many values as a vector of the column has numbers.
    idle: ["output_size"],
    example: { num_fc_layers: 1, fc_output_size: 3, activation: "tanh", multiplier: 2, clip: [-1.5, 1.5] },
    check({ clip }, path, report) {
      if (clip && clip[0]! >= clip[1]!) report(error([...path, "clip"], words.emptyClip(clip[0]!, clip[1]!)));
    },
    make: (params): Decoder<Facts> => ({
      takes: "vector",
      build(context, hidden, facts) {
        const { logits, hidden: state } = projected(context, beforeDecoder(context, hidden, params), widthInto(params.activation, units(facts)), params);
        const active = activate(context, "activation", logits, params.activation);
        const scaled = params.multiplier === 1 ? active : rescaled(context, "multiplied", active, params.multiplier, 0);
        return { logits: params.clip ? clipped(context, scaled, params.clip[0]!, params.clip[1]!) : scaled, hidden: state };
      },
    }),
  });

const rescaled = (context: BuildContext, part: string, x: tf.SymbolicTensor, scale: number, offset: number): tf.SymbolicTensor =>
  apply(tf.layers.rescaling({ name: context.name(part), scale, offset }), x);

/** min + relu(x − min) − relu(x − max), by standard layers: TensorFlow.js has none that cuts at both ends. */
function clipped(context: BuildContext, x: tf.SymbolicTensor, min: number, max: number): tf.SymbolicTensor {
  const above = (part: string, bound: number): tf.SymbolicTensor =>
    apply(tf.layers.activation({ name: context.name(`${part}_relu`), activation: "relu" }), rescaled(context, part, x, 1, -bound));
  const beyond = rescaled(context, "clip_beyond", above("clip_max", max), -1, min);
  return apply(tf.layers.add({ name: context.name("clip") }), [above("clip_min", min), beyond]);
}
