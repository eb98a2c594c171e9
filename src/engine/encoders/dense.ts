import { fullyConnected, layersOf, MOST_LAYERS } from "../layers/stack.ts";
import type { EncoderFn } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { int, Type } from "../schema/params.ts";
import { layerParams } from "./fc-params.ts";

/** Fully connected layers over part `value` [batch, d] → [batch, output_size]. */
export const dense = defineChoice({
  summary: "Fully connected layers over the value.",
  params: Type.Object({
    num_layers: int(1, "How many layers, unless `fc_layers` lists them.", { min: 1, max: MOST_LAYERS }),
    output_size: int(256, "Width of each layer that does not set its own.", { min: 1, scale: "log", impact: "medium" }),
    ...layerParams,
  }),
  example: { num_layers: 1, output_size: 3 },
  make:
    (params): EncoderFn<unknown> =>
    (context) => ({
      kind: "vector",
      tensor: fullyConnected(context, "fc", context.input("value"), layersOf(params.fc_layers, params.num_layers, params), params),
    }),
});
