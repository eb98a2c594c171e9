import * as tf from "../tf.ts";
import { apply } from "../layers/apply.ts";
import { Embedding } from "../layers/embedding.ts";
import { initializerOrNull, weightsFrom, weightsOf, type InitializerSpec } from "../layers/initializers.ts";
import { drop, dropoutRate } from "../layers/stack.ts";
import { notPretrained, pretrained, tableWidth, type FromFile } from "./embedding-params.ts";
import type { BuildContext, EncoderFn } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { bool, int, Type } from "../schema/params.ts";

/** What an encoder of one id needs to know. */
export interface OneOfMany extends FromFile {
  /** How many ids there are, "unknown" among them. */
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
    ...pretrained,
  }),
  example: { embedding_size: 2 },
  make:
    (params): EncoderFn<OneOfMany> =>
    (context, facts) => ({
      kind: "vector",
      tensor: drop(
        context,
        "dropout",
        lookUp(context, {
          inputDim: facts.vocab_size,
          outputDim: tableWidth(facts, params.embedding_size),
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
    (context, { vocab_size }) => ({ kind: "vector", tensor: lookUp(context, columns(vocab_size, false)) }),
});

/** The same, from a table that may be learned on and with dropout: part `id` [batch, 1] → [batch, categories]. */
export const sparse = defineChoice({
  summary: "A column of its own for each category, as a table that may be learned on.",
  idle: ["embedding_initializer"],
  params: Type.Object({
    embeddings_trainable: bool(false, "Learn on from the columns; otherwise they stay as they begin."),
    dropout: dropoutRate("Share of values dropped in training."),
    ...notPretrained,
  }),
  example: {},
  make:
    (params): EncoderFn<OneOfMany> =>
    (context, { vocab_size }) => ({
      kind: "vector",
      tensor: drop(context, "dropout", lookUp(context, columns(vocab_size, params.embeddings_trainable)), params.dropout),
    }),
});

/** The index as a number: part `id` [batch, 1] → [batch, 1]. It means something only where the order of the categories does. */
export const indexOfCategory = defineChoice({
  summary: "The category's rank by frequency, as a number: rarely what you want.",
  params: Type.Object({}),
  example: {},
  make:
    (): EncoderFn<OneOfMany> =>
    (context, { vocab_size }) => ({
      kind: "vector",
      tensor: lookUp(context, {
        inputDim: vocab_size, outputDim: 1, initializer: weightsOf(() => Float32Array.from({ length: vocab_size }, (_, id) => id)), trainable: false,
      }),
    }),
});

/**
 * What each category is worth, learned together with the model from zero: part `id` [batch, 1] → [batch, output_size]. As in Ludwig no
 * statistic of the targets is computed: gradients do the averaging, over training rows alone and for all outputs at once, so that no row's
 * own target leaks into its input, which a table of means would need to be fitted out of fold for.
 */
export const target = defineChoice({
  summary: "What each category is worth, as a few numbers that begin at zero: for columns of very many categories.",
  params: Type.Object({ output_size: int(1, "Numbers per category.", { min: 1, impact: "medium" }) }),
  example: {},
  make:
    ({ output_size }): EncoderFn<OneOfMany> =>
    (context, { vocab_size }) => ({
      kind: "vector",
      tensor: lookUp(context, { inputDim: vocab_size, outputDim: output_size, initializer: weightsFrom("zeros", 0), trainable: true }),
    }),
});

/** A learned vector for each bucket, which categories share by the hash of their names: part `bucket` [batch, 1] → [batch, embedding_size]. */
export const hash = defineChoice({
  summary: "A learned vector for each of a fixed number of buckets, which categories share: no category is ever unknown.",
  params: Type.Object({
    num_hash_buckets: int(1024, "Buckets. With fewer, more categories share one.", { min: 1, max: 2 ** 20, scale: "log", impact: "medium" }),
    embedding_size: int(50, "Width of a bucket's vector.", { min: 1, scale: "log", impact: "medium" }),
  }),
  example: { num_hash_buckets: 3, embedding_size: 2 },
  make:
    (params): EncoderFn<unknown> =>
    (context) => ({
      kind: "vector",
      tensor: lookUp(
        context,
        { inputDim: params.num_hash_buckets, outputDim: params.embedding_size, initializer: weightsFrom(SYMMETRIC, context.seed("embeddings")), trainable: true },
        "bucket",
      ),
    }),
});

type Table = Omit<ConstructorParameters<typeof Embedding>[0], "name">;

const columns = (count: number, trainable: boolean): Table => ({ inputDim: count, outputDim: count, initializer: weightsFrom("identity", 0), trainable });

function lookUp(context: BuildContext, table: Table, part = "id"): tf.SymbolicTensor {
  const vectors = apply(new Embedding({ name: context.name("embedding"), ...table }), context.input(part)); // [batch, 1, d]
  return apply(tf.layers.flatten({ name: context.name("vector") }), vectors);
}
