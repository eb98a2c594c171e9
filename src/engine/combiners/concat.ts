import { words } from "../../messages/en/parts.ts";
import * as tf from "../tf.ts";
import { activation } from "../layers/activations.ts";
import { apply } from "../layers/apply.ts";
import { initializer } from "../layers/initializers.ts";
import { norm, normArguments } from "../layers/norm.ts";
import { masked } from "../layers/reduce.ts";
import { dropoutRate, fullyConnected, layerList, layersOf, MOST_LAYERS } from "../layers/stack.ts";
import type { BuildContext, CombinerFn, Encoding } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { bool, falseYet, int, Type } from "../schema/params.ts";
import { error } from "../schema/problem.ts";

/** All encodings side by side, then fully connected layers: [batch, Σ d] → [batch, output_size]. */
export const concat = defineChoice({
  summary: "All encodings side by side, then fully connected layers.",
  params: Type.Object({
    num_fc_layers: int(0, "How many layers, unless `fc_layers` lists them.", { min: 0, max: MOST_LAYERS, impact: "high" }),
    output_size: int(256, "Width of each layer that does not set its own.", { min: 1, scale: "log", impact: "medium" }),
    activation: activation("relu", "Nonlinearity after each layer."),
    dropout: dropoutRate("Share of values dropped in training."),
    norm: norm("Normalisation between linear part and nonlinearity."),
    norm_params: normArguments("Arguments of the normalisation."),
    residual: bool(false, "Add each layer's input to its output; all layers need the same width."),
    use_bias: bool(true, "Add a bias."),
    weights_initializer: initializer("xavier_uniform", "How the weight matrices begin."),
    bias_initializer: initializer("zeros", "How the biases begin."),
    fc_layers: layerList("The layers one by one; keys a layer does not name are this section's."),
    flatten_inputs: bool(false, "Lay the steps of a sequence side by side; otherwise they are summed."),
    batch_ensemble: falseYet("Several cheap members in one model (TabM)."),
  }),
  example: { num_fc_layers: 2, output_size: 4, residual: true },
  check(read, path, report) {
    const widths = new Set(layersOf(read.fc_layers, read.num_fc_layers, read).map((layer) => layer.output_size));
    if (read.residual && widths.size > 1)
      report(error([...path, "residual"], words.residualWidths([...widths])));
  },
  make:
    (read): CombinerFn =>
    (context, inputs) => {
      const vectors = inputs.map(({ encoding }, i) => vectorOf(context, `input_${i}`, encoding, read.flatten_inputs));
      const joined = vectors.length === 1 ? vectors[0]! : apply(tf.layers.concatenate({ name: context.name("concat") }), vectors);
      const layers = layersOf(read.fc_layers, read.num_fc_layers, read);
      return { kind: "vector", tensor: fullyConnected(context, "fc", joined, layers, read, read.residual) };
    },
});

/** A sequence as one vector, padding left out: its sum (as an output's `reduce_input` would have it) or its steps side by side. */
function vectorOf(context: BuildContext, part: string, encoding: Encoding, flat: boolean): tf.SymbolicTensor {
  if (encoding.kind === "vector") return encoding.tensor;
  const flatten = tf.layers.flatten({ name: context.name(`${part}_vector`) });
  return flat
    ? apply(flatten, masked(context, `${part}_masked`, encoding.tensor, encoding.mask))
    : apply(flatten, apply(tf.layers.dot({ name: context.name(`${part}_sum`), axes: [1, 1] }), [encoding.mask, encoding.tensor]));
}
