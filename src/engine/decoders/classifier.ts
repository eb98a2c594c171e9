import { activation } from "../layers/activations.ts";
import { dropoutRate, fullyConnected, layersOf, MOST_LAYERS } from "../layers/stack.ts";
import type { Decoder } from "../model/context.ts";
import { defineChoice, type Choice } from "../schema/choice.ts";
import { int, Type } from "../schema/params.ts";
import { beforeDecoder, preDecoder, projected, projection } from "./head.ts";

/** Keys that Ludwig reads and then never uses. */
const idle = ["calibration", "mc_dropout_samples"];

/** One logit per class: [batch, d] → [batch, units(facts)]. */
export const classifier = <Facts>(units: (facts: Facts) => number): Choice<Decoder<Facts>> =>
  defineChoice({
    summary: "A linear layer to one value per class.",
    params: Type.Object({ ...preDecoder, ...projection }),
    idle,
    example: { num_fc_layers: 1, fc_output_size: 3 },
    make: (params): Decoder<Facts> => ({
      takes: "vector",
      build: (context, hidden, facts) => projected(context, beforeDecoder(context, hidden, params), units(facts), params),
    }),
  });

/** Hidden layers, then one logit per class (one in all for yes and no): [batch, d] → [batch, units(facts)]. */
export const mlpClassifier = <Facts>(units: (facts: Facts) => number): Choice<Decoder<Facts>> =>
  defineChoice({
    summary: "Hidden layers, then a linear layer to one value per class.",
    params: Type.Object({
      ...preDecoder,
      ...projection,
      num_fc_layers: int(1, "How many hidden layers.", { min: 0, max: MOST_LAYERS, impact: "medium" }),
      output_size: int(256, "Width of the hidden layers.", { min: 1, scale: "log", impact: "medium" }),
      activation: activation("relu", "Nonlinearity after each hidden layer."),
      dropout: dropoutRate("Share of hidden values dropped in training."),
    }),
    idle,
    example: { num_fc_layers: 1, output_size: 3 },
    make: (params): Decoder<Facts> => ({
      takes: "vector",
      build(context, hidden, facts) {
        const layer = { ...params, norm: null, norm_params: null };
        const { tensor } = beforeDecoder(context, hidden, params, 0); // num_fc_layers counts the hidden layers here
        const last = fullyConnected(context, "hidden", tensor, layersOf(null, params.num_fc_layers, layer), { ...layer, dropout: 0 });
        return projected(context, { kind: "vector", tensor: last }, units(facts), params);
      },
    }),
  });
