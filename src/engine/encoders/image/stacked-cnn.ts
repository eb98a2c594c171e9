import * as tf from "../../tf.ts";
import { activate, activation, widthInto } from "../../layers/activations.ts";
import { apply } from "../../layers/apply.ts";
import { Conv2D } from "../../layers/convolution.ts";
import { initializer, weightsFrom } from "../../layers/initializers.ts";
import { dropoutRate, fullyConnected, layerList, layersOf, MOST_LAYERS } from "../../layers/stack.ts";
import { norm, normArguments } from "../../layers/norm.ts";
import type { BuildContext, EncoderFn } from "../../model/context.ts";
import { defineChoice } from "../../schema/choice.ts";
import { bool, int, Type, type Params } from "../../schema/params.ts";
import { pixelsOf, type PixelFacts } from "./pixels.ts";

const params = Type.Object({
  kernel_size: int(3, "Side of the square that a convolution sees.", { min: 1, unit: "pixels" }),
  conv_activation: activation("relu", "Nonlinearity after each convolution."),
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
});

/** Convolutions and pools one after another, then fully connected layers: [batch, output_size]. */
export const stackedCnn = defineChoice({
  summary: "Convolutions one after another, each over a coarser picture.",
  params,
  example: { kernel_size: 2, fc_layers: [{ output_size: 3 }] },
  make: (read): EncoderFn<PixelFacts> => (context, facts) => {
    const seen = [32, 64].reduce((hidden, filters, i) => convolved(context, `conv_${i}`, hidden, filters, read), pixelsOf(context, facts));
    const flat = apply(tf.layers.flatten({ name: context.name("flat") }), seen);
    const section = {
      output_size: read.output_size, use_bias: read.fc_use_bias, weights_initializer: read.fc_weights_initializer, bias_initializer: read.fc_bias_initializer,
      norm: read.fc_norm, norm_params: read.fc_norm_params, activation: read.fc_activation, dropout: read.fc_dropout,
    };
    return { kind: "vector", tensor: fullyConnected(context, "fc", flat, layersOf(read.fc_layers, read.num_fc_layers, section), section) };
  },
});

/** conv → activation → pool: [batch, height, width, channels] → [batch, half, half, filters]. */
function convolved(context: BuildContext, part: string, x: tf.SymbolicTensor, filters: number, read: Params<typeof params>): tf.SymbolicTensor {
  const seeded = (weight: string) => weightsFrom(weight === "kernel" ? "xavier_uniform" : "zeros", context.seed(`${part}/${weight}`));
  const conv = new Conv2D({
    name: context.name(part), filters: widthInto(read.conv_activation, filters), kernelSize: [read.kernel_size, read.kernel_size], padding: "same", useBias: true,
    kernelInitializer: seeded("kernel"), biasInitializer: seeded("bias"),
  });
  const active = activate(context, `${part}_activation`, apply(conv, x), read.conv_activation);
  return apply(tf.layers.maxPooling2d({ name: context.name(`${part}_pool`), poolSize: 2 }), active);
}
