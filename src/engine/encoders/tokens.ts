import type * as tf from "../tf.ts";
import { apply } from "../layers/apply.ts";
import { Embedding } from "../layers/embedding.ts";
import { weightsFrom, weightsOf, type InitializerSpec } from "../layers/initializers.ts";
import { once } from "../layers/once.ts";
import type { Sequence } from "../layers/reduce.ts";
import { drop, dropoutRate } from "../layers/stack.ts";
import type { BuildContext } from "../model/context.ts";
import { bool, int, oneOf } from "../schema/params.ts";
import { embeddingPlaceholders } from "./embedding-params.ts";

/** What an encoder of token ids needs to know. */
export interface TokenFacts {
  readonly vocab_size: number;
  /** The id that only fills up the time axis. */
  readonly padding_id: number;
}

export const tokenParams = {
  representation: oneOf(["dense", "sparse"], "dense", "`dense`: a learned vector per token; `sparse`: a column per token, fixed."),
  embedding_size: int(256, "Upper bound of a vector's width; never wider than the vocabulary.", { min: 1, scale: "log", impact: "medium" }),
  embeddings_trainable: bool(true, "Learn the vectors; otherwise they stay as they begin."),
  dropout: dropoutRate("Share of values dropped in training."),
  ...embeddingPlaceholders,
};
interface TokenParams {
  readonly representation: "dense" | "sparse";
  readonly embedding_size: number;
  readonly embeddings_trainable: boolean;
  readonly dropout: number;
}

/** Tokens as vectors, part `ids` [batch, time] → [batch, time, d]; padding is told apart by frozen tables of one column. */
export function embedTokens(context: BuildContext, facts: TokenFacts, params: TokenParams, weights: InitializerSpec): Sequence {
  const ids = context.input("ids");
  const sparse = params.representation === "sparse";
  const vectors = apply(
    new Embedding({
      name: context.name("embedding"),
      inputDim: facts.vocab_size,
      outputDim: sparse ? facts.vocab_size : Math.min(facts.vocab_size, params.embedding_size),
      initializer: weightsFrom(sparse ? "identity" : weights, context.seed("embeddings")),
      trainable: !sparse && params.embeddings_trainable,
    }),
    ids,
  );
  return {
    tensor: drop(context, "embedding_dropout", vectors, params.dropout),
    mask: once(() => mark(context, "mask", ids, facts, 1, 0)),
    gap: once(() => mark(context, "gap", ids, facts, 0, -1e9)),
    last: once(() => context.input("last")),
  };
}

/** One value on every token, another on padding: [batch, time, 1]. */
function mark(
  context: BuildContext,
  part: string,
  ids: tf.SymbolicTensor,
  facts: TokenFacts,
  token: number,
  padding: number,
): tf.SymbolicTensor {
  const initializer = weightsOf(() =>
    Float32Array.from({ length: facts.vocab_size }, (_, id) => (id === facts.padding_id ? padding : token)),
  );
  return apply(new Embedding({ name: context.name(part), inputDim: facts.vocab_size, outputDim: 1, initializer, trainable: false }), ids);
}
