import * as tf from "../../tf.ts";
import { activation } from "../../layers/activations.ts";
import { apply } from "../../layers/apply.ts";
import { initializer } from "../../layers/initializers.ts";
import { norm, normArguments } from "../../layers/norm.ts";
import { dropoutRate, fullyConnected, layerList, layersOf, MOST_LAYERS } from "../../layers/stack.ts";
import type { EncoderFn } from "../../model/context.ts";
import { defineChoice } from "../../schema/choice.ts";
import { bool, int, Type } from "../../schema/params.ts";
import { checkOnce } from "../sequence/parallel.ts";
import { convolutionParams, convolutionsOf, convolve } from "./convolution.ts";
import { pixelsOf, type PixelFacts } from "./pixels.ts";

/** Convolutions and pools one after another, then fully connected layers: [batch, output_size]. */
export const stackedCnn = defineChoice({
  summary: "Convolutions one after another, each over a coarser picture: the plain way, good from a few hundred pictures on.",
  params: Type.Object({
    ...convolutionParams,
    num_fc_layers: int(1, "How many fully connected layers follow, unless `fc_layers` lists them.", { min: 1, max: MOST_LAYERS }),
    output_size: int(128, "Width of each fully connected layer that does not set its own.", { min: 1, scale: "log", impact: "medium" }),
    fc_activation: activation("relu", "Nonlinearity after each fully connected layer."),
    fc_dropout: dropoutRate("Share of values dropped after each fully connected layer in training."),
    fc_use_bias: bool(true, "Add a bias in the fully connected layers."),
    fc_weights_initializer: initializer("xavier_uniform", "How the weight matrices of the fully connected layers begin."),
    fc_bias_initializer: initializer("zeros", "How the biases of the fully connected layers begin."),
    fc_norm: norm("Normalisation between linear part and nonlinearity of the fully connected layers."),
    fc_norm_params: normArguments("Arguments of the normalisation."),
    fc_layers: layerList("The fully connected layers one by one; keys a layer does not name are this section's."),
  }),
  example: {
    out_channels: 4, fc_layers: [{ output_size: 3 }],
    conv_layers: [{ kernel_size: 2, padding: 1, padding_mode: "reflect", pool_padding: 1 }, { groups: 2, padding: "same", padding_mode: "circular", kernel_size: [2, 1], pool_kernel_size: [2, 1] }],
  },
  check: (read, path, report) => checkOnce(read.conv_layers, read.num_conv_layers, "conv_layers", "num_conv_layers", path, report),
  make: (read): EncoderFn<PixelFacts> => (context, facts) => {
    const seen = convolutionsOf(read).reduce((picture, layer, i) => convolve(context, `conv_${i}`, picture, layer), pixelsOf(context, facts));
    const flat = apply(tf.layers.flatten({ name: context.name("flat") }), seen);
    const section = {
      output_size: read.output_size, use_bias: read.fc_use_bias, weights_initializer: read.fc_weights_initializer, bias_initializer: read.fc_bias_initializer,
      norm: read.fc_norm, norm_params: read.fc_norm_params, activation: read.fc_activation, dropout: read.fc_dropout,
    };
    return { kind: "vector", tensor: fullyConnected(context, "fc", flat, layersOf(read.fc_layers, read.num_fc_layers, section), section) };
  },
});
