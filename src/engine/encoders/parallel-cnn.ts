import { words } from "../../messages/en/parts.ts";
import * as tf from "../tf.ts";
import { activate, activation } from "../layers/activations.ts";
import { apply } from "../layers/apply.ts";
import { Conv1D } from "../layers/convolution.ts";
import { initializer, weightsFrom, type InitializerSpec } from "../layers/initializers.ts";
import { norm, normalize, normArguments } from "../layers/norm.ts";
import { masked, reduce, reduction, type Sequence } from "../layers/reduce.ts";
import { drop, fullyConnected, layerKeys, layerList, layersOf, MOST_LAYERS } from "../layers/stack.ts";
import type { BuildContext, EncoderFn } from "../model/context.ts";
import { defineChoice } from "../schema/choice.ts";
import { bool, int, oneOf, orNull, Type, type Params, type Static } from "../schema/params.ts";
import { error, fixRemove } from "../schema/problem.ts";
import { once } from "../layers/once.ts";
import { embedTokens, tokenParams, type TokenFacts } from "./tokens.ts";

const POOLS = ["max", "average", "avg", "mean"] as const;
const convolution = Type.Partial(
  Type.Object({
    num_filters: Type.Integer({ minimum: 1 }),
    filter_size: Type.Integer({ minimum: 1 }),
    ...layerKeys,
    pool_function: Type.Enum(POOLS),
    pool_size: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  }),
  { additionalProperties: false },
);

const params = Type.Object({
  ...tokenParams,
  weights_initializer: initializer("xavier_uniform", "How token vectors, kernels and weight matrices begin."),
  bias_initializer: initializer("zeros", "How the biases begin."),
  use_bias: bool(true, "Add a bias."),
  activation: activation("relu", "Nonlinearity after each layer."),
  norm: norm("Normalisation between linear part and nonlinearity; `layer` normalises the channels of each step."),
  norm_params: normArguments("Arguments of the normalisation."),
  conv_layers: Type.Union([Type.Array(convolution, { minItems: 1, maxItems: MOST_LAYERS }), Type.Null()], {
    default: null,
    description: "The convolutions one by one; by default four, of widths 2, 3, 4 and 5.",
  }),
  num_conv_layers: orNull(int(1, "", { min: 1, max: MOST_LAYERS }), null, "So many equal convolutions instead of `conv_layers`."),
  num_filters: int(256, "Channels of each convolution that does not set its own.", { min: 1, scale: "log", impact: "high" }),
  filter_size: int(3, "Tokens a convolution sees at once, where it does not set its own.", { min: 1, impact: "medium" }),
  pool_function: oneOf(POOLS, "max", "How neighbouring steps are joined, when `pool_size` asks for it."),
  pool_size: orNull(int(2, "", { min: 1 }), null, "Steps joined after each convolution; null joins none."),
  reduce_output: reduction("sum", "How the vectors of a text become one; padding never counts."),
  output_size: int(256, "Width of each fully connected layer that does not set its own.", { min: 1, scale: "log", impact: "medium" }),
  num_fc_layers: orNull(int(1, "", { min: 0, max: MOST_LAYERS }), null, "Fully connected layers after the reduction; by default two, of 512 and 256."),
  fc_layers: layerList("The fully connected layers one by one; keys a layer does not name are this section's."),
});
type CnnParams = Params<typeof params>;
type ConvSpec = Required<Static<typeof convolution>>;

