import { h3Component, H3_COMPONENTS, H3_IDS, isH3Unused } from "../data/h3.ts";
import { apply } from "../layers/apply.ts";
import { Embedding } from "../layers/embedding.ts";
import { initializer, weightsFrom, weightsOf, type InitializerSpec } from "../layers/initializers.ts";
import { sequenceOf } from "../layers/marks.ts";
import { masked, reduced, reduction, shares, weightedSum, type Sequence } from "../layers/reduce.ts";
import { drop, dropoutRate, linear } from "../layers/stack.ts";
import type { BuildContext, EncoderFn } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { bool, int, oneOf, Type } from "../schema/params.ts";
import * as tf from "../tf.ts";
import { fcParams, fcStack } from "./fc-params.ts";
import { IDLE_IN_CELLS, layerCount, recurred } from "./sequence/rnn.ts";

/** Ludwig's bounds where it names no distribution. */
const SYMMETRIC: InitializerSpec = { type: "uniform", a: -1, b: 1 };

const embeddingSize = int(10, "Width of the vector of each part of a cell's index.", { min: 1, scale: "log", impact: "medium" });

/** A learned vector for each part of a cell's index, collapsed: [batch, embedding_size], or what the layers make of it. */
export const embeddedH3 = defineChoice({
  summary: "A learned vector for each part of a cell's index, summed: near cells share their larger cells.",
  params: Type.Object({
    embedding_size: embeddingSize,
    reduce_output: reduction("sum", "How the vectors become one; digits beyond the resolution never count."),
    ...fcParams(0),
  }),
  example: { embedding_size: 2 },
  make:
    (read): EncoderFn<unknown> =>
    (context) => reduced(context, components(context, read.embedding_size), read.reduce_output, (vector) => fcStack(context, vector, read)),
});

/** The same, each part weighted by what is learnt of its place in the index. */
export const weightedH3 = defineChoice({
  summary: "The same, with a learned weight for each resolution.",
  params: Type.Object({
    embedding_size: embeddingSize,
    should_softmax: bool(false, "Weights are shares of 1."),
    ...fcParams(0),
  }),
  example: { embedding_size: 1 },
  make:
    (read): EncoderFn<unknown> =>
    (context) => {
      const sequence = components(context, read.embedding_size);
      const weights = linear(context, "weights", places(context), 1, { ...read, use_bias: false });
      const shown = read.should_softmax ? softmax(context, sequence, weights) : masked(context, "weights_shown", weights, sequence.mask());
      return { kind: "vector", tensor: fcStack(context, weightedSum(context.name("sum"), shown, sequence.tensor), read) };
    },
});

/** A recurrent network over the parts, from the base cell to the finest digit. */
export const recurrentH3 = defineChoice({
  summary: "Reads a cell's index from the largest cell to the smallest.",
  idle: IDLE_IN_CELLS,
  params: Type.Object({
    embedding_size: embeddingSize,
    cell_type: oneOf(["rnn", "lstm", "gru"], "rnn", "`lstm` and `gru` remember longest; `rnn` is the plain cell, quickest and forgetful.", {
      impact: "high",
      planned: ["lstm_block", "ln", "lstm_cudnn", "gru_block", "gru_cudnn"],
    }),
    num_layers: layerCount("Recurrent layers, one after another."),
    hidden_size: int(10, "Width of the state, of each direction.", { min: 1, scale: "log", impact: "high" }),
    bidirectional: bool(false, "Read from both ends."),
    use_bias: bool(true, "Add a bias."),
    unit_forget_bias: bool(true, "An `lstm` begins by remembering."),
    weights_initializer: initializer("xavier_uniform", "How the weight matrices begin."),
    recurrent_initializer: initializer("orthogonal", "How the weights from state to state begin."),
    bias_initializer: initializer("zeros", "How the biases begin."),
    dropout: dropoutRate("Share of values of the vectors dropped in training."),
    recurrent_dropout: dropoutRate("Share of values dropped between recurrent layers in training; no effect with one layer."),
    reduce_output: reduction("last", "How the states become one vector; digits beyond the resolution never count."),
  }),
  example: { embedding_size: 2, hidden_size: 2 },
  make:
    (read): EncoderFn<unknown> =>
    (context) => {
      const sequence = components(context, read.embedding_size);
      const dropped = { ...sequence, tensor: drop(context, "embedding_dropout", sequence.tensor, read.dropout) };
      return recurred(context, dropped, read.num_layers, { ...read, state_size: read.hidden_size }, (vector) => vector);
    },
});

/** A vector for each part of the index, part `ids` [batch, 19] → [batch, 19, width]; digits beyond the resolution are padding. */
function components(context: BuildContext, width: number): Sequence {
  const table = new Embedding({
    name: context.name("embedding"),
    inputDim: H3_IDS,
    outputDim: width,
    initializer: weightsFrom(SYMMETRIC, context.seed("embeddings")),
    trainable: true,
  });
  const mask = () => looked(context, "mask", 1, (id) => (isH3Unused(id) ? 0 : 1));
  return sequenceOf(context, "cell", { tensor: apply(table, context.input("ids")), mask });
}

/** Which part of the index each step is, a column each: [batch, 19, 19]. */
const places = (context: BuildContext): tf.SymbolicTensor =>
  looked(context, "places", H3_COMPONENTS, (id, column) => (h3Component(id) === column ? 1 : 0));

function looked(context: BuildContext, part: string, width: number, value: (id: number, column: number) => number): tf.SymbolicTensor {
  const initializer = weightsOf(() => Float32Array.from({ length: H3_IDS * width }, (_, i) => value(Math.floor(i / width), i % width)));
  return apply(new Embedding({ name: context.name(part), inputDim: H3_IDS, outputDim: width, initializer, trainable: false }), context.input("ids"));
}

const softmax = (context: BuildContext, sequence: Sequence, weights: tf.SymbolicTensor): tf.SymbolicTensor =>
  shares(context, "weights", sequence, apply(tf.layers.add({ name: context.name("weights_gaps") }), [weights, sequence.gap()]));
