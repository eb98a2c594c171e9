import { activation } from "../../layers/activations.ts";
import { initializer } from "../../layers/initializers.ts";
import { norm, normArguments } from "../../layers/norm.ts";
import { dropoutRate, fullyConnected, layerList, layersOf, MOST_LAYERS, type LayerSpec } from "../../layers/stack.ts";
import type { BuildContext } from "../../model/context.ts";
import { bool, int, orNull } from "../../schema/params.ts";
import type * as tf from "../../tf.ts";

/** How layers of an encoder begin. */
export const weightParams = {
  weights_initializer: initializer("xavier_uniform", "How token vectors, kernels and weight matrices begin."),
  bias_initializer: initializer("zeros", "How the biases begin."),
  use_bias: bool(true, "Add a bias."),
};

const shared = {
  output_size: int(256, "Width of each fully connected layer that does not set its own.", { min: 1, scale: "log", impact: "medium" }),
  fc_layers: layerList("The fully connected layers one by one; keys a layer does not name are this section's."),
};

/** Keys of the fully connected layers after convolutions, which share nonlinearity, norm and dropout with them. */
export const convolutionAfterParams = {
  ...shared,
  num_fc_layers: orNull(int(1, "", { min: 0, max: MOST_LAYERS }), null, "Fully connected layers after the reduction; by default two, of 512 and 256."),
};

/** Keys of the fully connected layers after a body that has a nonlinearity of its own. */
export const afterParams = {
  ...shared,
  num_fc_layers: int(0, "Fully connected layers after the reduction, unless `fc_layers` lists them.", { min: 0, max: MOST_LAYERS }),
  fc_activation: activation("relu", "Nonlinearity after each fully connected layer."),
  fc_dropout: dropoutRate("Share of values dropped after each fully connected layer in training."),
  norm: norm("Normalisation between linear part and nonlinearity of the fully connected layers."),
  norm_params: normArguments("Arguments of the normalisation."),
};

type Read = Omit<LayerSpec, "activation" | "dropout"> & { readonly fc_layers: Parameters<typeof layersOf>[0] };
type Layers = (vector: tf.SymbolicTensor) => tf.SymbolicTensor;

/** The layers that `afterParams` describe. */
export const afterwards = (
  context: BuildContext, read: Read & { readonly num_fc_layers: number; readonly fc_activation: LayerSpec["activation"]; readonly fc_dropout: number },
): Layers => {
  const section = { ...read, activation: read.fc_activation, dropout: read.fc_dropout };
  return (vector) => fullyConnected(context, "fc", vector, layersOf(read.fc_layers, read.num_fc_layers, section), section);
};

/** The layers that `convolutionAfterParams` describe. */
export const afterConvolutions = (context: BuildContext, read: Read & LayerSpec & { readonly num_fc_layers: number | null }): Layers => {
  const usual = read.fc_layers === null && read.num_fc_layers === null ? [{ output_size: 512 }, { output_size: 256 }] : read.fc_layers;
  return (vector) => fullyConnected(context, "fc", vector, layersOf(usual, read.num_fc_layers ?? 0, read), read);
};

