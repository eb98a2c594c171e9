import { words } from "../../../messages/en/parts.ts";
import { apply, widthOf } from "../../layers/apply.ts";
import { weightsFrom } from "../../layers/initializers.ts";
import { PositionEmbedding } from "../../layers/position-embedding.ts";
import { reduced, reduction } from "../../layers/reduce.ts";
import { withTensor } from "../../layers/sequence.ts";
import { linear, MOST_LAYERS } from "../../layers/stack.ts";
import { transformerBlock, type TransformerSpec } from "../../layers/transformer.ts";
import { defineChoice } from "../../schema/choice.ts";
import { falseYet, float, int, Type } from "../../schema/params.ts";
import { error } from "../../schema/problem.ts";
import { embedTokens, tokenParams } from "../tokens.ts";
import { afterParams, afterwards, weightParams } from "./after.ts";
import type { SequenceEncoder } from "./encoder.ts";

/** Self-attention among all tokens, with learned positions: [batch, hidden_size], or the sequence. Vaswani et al., 2017, normalised after each part. */
export const transformer = defineChoice({
  summary: "Every token looks at every other: strong with many rows, slow on long texts.",
  params: Type.Object({
    ...tokenParams,
    dropout: float(0.1, "Share of values dropped in training, inside the blocks and of the token vectors.", { min: 0, max: 1, impact: "medium" }),
    ...weightParams,
    num_layers: int(1, "Blocks, one after another.", { min: 1, max: MOST_LAYERS, impact: "medium" }),
    hidden_size: int(256, "Width of a token inside the blocks; the heads share it.", { min: 1, scale: "log", impact: "high" }),
    num_heads: int(8, "Attention heads; they must divide `hidden_size`.", { min: 1, impact: "medium" }),
    transformer_output_size: int(256, "Width of the layer between, of the two that each token passes through by itself.", { min: 1, scale: "log" }),
    use_rope: falseYet("Rotary positions instead of a table of them."),
    reduce_output: reduction("last", "How the vectors of a text become one; padding never counts."),
    ...afterParams,
  }),
  example: { embedding_size: 3, hidden_size: 4, num_heads: 2, transformer_output_size: 3 },
  check(read, path, report) {
    if (read.hidden_size % read.num_heads !== 0) report(error([...path, "num_heads"], words.heads("num_heads", read.num_heads, "hidden_size", read.hidden_size)));
  },
  make: (read): SequenceEncoder => ({
    embed: (context, facts) => embedTokens(context, facts, read, read.weights_initializer),
    encode(context, sequence) {
      const table = weightsFrom(read.weights_initializer, context.seed("positions"));
      const placed = apply(new PositionEmbedding({ name: context.name("positions"), initializer: table }), sequence.tensor);
      const tokens = widthOf(placed) === read.hidden_size ? placed : linear(context, "projected", placed, read.hidden_size, read);
      const spec: TransformerSpec = { ...read, norm: "after" };
      const blocks = Array.from({ length: read.num_layers }, (_, i) => `block_${i}`);
      const attended = blocks.reduce((x, block) => transformerBlock(context, block, x, sequence.mask(), spec), tokens);
      return reduced(context, withTensor(sequence, attended), read.reduce_output, afterwards(context, read));
    },
  }),
});
