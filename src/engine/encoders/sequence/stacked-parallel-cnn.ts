import { reduced, reduction } from "../../layers/reduce.ts";
import { MOST_LAYERS } from "../../layers/stack.ts";
import { defineChoice } from "../../schema/choice.ts";
import { int, orNull, Type, type Params } from "../../schema/params.ts";
import { embedTokens, tokenParams } from "../tokens.ts";
import { afterConvolutions, convolutionAfterParams, weightParams } from "./after.ts";
import { convolution, convolutionsOf, filterParams, nonlinearityParams, type ConvolutionSpec } from "./convolution.ts";
import type { SequenceEncoder } from "./encoder.ts";
import { checkOnce, checkParallel, convolvedInParallel, WIDTHS } from "./parallel.ts";

/** Of the usual stack. */
const STAGES = 3;

const params = Type.Object({
  ...tokenParams,
  ...weightParams,
  ...nonlinearityParams,
  stacked_layers: Type.Union(
    [Type.Array(Type.Array(convolution, { minItems: 1, maxItems: MOST_LAYERS }), { minItems: 1, maxItems: MOST_LAYERS }), Type.Null()],
    { default: null, description: "Stage by stage, the convolutions side by side; by default three stages of widths 2, 3, 4 and 5." },
  ),
  num_stacked_layers: orNull(int(1, "", { min: 1, max: MOST_LAYERS }), null, "So many stages of widths 2, 3, 4 and 5 instead of `stacked_layers`."),
  ...filterParams(3),
  reduce_output: reduction("sum", "How the vectors of a text become one; padding never counts."),
  ...convolutionAfterParams,
});

/** Stages of convolutions side by side, one after another, collapsed over time: [batch, output_size]. */
export const stackedParallelCnn = defineChoice({
  summary: "Stages of convolutions of several widths, one after another: the largest of the convolutional encoders.",
  params,
  example: { embedding_size: 3, stacked_layers: [[{ filter_size: 2 }, { filter_size: 3 }], [{ filter_size: 2 }]], num_filters: 4, fc_layers: [{ output_size: 3 }] },
  check(read, path, report) {
    checkOnce(read.stacked_layers, read.num_stacked_layers, "stacked_layers", "num_stacked_layers", path, report);
    for (const [i, stage] of stagesOf(read).entries()) checkParallel(stage, [...path, "stacked_layers", i], report);
  },
  make: (read): SequenceEncoder => ({
    embed: (context, facts) => embedTokens(context, facts, read, read.weights_initializer),
    encode(context, sequence) {
      const left = stagesOf(read).reduce((steps, stage, i) => convolvedInParallel(context, `stage_${i}_`, steps, stage), sequence);
      return reduced(context, left, read.reduce_output, afterConvolutions(context, read));
    },
  }),
});

const stagesOf = (read: Params<typeof params>): readonly (readonly ConvolutionSpec[])[] =>
  (read.stacked_layers ?? Array.from({ length: read.num_stacked_layers ?? STAGES }, () => WIDTHS)).map((stage) => convolutionsOf(stage, read));
