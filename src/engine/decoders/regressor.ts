import type { Decoder } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { Type } from "../schema/params.ts";
import { beforeDecoder, preDecoder, projected, projection } from "./head.ts";

/** One value: [batch, d] → [batch, 1]. */
export const regressor = defineChoice({
  summary: "A linear layer to one value.",
  params: Type.Object({ ...preDecoder, ...projection }),
  example: { num_fc_layers: 1, fc_output_size: 3 },
  make: (params): Decoder<unknown> => ({
    takes: "vector",
    build: (context, hidden) => projected(context, beforeDecoder(context, hidden, params), 1, params),
  }),
});
