import { words } from "../../messages/en/parts.ts";
import type * as tf from "../tf.ts";
import { activation } from "../layers/activations.ts";
import { initializer } from "../layers/initializers.ts";
import { norm, normArguments } from "../layers/norm.ts";
import { dropoutRate, fullyConnected, layerList, layersOf, MOST_LAYERS, type LayerSpec } from "../layers/stack.ts";
import type { BuildContext } from "../model/context.ts";
import { bool, int, type Params, type TObject } from "../schema/params.ts";
import { error, type Path, type Report } from "../schema/problem.ts";

/** Keys of how weights begin. */
export const weightParams = {
  use_bias: bool(true, "Add a bias."),
  weights_initializer: initializer("xavier_uniform", "How the weight matrices begin."),
  bias_initializer: initializer("zeros", "How the biases begin."),
};

/** Keys of fully connected layers behind a body that has neither nonlinearity nor dropout of its own. */
export const stackParams = {
  ...weightParams,
  num_fc_layers: int(0, "Fully connected layers at the end, unless `fc_layers` lists them.", { min: 0, max: MOST_LAYERS, impact: "medium" }),
  output_size: int(256, "Width of each of them that does not set its own.", { min: 1, scale: "log", impact: "medium" }),
  fc_layers: layerList("The layers one by one; keys a layer does not name are this section's."),
  activation: activation("relu", "Nonlinearity after each of them."),
  norm: norm("Normalisation between linear part and nonlinearity."),
  norm_params: normArguments("Arguments of the normalisation."),
};

/** The same behind a body that has them. */
const { activation: _, ...plainStackParams } = stackParams;
export const afterParams = {
  ...plainStackParams,
  fc_activation: activation("relu", "Nonlinearity after each fully connected layer."),
  fc_dropout: dropoutRate("Share of values dropped after each fully connected layer in training."),
  fc_residual: bool(false, "Add each fully connected layer's input to its output; all need the same width."),
};
type AfterParams = Params<TObject<typeof afterParams>>;

const sectionOf = (read: AfterParams): LayerSpec => ({ ...read, activation: read.fc_activation, dropout: read.fc_dropout });

/** The layers that `afterParams` describe: [batch, d] → [batch, output_size], or x itself where there are none. */
export const afterwards = (context: BuildContext, x: tf.SymbolicTensor, read: AfterParams): tf.SymbolicTensor =>
  fullyConnected(context, "fc", x, layersOf(read.fc_layers, read.num_fc_layers, sectionOf(read)), sectionOf(read), read.fc_residual);

export const checkAfter = (read: AfterParams, path: Path, report: Report): void =>
  checkResidual(read.fc_residual, layersOf(read.fc_layers, read.num_fc_layers, sectionOf(read)), [...path, "fc_residual"], report);

/** Skips add up only what is equally wide. */
export function checkResidual(residual: boolean, layers: readonly LayerSpec[], path: Path, report: Report): void {
  const widths = new Set(layers.map((layer) => layer.output_size));
  if (residual && widths.size > 1) report(error(path, words.residualWidths([...widths])));
}
