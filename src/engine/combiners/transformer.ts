import { defineChoice } from "../schema/choice.ts";
import { Type } from "../schema/params.ts";
import { afterParams, afterwards, checkAfter } from "./after.ts";
import { attended, attentionParams, checkAttention } from "./attention.ts";
import type { Combiner } from "./combiner.ts";
import { reducedTokens, tokenReduction } from "./tokens.ts";
import { asTokens, projected, vectorsOf } from "./vectors.ts";

/** Each input becomes a token, attention lets the tokens look at each other, and their mean is the answer. Vaswani et al., 2017. */
export const transformer = defineChoice({
  summary: "Inputs look at each other by attention, and their mean is read.",
  params: Type.Object({ ...attentionParams, ...afterParams, reduce_output: tokenReduction("mean") }),
  example: { hidden_size: 4, num_heads: 2, transformer_output_size: 3, num_fc_layers: 1, output_size: 3 },
  check(read, path, report) {
    checkAttention(read, path, report);
    checkAfter(read, path, report);
  },
  make: (read): Combiner => ({
    combine(context, inputs) {
      const tokens = asTokens(context, "tokens", projected(context, vectorsOf(context, inputs), read.hidden_size, read));
      return reducedTokens(context, attended(context, tokens, read), read.reduce_output, (vector) => afterwards(context, vector, read));
    },
  }),
});
