import { dropoutRate, fullyConnected, layersOf, MOST_LAYERS } from "../layers/stack.ts";
import { defineChoice } from "../schema/choice.ts";
import { bool, falseYet, int, Type } from "../schema/params.ts";
import { checkResidual, stackParams } from "./after.ts";
import type { Combiner } from "./combiner.ts";
import { joined, vectorsOf } from "./vectors.ts";

/** All encodings side by side, then fully connected layers: [batch, Σ d] → [batch, output_size]. */
export const concat = defineChoice({
  summary: "All encodings side by side, then fully connected layers.",
  params: Type.Object({
    ...stackParams,
    num_fc_layers: int(0, "How many layers, unless `fc_layers` lists them.", { min: 0, max: MOST_LAYERS, impact: "high" }),
    dropout: dropoutRate("Share of values dropped in training."),
    residual: bool(false, "Add each layer's input to its output; all layers need the same width."),
    flatten_inputs: bool(false, "Lay the steps of a sequence side by side; otherwise they are summed."),
    batch_ensemble: falseYet("Several cheap members in one model (TabM)."),
  }),
  example: { num_fc_layers: 2, output_size: 4, residual: true },
  check: (read, path, report) => checkResidual(read.residual, layersOf(read.fc_layers, read.num_fc_layers, read), [...path, "residual"], report),
  make: (read): Combiner => ({
    combine(context, inputs) {
      const whole = joined(context, "concat", vectorsOf(context, inputs, read.flatten_inputs));
      return { kind: "vector", tensor: fullyConnected(context, "fc", whole, layersOf(read.fc_layers, read.num_fc_layers, read), read, read.residual) };
    },
  }),
});
