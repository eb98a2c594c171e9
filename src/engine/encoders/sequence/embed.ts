import { initializer, type InitializerSpec } from "../../layers/initializers.ts";
import { reduced, reduction } from "../../layers/reduce.ts";
import { defineChoice } from "../../schema/choice.ts";
import { Type } from "../../schema/params.ts";
import { embedTokens, tokenParams } from "../tokens.ts";
import type { SequenceEncoder } from "./encoder.ts";

/** Keras's bounds. A bare `uniform` is from 0 to 1 in PyTorch: summed over a text, activations would begin in the hundreds. */
const SMALL: InitializerSpec = { type: "uniform", a: -0.05, b: 0.05 };

/** A vector per token, collapsed over time: [batch, d], or the sequence itself. Order is lost unless `concat` or null. */
export const embed = defineChoice({
  summary: "A learned vector per token, summed: a bag of words. Quick, and hard to beat on short texts.",
  params: Type.Object({
    ...tokenParams,
    weights_initializer: initializer("uniform", "How the vectors begin; a bare `uniform` is from −0.05 to 0.05."),
    reduce_output: reduction("sum", "How the vectors of a text become one; padding never counts."),
  }),
  example: { embedding_size: 2 },
  make: (read): SequenceEncoder => ({
    embed: (context, facts) => embedTokens(context, facts, read, read.weights_initializer === "uniform" ? SMALL : read.weights_initializer),
    encode: (context, sequence) => reduced(context, sequence, read.reduce_output),
  }),
});
