import { activation } from "../layers/activations.ts";
import { initializer } from "../layers/initializers.ts";
import { norm, normArguments } from "../layers/norm.ts";
import { dropoutRate, fullyConnected, layerList, layersOf, linear, MOST_LAYERS, type LayerSpec } from "../layers/stack.ts";
import type { BuildContext, Decoded, Encoding } from "../model/context.ts";
import { bool, int, type Params, type TObject } from "../schema/params.ts";

/** Keys of the layers between combiner and decoder, the same for every decoder. */
export const preDecoder = {
  fc_layers: layerList("Fully connected layers before the decoder, one by one."),
  num_fc_layers: int(0, "So many of them, unless `fc_layers` lists them.", { min: 0, max: MOST_LAYERS, impact: "medium" }),
  fc_output_size: int(256, "Width of each that does not set its own.", { min: 1, scale: "log" }),
  fc_use_bias: bool(true, "Add a bias."),
  fc_weights_initializer: initializer("xavier_uniform", "How their weight matrices begin."),
  fc_bias_initializer: initializer("zeros", "How their biases begin."),
  fc_norm: norm("Normalisation between linear part and nonlinearity."),
  fc_norm_params: normArguments("Arguments of the normalisation."),
  fc_activation: activation("relu", "Nonlinearity after each."),
  fc_dropout: dropoutRate("Share of values dropped in training."),
};

/** The last projection's own keys. */
export const projection = {
  use_bias: bool(true, "Add a bias."),
  weights_initializer: initializer("xavier_uniform", "How the weight matrix begins."),
  bias_initializer: initializer("zeros", "How the bias begins."),
};

/** The layers between combiner and decoder, step by step on a sequence: [batch, ..., d] → [batch, ..., width of the last]. */
export function beforeDecoder<E extends Encoding>(
  context: BuildContext,
  hidden: E,
  params: Params<TObject<typeof preDecoder>>,
  count = params.num_fc_layers,
): E {
  const section: LayerSpec = {
    output_size: params.fc_output_size,
    use_bias: params.fc_use_bias,
    weights_initializer: params.fc_weights_initializer,
    bias_initializer: params.fc_bias_initializer,
    norm: params.fc_norm,
    norm_params: params.fc_norm_params,
    activation: params.fc_activation,
    dropout: params.fc_dropout,
  };
  return { ...hidden, tensor: fullyConnected(context, "fc", hidden.tensor, layersOf(params.fc_layers, count, section), section) };
}

/** The last linear layer: [batch, ..., d] → logits [batch, ..., units]; what it reads is the state that dependent outputs read too. */
export const projected = (context: BuildContext, hidden: Encoding, units: number, params: Params<TObject<typeof projection>>): Decoded =>
  ({ logits: linear(context, "logits", hidden.tensor, units, params), hidden });
