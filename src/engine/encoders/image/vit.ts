import { words } from "../../../messages/en/parts.ts";
import { apply } from "../../layers/apply.ts";
import { weightsFrom } from "../../layers/initializers.ts";
import { LayerNormalization } from "../../layers/layer-normalization.ts";
import { PositionEmbedding } from "../../layers/position-embedding.ts";
import { drop, dropoutRate, MOST_LAYERS } from "../../layers/stack.ts";
import { transformerBlock, type TransformerSpec } from "../../layers/transformer.ts";
import type { EncoderFn } from "../../model/context.ts";
import { defineChoice } from "../../schema/choice.ts";
import { int, oneOf, orNull, Type, type Params } from "../../schema/params.ts";
import { error } from "../../schema/problem.ts";
import { meanOfPatches, patchesOf } from "./patches.ts";
import type { PixelFacts } from "./pixels.ts";
import { scratchParams } from "./scratch.ts";

interface Size { readonly patch_size: number; readonly hidden_size: number; readonly num_layers: number; readonly num_heads: number; readonly transformer_output_size: number }
const VARIANTS: Readonly<Record<"small" | "b_16" | "b_32", Size>> = {
  small: { patch_size: 4, hidden_size: 64, num_layers: 3, num_heads: 4, transformer_output_size: 128 },
  b_16: { patch_size: 16, hidden_size: 768, num_layers: 12, num_heads: 12, transformer_output_size: 3072 },
  b_32: { patch_size: 32, hidden_size: 768, num_layers: 12, num_heads: 12, transformer_output_size: 3072 },
};

const params = Type.Object({
  model_variant: oneOf(["small", "b_16", "b_32"], "small", "`small` has three blocks of width 64, made for a laptop; `b_16`, which is Ludwig's, and `b_32` have twelve of width 768, and 86 million weights.", {
    impact: "high", planned: ["l_16", "l_32", "h_14"],
  }),
  patch_size: orNull(int(4, "", { min: 1 }), null, "Side of a square; it must divide height and width. Null takes the variant's: 4, 16, 32.", { unit: "pixels", impact: "high" }),
  hidden_size: orNull(int(64, "", { min: 1 }), null, "Width of a square's vector; null takes the variant's: 64, 768."),
  num_layers: orNull(int(3, "", { min: 1, max: MOST_LAYERS }), null, "Blocks, one after another; null takes the variant's: 3, 12."),
  num_heads: orNull(int(4, "", { min: 1 }), null, "Attention heads; they must divide `hidden_size`. Null takes the variant's: 4, 12."),
  transformer_output_size: orNull(int(128, "", { min: 1 }), null, "Width of the layer between, of the two that each square passes through by itself; null takes the variant's: 128, 3072."),
  dropout: dropoutRate("Share of values dropped in training, inside the blocks and of the squares' vectors."),
  ...scratchParams,
});

const sizeOf = (read: Params<typeof params>): Size => {
  const variant = VARIANTS[read.model_variant];
  const own = (key: keyof Size): number => read[key] ?? variant[key];
  return { patch_size: own("patch_size"), hidden_size: own("hidden_size"), num_layers: own("num_layers"), num_heads: own("num_heads"), transformer_output_size: own("transformer_output_size") };
};

/**
 * Vision transformer, Dosovitskiy et al., 2020: [batch, hidden_size]. Its squares are averaged in the end, which small sets want (Beyer et
 * al., 2022, "Better plain ViT baselines"), where Ludwig's has a token of the class.
 */
export const vit = defineChoice({
  summary: "Every square of the picture looks at every other: wants many pictures, since it begins without knowing what is near what.",
  params,
  example: { patch_size: 6, hidden_size: 8, num_layers: 1, num_heads: 2, transformer_output_size: 4 },
  check(read, path, report) {
    const { num_heads, hidden_size } = sizeOf(read);
    if (hidden_size % num_heads !== 0) report(error([...path, "num_heads"], words.heads("num_heads", num_heads, "hidden_size", hidden_size)));
  },
  make: (read): EncoderFn<PixelFacts> => (context, facts) => {
    const { patch_size, hidden_size, num_layers, ...size } = sizeOf(read);
    const table = weightsFrom({ type: "normal", std: 0.02 }, context.seed("positions"));
    const placed = apply(new PositionEmbedding({ name: context.name("positions"), initializer: table }), patchesOf(context, facts, patch_size, hidden_size));
    const spec: TransformerSpec = {
      ...size, dropout: read.dropout, use_bias: true, weights_initializer: "xavier_uniform", bias_initializer: "zeros", norm: "before", activation: "gelu",
    };
    const blocks = Array.from({ length: num_layers }, (_, i) => `block_${i}`);
    const seen = blocks.reduce((x, block) => transformerBlock(context, block, x, null, spec), drop(context, "dropout", placed, read.dropout));
    const normal = apply(new LayerNormalization({ name: context.name("norm"), epsilon: 1e-6, affine: true }), seen);
    return { kind: "vector", tensor: meanOfPatches(context, normal) };
  },
});
