import { initializer, type InitializerSpec } from "../../layers/initializers.ts";
import { recurrent, type RecurrentSpec } from "../../layers/recurrent.ts";
import { reduced, reduction, type ReductionParam, type Sequence } from "../../layers/reduce.ts";
import { withTensor } from "../../layers/sequence.ts";
import { dropoutRate, MOST_LAYERS } from "../../layers/stack.ts";
import type { BuildContext, Encoding } from "../../model/context.ts";
import { defineChoice } from "../../schema/choice.ts";
import { bool, int, oneOf, Type } from "../../schema/params.ts";
import type * as tf from "../../tf.ts";
import { embedTokens, tokenParams } from "../tokens.ts";
import { afterParams, afterwards, weightParams } from "./after.ts";
import type { SequenceEncoder } from "./encoder.ts";

/** Keys of recurrent layers, but for how many there are. */
export const cellParams = {
  cell_type: oneOf(["rnn", "lstm", "gru"], "rnn", "`lstm` and `gru` remember longest; `rnn` is the plain cell, quickest and forgetful.", { impact: "high" }),
  state_size: int(256, "Width of the state, of each direction.", { min: 1, scale: "log", impact: "high" }),
  bidirectional: bool(false, "Read from both ends.", { impact: "medium" }),
  recurrent_dropout: dropoutRate("Share of values dropped between recurrent layers in training; no effect with one layer."),
  recurrent_initializer: initializer("orthogonal", "How the weights from state to state begin."),
  unit_forget_bias: bool(true, "An `lstm` begins by remembering."),
};
export const layerCount = (description: string) => int(1, description, { min: 1, max: MOST_LAYERS, impact: "medium" });

/** Keys of Ludwig's that its cells do not obey either: they are a tanh with sigmoid gates. */
export const IDLE_IN_CELLS = ["activation", "recurrent_activation"];

interface Read {
  readonly cell_type: "rnn" | "lstm" | "gru";
  readonly state_size: number;
  readonly bidirectional: boolean;
  readonly recurrent_dropout: number;
  readonly recurrent_initializer: InitializerSpec;
  readonly unit_forget_bias: boolean;
  readonly weights_initializer: InitializerSpec;
  readonly bias_initializer: InitializerSpec;
  readonly use_bias: boolean;
  readonly reduce_output: ReductionParam;
}

/** Recurrent layers, then the reduction: `last` is the state that each direction ends with, all of the text seen. */
export function recurred(
  context: BuildContext, sequence: Sequence, layers: number, read: Read, after: (vector: tf.SymbolicTensor) => tf.SymbolicTensor,
): Encoding {
  const spec: RecurrentSpec = {
    ...read,
    cell: read.cell_type === "rnn" ? "simple" : read.cell_type,
    units: read.state_size,
    layers,
    dropout: read.recurrent_dropout,
  };
  if (read.reduce_output === "last") return { kind: "vector", tensor: after(recurrent(context, "rnn", sequence, spec, "last")) };
  return reduced(context, withTensor(sequence, recurrent(context, "rnn", sequence, spec, "all")), read.reduce_output, after);
}

/** A recurrent network over the token vectors: [batch, state_size], twice as wide in both directions, or a sequence of states. */
export const rnn = defineChoice({
  summary: "Reads a text token by token and remembers: order counts.",
  idle: IDLE_IN_CELLS,
  params: Type.Object({
    ...tokenParams,
    ...weightParams,
    ...cellParams,
    num_layers: layerCount("Recurrent layers, one after another."),
    reduce_output: reduction("last", "How the states become one vector; `last` is the state at the end of the text, of both ends where `bidirectional`."),
    ...afterParams,
  }),
  example: { embedding_size: 3, state_size: 3 },
  make: (read): SequenceEncoder => ({
    embed: (context, facts) => embedTokens(context, facts, read, read.weights_initializer),
    encode: (context, sequence) => recurred(context, sequence, read.num_layers, read, afterwards(context, read)),
  }),
});
