import { apply } from "../layers/apply.ts";
import { Embedding } from "../layers/embedding.ts";
import { weightsFrom, weightsOf, type InitializerSpec } from "../layers/initializers.ts";
import { sequenceOf } from "../layers/marks.ts";
import type { Sequence } from "../layers/reduce.ts";
import { drop, dropoutRate } from "../layers/stack.ts";
import type { BuildContext } from "../model/context.ts";
import type { SymbolicTensor } from "../tf.ts";
import { bool, int, oneOf } from "../schema/params.ts";
import { pretrained, tableWidth, type FromFile } from "./embedding-params.ts";

/** What an encoder of token ids needs to know. */
export interface TokenFacts extends FromFile {
  readonly vocab_size: number;
  /** The id that only fills up the time axis. */
  readonly padding_id: number;
}

/** Keys of the table of token vectors. */
export const tokenParams = {
  representation: oneOf(["dense", "sparse"], "dense", "`dense`: a learned vector per token; `sparse`: a column per token, fixed."),
  embedding_size: int(256, "Upper bound of a vector's width; never wider than the vocabulary.", { min: 1, scale: "log", impact: "medium" }),
  embeddings_trainable: bool(true, "Learn the vectors; otherwise they stay as they begin."),
  dropout: dropoutRate("Share of values dropped in training."),
  ...pretrained,
};
export interface TokenParams {
  readonly representation: "dense" | "sparse";
  readonly embedding_size: number;
  readonly embeddings_trainable: boolean;
  readonly dropout: number;
}

/** Tokens as vectors, part `ids` [batch, time] → [batch, time, d]; padding is told apart by a frozen table of one column. */
export function embedTokens(context: BuildContext, facts: TokenFacts, params: TokenParams, weights: InitializerSpec): Sequence {
  const ids = context.input("ids");
  const sparse = params.representation === "sparse";
  const vectors = apply(
    new Embedding({
      name: context.name("embedding"),
      inputDim: facts.vocab_size,
      outputDim: sparse ? facts.vocab_size : tableWidth(facts, params.embedding_size),
      initializer: weightsFrom(sparse ? "identity" : weights, context.seed("embeddings")),
      trainable: !sparse && params.embeddings_trainable,
    }),
    ids,
  );
  const mask = () => tokenMask(context, facts);
  return sequenceOf(context, "tokens", { tensor: drop(context, "embedding_dropout", vectors, params.dropout), mask });
}

/** Which ids are tokens, part `ids` [batch, time] → [batch, time, 1]. */
export const tokenMask = (context: BuildContext, facts: TokenFacts): SymbolicTensor =>
  apply(new Embedding({ name: context.name("mask"), inputDim: facts.vocab_size, outputDim: 1, initializer: weightsOf(() => marks(facts)), trainable: false }), context.input("ids"));

/** 1 for every token, 0 for padding: [vocab_size]. */
export const marks = ({ vocab_size, padding_id }: TokenFacts): Float32Array => Float32Array.from({ length: vocab_size }, (_, id) => (id === padding_id ? 0 : 1));
