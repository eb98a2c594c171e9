import type { Activation } from "../../layers/activations.ts";
import { widthOf } from "../../layers/apply.ts";
import type { BuildContext, EncoderFn } from "../../model/context.ts";
import { defineChoice } from "../../schema/choice.ts";
import { float, int, oneOf, orNull, Type } from "../../schema/params.ts";
import type * as tf from "../../tf.ts";
import { isSmall, meanOfPicture, normedConvolution, normedDepthwise, sum } from "./blocks.ts";
import { pixelsOf, type PixelFacts } from "./pixels.ts";
import { scratchParams } from "./scratch.ts";

/** So many blocks, the first with the stride; each widens the picture's channels by `expand` inside. */
interface Stage { readonly expand: number; readonly filters: number; readonly blocks: number; readonly stride: number }
interface Variant { readonly first: number; readonly stages: readonly Stage[]; readonly last: number }
const stages = (...rows: readonly (readonly [number, number, number, number])[]): readonly Stage[] =>
  rows.map(([expand, filters, blocks, stride]) => ({ expand, filters, blocks, stride }));

const VARIANTS: Readonly<Record<"small" | "base", Variant>> = {
  small: { first: 16, stages: stages([1, 16, 1, 1], [4, 24, 1, 2], [4, 32, 2, 2], [4, 64, 1, 2]), last: 128 },
  base: { first: 32, stages: stages([1, 16, 1, 1], [6, 24, 2, 2], [6, 32, 3, 2], [6, 64, 4, 2], [6, 96, 3, 1], [6, 160, 3, 2], [6, 320, 1, 1]), last: 1280 },
};

/** MobileNetV2, Sandler et al., 2018: inverted residuals of convolutions channel by channel, [batch, channels of its last convolution]. */
export const mobilenetV2 = defineChoice({
  summary: "Convolutions channel by channel, with few weights and few multiplications for what it sees.",
  params: Type.Object({
    model_variant: oneOf(["small", "base"], "small", "`small` has 7 convolutions channel by channel, made for a laptop; `base`, which is Ludwig's, 17 and 2.2 million weights.", { impact: "high" }),
    activation: oneOf(["relu6", "relu", "hardswish", "swish"], "relu6", "Nonlinearity after each convolution that is followed by another; `hardswish` and `swish` are smoother and dearer."),
    width: float(1, "Factor of all channels, rounded to eights.", { min: 0.01, max: 4, scale: "log" }),
    first_stride: orNull(int(1, "", { min: 1, max: 4 }), null, "Pixels from one place of the first convolution to the next; null takes 2, and 1 where a side is shorter than 64 pixels.", { unit: "pixels" }),
    num_stages: orNull(int(4, "", { min: 1, max: 7 }), null, "So many of its stages alone: most of them halve the picture, and a small one is soon down to a pixel. Null builds all: 4, or 7."),
    ...scratchParams,
  }),
  example: { width: 0.1, activation: "swish", num_stages: 1, first_stride: 2 },
  make: (read): EncoderFn<PixelFacts> => (context, facts) => {
    const { activation } = read;
    const { first, stages, last } = VARIANTS[read.model_variant];
    const wide = (channels: number): number => inEights(channels * read.width);
    const stem = normedConvolution(context, "stem", pixelsOf(context, facts), { filters: wide(first), size: 3, stride: read.first_stride ?? (isSmall(facts) ? 1 : 2), activation });
    const blocks = stages.slice(0, read.num_stages ?? stages.length).flatMap(({ expand, filters, blocks: count, stride }, stage) =>
      Array.from({ length: count }, (_, i) => ({ part: `stage_${stage}_${i}`, activation, expand, filters: wide(filters), stride: i === 0 ? stride : 1 })));
    const seen = blocks.reduce((x, { part, ...block }) => inverted(context, part, x, block), stem);
    const top = normedConvolution(context, "last", seen, { filters: inEights(last * Math.max(1, read.width)), size: 1, activation });
    return { kind: "vector", tensor: meanOfPicture(context, "mean", top) };
  },
});

interface Block extends Omit<Stage, "blocks"> { readonly activation: Activation }

/** Widen → see each channel by itself → narrow, added to what came in where the shapes agree. */
function inverted(context: BuildContext, part: string, x: tf.SymbolicTensor, { expand, filters, stride, activation }: Block): tf.SymbolicTensor {
  const wide = expand === 1 ? x : normedConvolution(context, `${part}_wide`, x, { filters: expand * widthOf(x), size: 1, activation });
  const seen = normedDepthwise(context, `${part}_seen`, wide, { size: 3, stride, activation });
  const narrow = normedConvolution(context, `${part}_narrow`, seen, { filters, size: 1, activation: null });
  return stride === 1 && widthOf(x) === filters ? sum(context, `${part}_sum`, x, narrow) : narrow;
}

/** The nearest multiple of 8 that takes no more than a tenth away, as the paper's own code has it. */
function inEights(channels: number): number {
  const near = Math.max(8, 8 * Math.floor((channels + 4) / 8));
  return near < 0.9 * channels ? near + 8 : near;
}
