import { reduced, reduction } from "../../layers/reduce.ts";
import { MOST_LAYERS } from "../../layers/stack.ts";
import { defineChoice } from "../../schema/choice.ts";
import { int, orNull, Type, type Params } from "../../schema/params.ts";
import { embedTokens, tokenParams } from "../tokens.ts";
import { afterConvolutions, convolutionAfterParams, weightParams } from "./after.ts";
import { convolutionLists, convolutionsOf, filterParams, nonlinearityParams } from "./convolution.ts";
import type { SequenceEncoder } from "./encoder.ts";
import { checkOnce, checkParallel, convolvedInParallel, WIDTHS } from "./parallel.ts";

const params = Type.Object({
  ...tokenParams,
  ...weightParams,
  ...nonlinearityParams,
  conv_layers: convolutionLists("four, of widths 2, 3, 4 and 5"),
  num_conv_layers: orNull(int(1, "", { min: 1, max: MOST_LAYERS }), null, "So many equal convolutions instead of `conv_layers`."),
  ...filterParams(3),
  reduce_output: reduction("sum", "How the vectors of a text become one; padding never counts."),
  ...convolutionAfterParams,
});

/** Convolutions of several widths side by side over the token vectors, joined, collapsed over time: [batch, output_size]. Kim, 2014. */
export const parallelCnn = defineChoice({
  summary: "Convolutions of several widths side by side: sees short phrases, not only words.",
  params,
  example: { embedding_size: 3, num_filters: 2, fc_layers: [{ output_size: 3 }] },
  check(read, path, report) {
    checkOnce(read.conv_layers, read.num_conv_layers, "conv_layers", "num_conv_layers", path, report);
    checkParallel(layersOf(read), [...path, "conv_layers"], report);
  },
  make: (read): SequenceEncoder => ({
    embed: (context, facts) => embedTokens(context, facts, read, read.weights_initializer),
    encode: (context, sequence) =>
      reduced(context, convolvedInParallel(context, "", sequence, layersOf(read)), read.reduce_output, afterConvolutions(context, read)),
  }),
});

function layersOf(read: Params<typeof params>) {
  const count = read.num_conv_layers;
  return convolutionsOf(read.conv_layers ?? (count === null ? WIDTHS : Array.from({ length: count }, () => ({}))), read);
}
