import { words } from "../../messages/en/parts.ts";
import { apply, widthOf } from "../layers/apply.ts";
import { MultiHeadAttention } from "../layers/attention.ts";
import { Unbuildable } from "../layers/budget.ts";
import { weightsFrom } from "../layers/initializers.ts";
import { sequenceOf } from "../layers/marks.ts";
import { linear } from "../layers/stack.ts";
import type { BuildContext, Decoder, SequenceEncoding } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { bool, int, Type } from "../schema/params.ts";
import { error } from "../schema/problem.ts";
import * as tf from "../tf.ts";
import { beforeDecoder, preDecoder, projected, projection } from "./head.ts";

/** What the tagger needs to know of the column of tags. */
export interface TagSteps {
  /** The tags that can be predicted. */
  readonly tags: readonly string[];
  /** Steps of the longest row, and where short ones are filled up. */
  readonly steps: number;
  readonly padding: "left" | "right";
}

/** Ludwig's tagger says nothing of how its weights begin. */
const beginnings = { weights_initializer: "xavier_uniform", bias_initializer: "zeros" } as const;

/**
 * A tag for each step: hidden [batch, time, d] → logits [batch, steps, tags]; at padding all of them are `FAR_BELOW`, so that the
 * logits alone say how long a row is. Ludwig's tagger chooses among the special symbols as well; this one cannot.
 */
export const tagger = <Facts>(stepsOf: (facts: Facts) => TagSteps) =>
  defineChoice({
    summary: "A tag for each token of an input, decided from what the encoder says of it.",
    params: Type.Object({
      ...preDecoder,
      use_bias: projection.use_bias,
      use_attention: bool(false, "Let each token look at all others once more before its tag is decided.", { impact: "medium" }),
      attention_embedding_size: int(256, "Width of that attention.", { min: 1, scale: "log" }),
      attention_num_heads: int(8, "Its heads; they must divide the width.", { min: 1 }),
    }),
    example: { use_attention: true, attention_embedding_size: 4, attention_num_heads: 2 },
    check(read, path, report) {
      if (read.use_attention && read.attention_embedding_size % read.attention_num_heads !== 0)
        report(error([...path, "attention_num_heads"], words.taggerHeads(read.attention_num_heads, read.attention_embedding_size)));
    },
    make: (params): Decoder<Facts> => ({
      takes: "sequence",
      build(context, hidden, facts) {
        const { tags, steps, padding } = stepsOf(facts);
        const before = beforeDecoder(context, hidden, params);
        const attended = params.use_attention ? lookedAround(context, before, params.attention_embedding_size, params.attention_num_heads) : before;
        const fitting = cut(context, attended, steps, padding);
        const { logits } = projected(context, fitting, tags.length, { ...beginnings, use_bias: params.use_bias });
        const marked = apply(tf.layers.add({ name: context.name("marked") }), [logits, sequenceOf(context, "steps", fitting).gap()]);
        return { logits: marked, hidden: attended };
      },
    }),
  });

/** Attention of the steps to each other, at a width of its own: [batch, time, d] → [batch, time, width]. */
function lookedAround(context: BuildContext, { tensor, mask }: SequenceEncoding, width: number, heads: number): SequenceEncoding {
  const layer = new MultiHeadAttention({
    name: context.name("attention"),
    numHeads: heads,
    keyDim: width / heads,
    useBias: true,
    kernelInitializer: weightsFrom(beginnings.weights_initializer, context.seed("attention/kernel")),
    biasInitializer: weightsFrom(beginnings.bias_initializer, context.seed("attention/bias")),
  });
  return { kind: "sequence", tensor: apply(layer, [linear(context, "attention_input", tensor, width, { ...beginnings, use_bias: true }), mask]), mask };
}

/** The first steps, or the last where padding stands on the left: [batch, time, d] → [batch, steps, d]. */
function cut(context: BuildContext, hidden: SequenceEncoding, steps: number, padding: TagSteps["padding"]): SequenceEncoding {
  const time = hidden.tensor.shape[1]!; // shapes are static but for the batch
  if (time < steps) throw new Unbuildable(words.fewerSteps(time, steps));
  if (time === steps) return hidden;
  const surplus: [number, number] = padding === "left" ? [time - steps, 0] : [0, time - steps];
  const shortened = (part: string, x: tf.SymbolicTensor): tf.SymbolicTensor => {
    const d = widthOf(x);
    const reshape = (name: string, targetShape: number[]) => tf.layers.reshape({ name: context.name(name), targetShape });
    const column = apply(reshape(`${part}_column`, [time, 1, d]), x);
    const cropped = apply(tf.layers.cropping2D({ name: context.name(`${part}_cut`), cropping: [surplus, [0, 0]] }), column);
    return apply(reshape(`${part}_steps`, [steps, d]), cropped);
  };
  return { kind: "sequence", tensor: shortened("hidden", hidden.tensor), mask: shortened("mask", hidden.mask) };
}
