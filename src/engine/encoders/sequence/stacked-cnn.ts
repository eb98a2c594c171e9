import { reduced, reduction, type Sequence } from "../../layers/reduce.ts";
import { zeroed } from "../../layers/sequence.ts";
import { MOST_LAYERS } from "../../layers/stack.ts";
import type { BuildContext } from "../../model/context.ts";
import { defineChoice } from "../../schema/choice.ts";
import { int, orNull, Type } from "../../schema/params.ts";
import { embedTokens, tokenParams } from "../tokens.ts";
import { afterConvolutions, convolutionAfterParams, weightParams } from "./after.ts";
import { convolutionLists, convolutionsOf, convolve, nonlinearityParams, stackedFilterParams, type ConvolutionKeys, type ConvolutionSpec } from "./convolution.ts";
import type { SequenceEncoder } from "./encoder.ts";
import { checkOnce } from "./parallel.ts";

/** Six, which join 27 steps to one. */
const USUAL: readonly ConvolutionKeys[] = [
  { filter_size: 7, pool_size: 3 },
  { filter_size: 7, pool_size: 3 },
  { filter_size: 3, pool_size: null },
  { filter_size: 3, pool_size: null },
  { filter_size: 3, pool_size: null },
  { filter_size: 3, pool_size: 3 },
];

/** Convolutions one after another, each over what the one before found, collapsed over time: [batch, output_size]. */
export const stackedCnn = defineChoice({
  summary: "Convolutions one after another, joining steps in between: sees long stretches of a text.",
  params: Type.Object({
    ...tokenParams,
    ...weightParams,
    ...nonlinearityParams,
    conv_layers: convolutionLists("six, of widths 7, 7, 3, 3, 3 and 3, three of which join three steps to one"),
    num_conv_layers: orNull(int(1, "", { min: 1, max: MOST_LAYERS }), null, "So many equal convolutions instead of `conv_layers`."),
    ...stackedFilterParams(3),
    reduce_output: reduction("sum", "How the vectors of a text become one; padding never counts."),
    ...convolutionAfterParams,
  }),
  example: { embedding_size: 3, num_filters: 4, conv_layers: [{ filter_size: 3, pool_size: 2 }, { filter_size: 2, strides: 2 }], fc_layers: [{ output_size: 3 }] },
  check: (read, path, report) => checkOnce(read.conv_layers, read.num_conv_layers, "conv_layers", "num_conv_layers", path, report),
  make: (read): SequenceEncoder => ({
    embed: (context, facts) => embedTokens(context, facts, read, read.weights_initializer),
    encode(context, sequence) {
      const layers = read.conv_layers ?? (read.num_conv_layers === null ? USUAL : Array.from({ length: read.num_conv_layers }, () => ({})));
      const left = convolvedInTurn(context, sequence, convolutionsOf(layers, read));
      return reduced(context, left, read.reduce_output, afterConvolutions(context, read));
    },
  }),
});

/** Each convolution over what the one before left. */
export const convolvedInTurn = (context: BuildContext, sequence: Sequence, layers: readonly ConvolutionSpec[]): Sequence =>
  layers.reduce((left, layer, i) => convolve(context, `conv_${i}`, zeroed(context, `conv_${i}_steps`, left), layer), sequence);
