import { activation } from "../layers/activations.ts";
import { initializer } from "../layers/initializers.ts";
import { norm, normArguments } from "../layers/norm.ts";
import { dropoutRate, fullyConnected, layerList, layersOf, MOST_LAYERS } from "../layers/stack.ts";
import type { EncoderFn } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { bool, int, Type } from "../schema/params.ts";

/** Fully connected layers over part `value` [batch, d] → [batch, output_size]. */
export const dense = defineChoice({
  summary: "Fully connected layers over the value.",
  params: Type.Object({
    num_layers: int(1, "How many layers, unless `fc_layers` lists them.", { min: 1, max: MOST_LAYERS }),
    output_size: int(256, "Width of each layer that does not set its own.", { min: 1, scale: "log", impact: "medium" }),
    use_bias: bool(true, "Add a bias."),
    weights_initializer: initializer("xavier_uniform", "How the weight matrices begin."),
    bias_initializer: initializer("zeros", "How the biases begin."),
    norm: norm("Normalisation between linear part and nonlinearity."),
    norm_params: normArguments("Arguments of the normalisation."),
    activation: activation("relu", "Nonlinearity after each layer."),
    dropout: dropoutRate("Share of values dropped in training."),
    fc_layers: layerList("The layers one by one; keys a layer does not name are this section's."),
  }),
  example: { num_layers: 1, output_size: 3 },
  make:
    (params): EncoderFn<unknown> =>
    (context) => ({
      kind: "vector",
      tensor: fullyConnected(context, "fc", context.input("value"), layersOf(params.fc_layers, params.num_layers, params), params),
    }),
});
