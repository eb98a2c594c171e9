import { activation } from "../../layers/activations.ts";
import { reduction } from "../../layers/reduce.ts";
import { dropoutRate, MOST_LAYERS } from "../../layers/stack.ts";
import { defineChoice } from "../../schema/choice.ts";
import { int, orNull, Type } from "../../schema/params.ts";
import { embedTokens, tokenParams } from "../tokens.ts";
import { afterParams, afterwards, weightParams } from "./after.ts";
import { convolutionLists, convolutionsOf, stackedFilterParams, type ConvolutionKeys } from "./convolution.ts";
import type { SequenceEncoder } from "./encoder.ts";
import { checkOnce } from "./parallel.ts";
import { cellParams, IDLE_IN_CELLS, layerCount, recurred } from "./rnn.ts";
import { convolvedInTurn } from "./stacked-cnn.ts";

const USUAL: readonly ConvolutionKeys[] = [{ pool_size: 3 }, { pool_size: null }];

/** Convolutions one after another, then a recurrent network over what they left: [batch, state_size], or a sequence of states. */
export const cnnrnn = defineChoice({
  summary: "Convolutions that shorten a text, then a recurrent network: for long texts.",
  idle: IDLE_IN_CELLS,
  params: Type.Object({
    ...tokenParams,
    ...weightParams,
    conv_layers: convolutionLists("two, the first of which joins three steps to one"),
    num_conv_layers: orNull(int(1, "", { min: 1, max: MOST_LAYERS }), null, "So many equal convolutions instead of `conv_layers`."),
    ...stackedFilterParams(5),
    conv_activation: activation("relu", "Nonlinearity after each convolution."),
    conv_dropout: dropoutRate("Share of values dropped after each convolution in training."),
    ...cellParams,
    num_rec_layers: layerCount("Recurrent layers, one after another."),
    reduce_output: reduction("last", "How the states become one vector; `last` is the state at the end of the text, of both ends where `bidirectional`."),
    ...afterParams,
  }),
  example: { embedding_size: 3, num_filters: 4, filter_size: 2, conv_layers: [{ pool_size: 2 }, {}], state_size: 3 },
  check: (read, path, report) => checkOnce(read.conv_layers, read.num_conv_layers, "conv_layers", "num_conv_layers", path, report),
  make: (read): SequenceEncoder => ({
    embed: (context, facts) => embedTokens(context, facts, read, read.weights_initializer),
    encode(context, sequence) {
      const layers = read.conv_layers ?? (read.num_conv_layers === null ? USUAL : Array.from({ length: read.num_conv_layers }, () => ({})));
      const section = { ...read, activation: read.conv_activation, dropout: read.conv_dropout, norm: null, norm_params: null };
      return recurred(context, convolvedInTurn(context, sequence, convolutionsOf(layers, section)), read.num_rec_layers, read, afterwards(context, read));
    },
  }),
});
