import * as tf from "../tf.ts";
import { apply, widthOf } from "../layers/apply.ts";
import { dropoutRate, fullyConnected, layersOf, linear, MOST_LAYERS } from "../layers/stack.ts";
import type { BuildContext, CombinerInput } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { int, Type, type Params } from "../schema/params.ts";
import { stackParams } from "./after.ts";
import type { Combiner } from "./combiner.ts";
import { checkEntities } from "./entities.ts";
import { joined, scaled, vectorsOf } from "./vectors.ts";

const entity = (which: string) =>
  Type.Array(Type.String(), { default: [], description: `The names of the inputs that describe the ${which} of the two things compared; required.` });

const params = Type.Object({
  entity_1: entity("first"),
  entity_2: entity("second"),
  ...stackParams,
  num_fc_layers: int(1, "Fully connected layers over each of the two, unless `fc_layers` lists them.", { min: 0, max: MOST_LAYERS, impact: "medium" }),
  dropout: dropoutRate("Share of values dropped in training."),
});
type Read = Params<typeof params>;

/**
 * Two things, each described by inputs of its own, and how they go together: [a·b, a⊙b, |a − b|, aᵀWb] of what fully connected layers make of
 * each, [batch, 2 · width + 2]. W is learnt, which in Ludwig it is not.
 */
export const comparator = defineChoice({
  summary: "Two things, each described by some of the inputs, and how they go together: for matches and differences.",
  params,
  example: { entity_1: ["in_number", "in_text"], entity_2: ["in_binary", "in_category"], output_size: 3 },
  make: (read): Combiner => ({
    suits: (inputs, path, report) => checkEntities(read, inputs, path, report),
    combine(context, inputs) {
      const vectors = vectorsOf(context, inputs);
      const [first, b] = (["entity_1", "entity_2"] as const).map((key) => described(context, key, inputs, vectors, read)) as [tf.SymbolicTensor, tf.SymbolicTensor]; // two
      const a = widthOf(first) === widthOf(b) ? first : linear(context, "even", first, widthOf(b), read);
      const parts = [
        apply(tf.layers.dot({ name: context.name("dot"), axes: 1 }), [a, b]),
        apply(tf.layers.multiply({ name: context.name("product") }), [a, b]),
        distance(context, a, b),
        apply(tf.layers.dot({ name: context.name("bilinear"), axes: 1 }), [linear(context, "weighed", a, widthOf(b), { ...read, use_bias: false }), b]),
      ];
      return { kind: "vector", tensor: joined(context, "compared", parts) };
    },
  }),
});

/** The inputs of one of the two through fully connected layers of their own. */
function described(
  context: BuildContext, key: "entity_1" | "entity_2", inputs: readonly CombinerInput[], vectors: readonly tf.SymbolicTensor[], read: Read,
): tf.SymbolicTensor {
  const own = vectors.filter((_, i) => read[key].includes(inputs[i]!.name)); // a vector to each input
  return fullyConnected(context, `${key}_fc`, joined(context, key, own), layersOf(read.fc_layers, read.num_fc_layers, read), read);
}

/** |a − b| = relu(a − b) + relu(b − a), number by number. */
function distance(context: BuildContext, a: tf.SymbolicTensor, b: tf.SymbolicTensor): tf.SymbolicTensor {
  const added = (name: string, terms: tf.SymbolicTensor[]) => apply(tf.layers.add({ name: context.name(name) }), terms);
  const relu = (name: string, x: tf.SymbolicTensor) => apply(tf.layers.activation({ name: context.name(name), activation: "relu" }), x);
  const difference = added("difference", [a, scaled(context, "minus_second", b, -1, 0)]);
  return added("distance", [relu("above", difference), relu("below", scaled(context, "minus_difference", difference, -1, 0))]);
}
