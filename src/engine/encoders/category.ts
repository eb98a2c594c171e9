import * as tf from "../tf.ts";
import { apply } from "../layers/apply.ts";
import { Embedding } from "../layers/embedding.ts";
import { initializerOrNull, weightsFrom, type InitializerSpec } from "../layers/initializers.ts";
import { drop, dropoutRate } from "../layers/stack.ts";
import { embeddingPlaceholders } from "./embedding-params.ts";
import type { BuildContext, EncoderFn } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { bool, int, Type } from "../schema/params.ts";

/** What an encoder of one id needs to know: how many ids there are, "unknown" among them. */
export interface OneOfMany {
  readonly vocab_size: number;
}

/** Ludwig's bounds where it names no distribution. */
const SYMMETRIC: InitializerSpec = { type: "uniform", a: -1, b: 1 };

/** A learned vector for each category: part `id` [batch, 1] → [batch, min(categories, embedding_size)]. */
export const embeddedCategory = defineChoice({
  summary: "A learned vector for each category.",
  params: Type.Object({
    embedding_size: int(50, "Upper bound of the vector's width; never wider than there are categories.", {
      min: 1,
      scale: "log",
      impact: "medium",
    }),
    embeddings_trainable: bool(true, "Learn the vectors; otherwise they stay as they begin."),
    embedding_initializer: initializerOrNull("How the vectors begin; null is uniform from −1 to 1."),
    dropout: dropoutRate("Share of values dropped in training."),
    ...embeddingPlaceholders,
  }),
  example: { embedding_size: 2 },
  make:
    (params): EncoderFn<OneOfMany> =>
    (context, { vocab_size }) => ({
      kind: "vector",
      tensor: drop(
        context,
        "dropout",
        lookUp(context, {
          inputDim: vocab_size,
          outputDim: Math.min(vocab_size, params.embedding_size),
          initializer: weightsFrom(params.embedding_initializer ?? SYMMETRIC, context.seed("embeddings")),
          trainable: params.embeddings_trainable,
        }),
        params.dropout,
      ),
    }),
});

/** A column for each category, "unknown" among them: part `id` [batch, 1] → [batch, categories]. */
export const onehot = defineChoice({
  summary: "A column of its own for each category.",
  params: Type.Object({}),
  example: {},
  make:
    (): EncoderFn<OneOfMany> =>
    (context, { vocab_size }) => ({
      kind: "vector",
      tensor: lookUp(context, { inputDim: vocab_size, outputDim: vocab_size, initializer: weightsFrom("identity", 0), trainable: false }),
    }),
});

function lookUp(context: BuildContext, table: Omit<ConstructorParameters<typeof Embedding>[0], "name">): tf.SymbolicTensor {
  const vectors = apply(new Embedding({ name: context.name("embedding"), ...table }), context.input("id")); // [batch, 1, d]
  return apply(tf.layers.flatten({ name: context.name("vector") }), vectors);
}
