import * as tf from "../tf.ts";
import { apply } from "../layers/apply.ts";
import { Embedding } from "../layers/embedding.ts";
import { weightsFrom, type InitializerSpec } from "../layers/initializers.ts";
import type { BuildContext, EncoderFn } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { bool, int, oneOf, Type } from "../schema/params.ts";
import { pretrained, tableWidth, type FromFile } from "./embedding-params.ts";
import { fcParams, fcStack } from "./fc-params.ts";

/** What an encoder of items needs to know: how many ids there are, "unknown" among them. */
export interface ManyOfMany extends FromFile {
  readonly vocab_size: number;
}

const params = Type.Object({
  representation: oneOf(["dense", "sparse"], "dense", "`dense`: a learned vector per item; `sparse`: a column per item, fixed."),
  embedding_size: int(50, "Upper bound of the vector's width; never wider than there are items.", { min: 1, scale: "log", impact: "medium" }),
  embeddings_trainable: bool(true, "Learn the vectors; otherwise they stay as they begin."),
  ...pretrained,
  ...fcParams(0),
});

/** The sum of the vectors of the items that are there: parts `ids` [batch, items], `counts` [batch, items, 1] → [batch, d]. */
export const embeddedSet = defineChoice({
  summary: "A learned vector for each item, summed over the items that are there.",
  params,
  example: { embedding_size: 2 },
  make:
    (read): EncoderFn<ManyOfMany> =>
    (context, facts) => ({
      kind: "vector",
      tensor: fcStack(context, summed(context, facts.vocab_size, tableWidth(facts, read.embedding_size), read), read),
    }),
});

/** The same, each vector as many times as its item is there. */
export const embeddedBag = defineChoice({
  summary: "A learned vector for each item, summed as often as it is there.",
  params: Type.Object({ ...params.properties, force_embedding_size: bool(false, "Let the vectors be wider than there are items.") }),
  example: { embedding_size: 2 },
  make:
    (read): EncoderFn<ManyOfMany> =>
    (context, facts) => {
      const width = tableWidth(facts, read.embedding_size);
      const forced = read.force_embedding_size && facts.outside?.vectors === undefined ? read.embedding_size : width;
      return { kind: "vector", tensor: fcStack(context, summed(context, facts.vocab_size, forced, read), read) };
    },
});

/** Ludwig's bounds where it names no distribution. */
const SYMMETRIC: InitializerSpec = { type: "uniform", a: -1, b: 1 };

interface Table { readonly representation: "dense" | "sparse"; readonly embeddings_trainable: boolean }

/** Σ count · vector: [batch, width], or a column per item. */
function summed(context: BuildContext, vocabulary: number, width: number, { representation, embeddings_trainable }: Table): tf.SymbolicTensor {
  const sparse = representation === "sparse";
  const table = new Embedding({
    name: context.name("embedding"),
    inputDim: vocabulary,
    outputDim: sparse ? vocabulary : width,
    initializer: weightsFrom(sparse ? "identity" : SYMMETRIC, context.seed("embeddings")),
    trainable: !sparse && embeddings_trainable,
  });
  const vectors = apply(table, context.input("ids"));
  const sum = apply(tf.layers.dot({ name: context.name("sum"), axes: [1, 1] }), [context.input("counts"), vectors]);
  return apply(tf.layers.flatten({ name: context.name("vector") }), sum);
}