/** Convolutions of several widths side by side over the token vectors, joined, collapsed over time: [batch, output_size]. Kim, 2014. */
export const parallelCnn = defineChoice({
  summary: "Convolutions of several widths side by side: sees short phrases, not only words.",
  params,
  example: { embedding_size: 3, num_filters: 2, fc_layers: [{ output_size: 3 }] },
  check(read, path, report) {
    if (read.conv_layers && read.num_conv_layers !== null) {
      const at = [...path, "num_conv_layers"];
      report(error(at, words.convolutionsTwice, fixRemove(at)));
    }
    if (new Set(convolutionsOf(read).map((c) => c.pool_size)).size > 1) {
      report(error([...path, "conv_layers"], words.unevenPools));
    }
  },
  make:
    (read): EncoderFn<TokenFacts> =>
    (context, facts) => {
      const tokens = embedTokens(context, facts, read, read.weights_initializer);
      const sequence = convolved(context, { ...tokens, tensor: masked(context, "tokens", tokens.tensor, tokens.mask()) }, read);
      if (read.reduce_output === null) return { kind: "sequence", tensor: sequence.tensor, mask: sequence.mask() };
      const section = { ...read, weights_initializer: read.weights_initializer };
      return {
        kind: "vector",
        tensor: fullyConnected(context, "fc", reduce(context, "reduced", sequence, read.reduce_output), fcLayersOf(read), section),
      };
    },
});

function convolutionsOf(read: CnnParams): readonly ConvSpec[] {
  const own =
    read.conv_layers ??
    (read.num_conv_layers === null
      ? [2, 3, 4, 5].map((filter_size) => ({ filter_size }))
      : Array.from({ length: read.num_conv_layers }, () => ({})));
  return own.map((layer) => ({ ...read, ...layer }));
}

function fcLayersOf(read: CnnParams) {
  const usual = read.fc_layers === null && read.num_fc_layers === null ? [{ output_size: 512 }, { output_size: 256 }] : read.fc_layers;
  return layersOf(usual, read.num_fc_layers ?? 0, read);
}

function convolved(context: BuildContext, tokens: Sequence, read: CnnParams): Sequence {
  const layers = convolutionsOf(read);
  const branches = layers.map((layer, i) => convolve(context, `conv_${i}`, tokens, layer));
  const tensor = branches.length === 1 ? branches[0]! : apply(tf.layers.concatenate({ name: context.name("convs") }), branches);
  const size = layers[0]!.pool_size ?? 1;
  const pooledMark = (part: "mask" | "gap" | "last") =>
    once(() =>
      size === 1
        ? tokens[part]()
        : apply(
            tf.layers.maxPooling1d({ name: context.name(`${part}_pooled`), poolSize: size, strides: size, padding: "same" }),
            tokens[part](),
          ),
    );
  return { tensor, mask: pooledMark("mask"), gap: pooledMark("gap"), last: pooledMark("last") };
}

/** conv → norm → activation → dropout → pool: [batch, time, d] → [batch, ⌈time / pool_size⌉, num_filters]. */
function convolve(context: BuildContext, part: string, tokens: Sequence, layer: ConvSpec): tf.SymbolicTensor {
  const seeded = (spec: InitializerSpec, weight: string) => weightsFrom(spec, context.seed(`${part}/${weight}`));
  const conv = apply(
    new Conv1D({
      name: context.name(part),
      filters: layer.num_filters,
      kernelSize: layer.filter_size,
      padding: "same",
      useBias: layer.use_bias,
      kernelInitializer: seeded(layer.weights_initializer, "kernel"),
      biasInitializer: seeded(layer.bias_initializer, "bias"),
    }),
    tokens.tensor,
  );
  const active = activate(
    context,
    `${part}_activation`,
    normalize(context, `${part}_norm`, conv, layer.norm, layer.norm_params),
    layer.activation,
  );
  return pool(context, part, drop(context, `${part}_dropout`, active, layer.dropout), tokens, layer);
}

/** Steps joined in windows; padding never wins a maximum, and counts as zero in an average. */
function pool(context: BuildContext, part: string, x: tf.SymbolicTensor, tokens: Sequence, layer: ConvSpec): tf.SymbolicTensor {
  if (layer.pool_size === null || layer.pool_size === 1) return x;
  const args = { name: context.name(`${part}_pool`), poolSize: layer.pool_size, strides: layer.pool_size, padding: "same" as const };
  return layer.pool_function === "max"
    ? apply(tf.layers.maxPooling1d(args), apply(tf.layers.add({ name: context.name(`${part}_gaps`) }), [x, tokens.gap()]))
    : apply(tf.layers.averagePooling1d(args), masked(context, `${part}_masked`, x, tokens.mask()));
}
