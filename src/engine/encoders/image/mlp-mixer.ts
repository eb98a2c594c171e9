import { activate } from "../../layers/activations.ts";
import { apply, widthOf } from "../../layers/apply.ts";
import { normalize } from "../../layers/norm.ts";
import { drop, dropoutRate, linear, MOST_LAYERS } from "../../layers/stack.ts";
import type { BuildContext, EncoderFn } from "../../model/context.ts";
import { defineChoice } from "../../schema/choice.ts";
import { bool, int, Type } from "../../schema/params.ts";
import * as tf from "../../tf.ts";
import { sum } from "./blocks.ts";
import { meanOfPatches, patchesOf } from "./patches.ts";
import type { PixelFacts } from "./pixels.ts";

const LINEAR = { use_bias: true, weights_initializer: "xavier_uniform", bias_initializer: "zeros" } as const;

/** MLP-Mixer, Tolstikhin et al., 2021: [batch, embed_size], or, without `avg_pool`, of all patches side by side. */
export const mlpMixer = defineChoice({
  summary: "Squares of the picture, mixed by dense layers: across the squares, then across the channels of each.",
  params: Type.Object({
    patch_size: int(16, "Side of a square; it must divide height and width.", { min: 1, unit: "pixels", impact: "high" }),
    embed_size: int(512, "Width of a square's vector.", { min: 1, scale: "log", impact: "high" }),
    token_size: int(2048, "Width of the hidden layer that mixes the squares.", { min: 1, scale: "log", impact: "medium" }),
    channel_dim: int(256, "Width of the hidden layer that mixes the channels.", { min: 1, scale: "log", impact: "medium" }),
    num_layers: int(8, "Blocks, one after another.", { min: 1, max: MOST_LAYERS, impact: "medium" }),
    dropout: dropoutRate("Share of values dropped after each dense layer in training."),
    avg_pool: bool(true, "Hand on the mean of all squares; otherwise all of them, side by side."),
  }),
  example: { patch_size: 6, embed_size: 4, token_size: 3, channel_dim: 3, num_layers: 1 },
  make: (read): EncoderFn<PixelFacts> => (context, facts) => {
    const blocks = Array.from({ length: read.num_layers }, (_, i) => `block_${i}`);
    const mixed = blocks.reduce((x, part) => block(context, part, x, read), patchesOf(context, facts, read.patch_size, read.embed_size));
    const normal = normalize(context, "norm", mixed, "layer", null);
    return { kind: "vector", tensor: read.avg_pool ? meanOfPatches(context, normal) : apply(tf.layers.flatten({ name: context.name("flat") }), normal) };
  },
});

interface Spec { readonly token_size: number; readonly channel_dim: number; readonly dropout: number }

/** norm → mix the squares → sum → norm → mix the channels → sum: [batch, patches, d] → the same. */
function block(context: BuildContext, part: string, x: tf.SymbolicTensor, { token_size, channel_dim, dropout }: Spec): tf.SymbolicTensor {
  const turned = (name: string, tensor: tf.SymbolicTensor) => apply(tf.layers.permute({ name: context.name(`${part}_${name}`), dims: [2, 1] }), tensor);
  const tokens = turned("across", normalize(context, `${part}_token_norm`, x, "layer", null));
  const met = sum(context, `${part}_token_sum`, turned("back", mixed(context, `${part}_token`, tokens, token_size, dropout)), x);
  const channels = normalize(context, `${part}_channel_norm`, met, "layer", null);
  return sum(context, `${part}_channel_sum`, mixed(context, `${part}_channel`, channels, channel_dim, dropout), met);
}

/** Dense → gelu → dropout → dense → dropout, as wide as it came in. */
function mixed(context: BuildContext, part: string, x: tf.SymbolicTensor, hidden: number, dropout: number): tf.SymbolicTensor {
  const wide = activate(context, `${part}_activation`, linear(context, `${part}_0`, x, hidden, LINEAR), "gelu");
  return drop(context, `${part}_dropout_1`, linear(context, `${part}_1`, drop(context, `${part}_dropout_0`, wide, dropout), widthOf(x), LINEAR), dropout);
}
