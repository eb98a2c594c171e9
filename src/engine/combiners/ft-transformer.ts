import * as tf from "../tf.ts";
import { apply } from "../layers/apply.ts";
import { learnedVectors } from "../layers/learned-vectors.ts";
import { stepAt } from "../layers/slice.ts";
import { defineChoice } from "../schema/choice.ts";
import { Type } from "../schema/params.ts";
import { afterParams, afterwards, checkAfter } from "./after.ts";
import { attended, attentionParams, checkAttention } from "./attention.ts";
import type { Combiner } from "./combiner.ts";
import { asTokens, projected, vectorsOf } from "./vectors.ts";

/**
 * Each input becomes a token, attention lets the tokens look at each other and at one that is learnt, which is read: [batch, hidden_size], or
 * [batch, output_size] with fully connected layers. Gorishniy et al., 2021.
 */
export const ftTransformer = defineChoice({
  summary: "Inputs look at each other by attention, and a learned token gathers what it finds.",
  params: Type.Object({ ...attentionParams, ...afterParams }),
  example: { hidden_size: 4, num_heads: 2, transformer_output_size: 3, num_fc_layers: 1, output_size: 3 },
  check(read, path, report) {
    checkAttention(read, path, report);
    checkAfter(read, path, report);
  },
  make: (read): Combiner => ({
    combine(context, inputs) {
      const tokens = asTokens(context, "tokens", projected(context, vectorsOf(context, inputs), read.hidden_size, read));
      const reader = learnedVectors(context, "reader", tokens, 1, read.hidden_size);
      const all = apply(tf.layers.concatenate({ name: context.name("tokens_and_reader"), axis: 1 }), [reader, tokens]);
      return { kind: "vector", tensor: afterwards(context, stepAt(context, "read", attended(context, all, read), 0), read) };
    },
  }),
});
