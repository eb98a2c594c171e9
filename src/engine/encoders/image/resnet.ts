import { activate } from "../../layers/activations.ts";
import { apply, widthOf } from "../../layers/apply.ts";
import type { BuildContext, EncoderFn } from "../../model/context.ts";
import { defineChoice } from "../../schema/choice.ts";
import { int, orNull, Type } from "../../schema/params.ts";
import * as tf from "../../tf.ts";
import { isSmall, meanOfPicture, normedConvolution, sum } from "./blocks.ts";
import { pixelsOf, type PixelFacts } from "./pixels.ts";
import { scratchParams } from "./scratch.ts";

/** Blocks of each stage, its filters twice those of the one before; deep ones squeeze each block's channels to a fourth. */
interface Variant { readonly blocks: readonly number[]; readonly width: number; readonly squeezes: boolean }
const VARIANTS: Readonly<Record<string, Variant>> = {
  small: { blocks: [1, 1, 1], width: 16, squeezes: false },
  18: { blocks: [2, 2, 2, 2], width: 64, squeezes: false },
  34: { blocks: [3, 4, 6, 3], width: 64, squeezes: false },
  50: { blocks: [3, 4, 6, 3], width: 64, squeezes: true },
};

/** Residual network, He et al., 2015: [batch, channels of its last stage]. */
export const resnet = defineChoice({
  summary: "Convolutions that each add to the picture before them: deeper than a plain stack, for a thousand pictures and more.",
  params: Type.Object({
    model_variant: Type.Enum(["small", 18, 34, 50], {
      default: "small", impact: "high",
      description: "`small` has 7 convolutions and 78,000 weights, made for a laptop; 18 has 11 million weights, 34 has 21 million, 50, which is Ludwig's, 24 million.",
    }),
    width: orNull(int(16, "", { min: 1, scale: "log" }), null, "Filters of the first stage, which each later one doubles; null takes the variant's: 16, or 64."),
    ...scratchParams,
  }),
  example: { width: 2 },
  make: (read): EncoderFn<PixelFacts> => (context, facts) => {
    const variant = VARIANTS[read.model_variant]!; // the schema's own names
    const width = read.width ?? variant.width;
    const stages = variant.blocks.flatMap((count, stage) => Array.from({ length: count }, (_, i) => ({
      part: `stage_${stage}_${i}`, filters: width * 2 ** stage, stride: stage > 0 && i === 0 ? 2 : 1,
    })));
    const block = variant.squeezes ? squeezed : basic;
    const seen = stages.reduce((x, { part, filters, stride }) => block(context, part, x, filters, stride), stem(context, pixelsOf(context, facts), width, facts));
    return { kind: "vector", tensor: meanOfPicture(context, "mean", seen) };
  },
});

/** The paper's own for pictures of ImageNet, and for small ones its own for CIFAR, which loses no pixel. */
function stem(context: BuildContext, x: tf.SymbolicTensor, filters: number, facts: PixelFacts): tf.SymbolicTensor {
  if (isSmall(facts)) return normedConvolution(context, "stem", x, { filters, size: 3, activation: "relu" });
  const seen = normedConvolution(context, "stem", x, { filters, size: 7, stride: 2, activation: "relu" });
  return apply(tf.layers.maxPooling2d({ name: context.name("stem_pool"), poolSize: 3, strides: 2, padding: "same" }), seen);
}

function basic(context: BuildContext, part: string, x: tf.SymbolicTensor, filters: number, stride: number): tf.SymbolicTensor {
  const first = normedConvolution(context, `${part}_a`, x, { filters, size: 3, stride, activation: "relu" });
  return joined(context, part, x, normedConvolution(context, `${part}_b`, first, { filters, size: 3, activation: null }), stride);
}

/** Fewer channels where the convolution sees more than a pixel; the stride is there too, as torchvision has it. */
function squeezed(context: BuildContext, part: string, x: tf.SymbolicTensor, filters: number, stride: number): tf.SymbolicTensor {
  const narrow = normedConvolution(context, `${part}_a`, x, { filters, size: 1, activation: "relu" });
  const seen = normedConvolution(context, `${part}_b`, narrow, { filters, size: 3, stride, activation: "relu" });
  return joined(context, part, x, normedConvolution(context, `${part}_c`, seen, { filters: 4 * filters, size: 1, activation: null }), stride);
}

/** relu(x + y), x brought to the shape of y where it has another. */
function joined(context: BuildContext, part: string, x: tf.SymbolicTensor, y: tf.SymbolicTensor, stride: number): tf.SymbolicTensor {
  const filters = widthOf(y);
  const same = stride === 1 && widthOf(x) === filters ? x : normedConvolution(context, `${part}_shortcut`, x, { filters, size: 1, stride, activation: null });
  return activate(context, `${part}_activation`, sum(context, `${part}_sum`, same, y), "relu");
}
