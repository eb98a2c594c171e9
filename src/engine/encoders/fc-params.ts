import type * as tf from "../tf.ts";
import { activation } from "../layers/activations.ts";
import { initializer } from "../layers/initializers.ts";
import { norm, normArguments } from "../layers/norm.ts";
import { drop, dropoutRate, fullyConnected, layerList, layersOf, MOST_LAYERS, type LayerSpec } from "../layers/stack.ts";
import type { BuildContext } from "../model/context.ts";
import { bool, int } from "../schema/params.ts";

/** What every fully connected layer of an encoder is like that does not say otherwise, and the list of those that do. */
export const layerParams = {
  use_bias: bool(true, "Add a bias."),
  weights_initializer: initializer("xavier_uniform", "How the weight matrices begin."),
  bias_initializer: initializer("zeros", "How the biases begin."),
  norm: norm("Normalisation between linear part and nonlinearity."),
  norm_params: normArguments("Arguments of the normalisation."),
  activation: activation("relu", "Nonlinearity after each layer."),
  dropout: dropoutRate("Share of values dropped in training."),
  fc_layers: layerList("The layers one by one; keys a layer does not name are this section's."),
};

/** The fully connected layers after a small encoder: `count` of them, 10 wide, unless the config says otherwise. */
export const fcParams = (count: 0 | 1) => ({
  num_fc_layers: int(count, "How many fully connected layers follow, unless `fc_layers` lists them.", { min: count, max: MOST_LAYERS }),
  output_size: int(10, "Width of each fully connected layer that does not set its own.", { min: 1, scale: "log", impact: "medium" }),
  ...layerParams,
});
interface FcSection extends LayerSpec {
  readonly num_fc_layers: number;
  readonly fc_layers: Parameters<typeof layersOf>[0];
}

/** What `fcParams` describes, [batch, d] → [batch, output_size of the last]; without a layer, x after dropout. */
export function fcStack(context: BuildContext, x: tf.SymbolicTensor, section: FcSection): tf.SymbolicTensor {
  const layers = layersOf(section.fc_layers, section.num_fc_layers, section);
  return layers.length === 0 ? drop(context, "dropout", x, section.dropout) : fullyConnected(context, "fc", x, layers, section);
}
