import * as tf from "../tf.ts";
import { apply } from "../layers/apply.ts";
import { oneOf, bool, int, Type } from "../schema/params.ts";
import { dropoutRate, fullyConnected, layersOf, MOST_LAYERS } from "../layers/stack.ts";
import { defineChoice } from "../schema/choice.ts";
import { checkResidual, stackParams } from "./after.ts";
import type { Combiner } from "./combiner.ts";
import { projected, vectorsOf } from "./vectors.ts";

/** Every input brought to one width, their mean, then fully connected layers: [batch, output_size]. */
export const projectAggregate = defineChoice({
  summary: "Every input brought to one width, their mean, then fully connected layers: grows little with the number of inputs.",
  params: Type.Object({
    ...stackParams,
    projection_size: int(128, "Width that every input is brought to.", { min: 1, scale: "log", impact: "high" }),
    num_fc_layers: int(2, "Fully connected layers after the mean, unless `fc_layers` lists them.", { min: 0, max: MOST_LAYERS, impact: "medium" }),
    output_size: int(128, "Width of each of them that does not set its own.", { min: 1, scale: "log", impact: "medium" }),
    residual: bool(true, "Add each layer's input to its output where their widths agree; all layers need the same width."),
    norm: oneOf(["batch", "layer"], "layer", "Normalisation between linear part and nonlinearity."),
    dropout: dropoutRate("Share of values dropped in training."),
  }),
  example: { projection_size: 3, output_size: 3, norm_params: { eps: 0.1 } },
  check: (read, path, report) => checkResidual(read.residual, layersOf(read.fc_layers, read.num_fc_layers, read), [...path, "residual"], report),
  make: (read): Combiner => ({
    combine(context, inputs) {
      const alike = projected(context, vectorsOf(context, inputs), read.projection_size, read);
      const mean = alike.length === 1 ? alike[0]! : apply(tf.layers.average({ name: context.name("mean") }), [...alike]);
      return { kind: "vector", tensor: fullyConnected(context, "fc", mean, layersOf(read.fc_layers, read.num_fc_layers, read), read, read.residual) };
    },
  }),
});
