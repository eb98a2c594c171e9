import { words } from "../../../messages/en/parts.ts";
import { activate, activation, activationSchema, widthInto } from "../../layers/activations.ts";
import { apply } from "../../layers/apply.ts";
import { Unbuildable } from "../../layers/budget.ts";
import { Conv2D } from "../../layers/convolution.ts";
import { channelsOf } from "../../layers/slice.ts";
import { BEYOND, lends, margined, type Beyond, type Margin } from "../../layers/pictures/edges.ts";
import { weightsFrom } from "../../layers/initializers.ts";
import { norm, normalize, normArguments, normParams, normSchema } from "../../layers/norm.ts";
import { drop, dropoutRate, MOST_LAYERS } from "../../layers/stack.ts";
import type { BuildContext } from "../../model/context.ts";
import { bool, int, oneOf, Type, type Static } from "../../schema/params.ts";
import * as tf from "../../tf.ts";

const POOLS = ["max", "average", "avg", "mean"] as const;
const side = Type.Integer({ minimum: 1, maximum: 1024 });
const margin = Type.Integer({ minimum: 0, maximum: 1024 });
/** One number for both axes, or [height, width]. */
const sides = Type.Union([side, Type.Tuple([side, side])]);
const sidesOrNull = Type.Union([side, Type.Tuple([side, side]), Type.Null()]);
const paddings = Type.Union([Type.Enum(["valid", "same"]), margin, Type.Tuple([margin, margin])]);
type Sides = Static<typeof sides>;

const margins = Type.Union([margin, Type.Tuple([margin, margin])]);
const group = Type.Integer({ minimum: 1 });
/** One convolution of a list: what it does not name is the section's. */
const convolution = Type.Partial(
  Type.Object({
    out_channels: Type.Integer({ minimum: 1 }),
    kernel_size: sides,
    stride: sides,
    padding: paddings,
    padding_mode: Type.Enum(BEYOND),
    dilation: sides,
    groups: group,
    use_bias: Type.Boolean(),
    norm: normSchema,
    norm_params: Type.Union([normParams, Type.Null()]),
    activation: activationSchema,
    dropout: Type.Number({ minimum: 0, maximum: 1 }),
    pool_function: Type.Enum(POOLS),
    pool_kernel_size: sidesOrNull,
    pool_stride: sidesOrNull,
    pool_padding: margins,
    pool_dilation: Type.Literal(1),
  }),
  { additionalProperties: false },
);
type ConvolutionKeys = Static<typeof convolution>;
type Spec = Required<Omit<ConvolutionKeys, "pool_dilation">>;

/** What every convolution is like that does not say otherwise, by Ludwig's names, and the list of those that do. */
export const convolutionParams = {
  out_channels: int(32, "Filters of each convolution that does not set its own.", { min: 1, scale: "log", impact: "high" }),
  kernel_size: Type.Union([side, Type.Tuple([side, side])], { default: 3, description: "Side of what a convolution sees, in pixels: one number, or height and width.", impact: "medium" }),
  stride: Type.Union([side, Type.Tuple([side, side])], { default: 1, description: "Pixels from one place of a convolution to the next." }),
  padding: Type.Union([Type.Enum(["valid", "same"]), margin, Type.Tuple([margin, margin])], {
    default: "valid", description: "`valid` has no convolution that looks over the edge; `same` keeps the size, or divides it by the stride; a number adds so many pixels at each edge.",
  }),
  padding_mode: oneOf(BEYOND, "zeros", "What lies beyond the edge: nothing, the picture mirrored, its last pixel again, or its other end."),
  dilation: Type.Union([side, Type.Tuple([side, side])], { default: 1, description: "Distance between the pixels that a convolution sees." }),
  groups: Type.Integer({ minimum: 1, default: 1, description: "Channels and filters are cut into so many groups, each convolved by itself." }),
  pool_function: oneOf(POOLS, "max", "How neighbouring pixels are joined after each convolution."),
  pool_kernel_size: Type.Union([side, Type.Tuple([side, side]), Type.Null()], { default: 2, description: "Side of the squares that are joined; null joins none." }),
  pool_stride: Type.Union([side, Type.Tuple([side, side]), Type.Null()], { default: null, description: "Pixels from one join to the next; null takes `pool_kernel_size`." }),
  pool_padding: Type.Union([margin, Type.Tuple([margin, margin])], { default: 0, description: "Pixels that are added at each edge before the join; a mean counts them as zeros, a maximum passes over them." }),
  pool_dilation: Type.Literal(1, { default: 1, description: "Distance between the pixels that are joined.", othersPlanned: true }),
  conv_use_bias: bool(true, "Add a bias in the convolutions."),
  conv_norm: norm("Normalisation between convolution and nonlinearity; `layer` normalises the channels of each pixel."),
  conv_norm_params: normArguments("Arguments of the normalisation."),
  conv_activation: activation("relu", "Nonlinearity after each convolution."),
  conv_dropout: dropoutRate("Share of values dropped after each convolution in training."),
  num_conv_layers: Type.Union([Type.Integer({ minimum: 0, maximum: MOST_LAYERS }), Type.Null()], { default: null, description: "So many equal convolutions instead of `conv_layers`." }),
  conv_layers: Type.Union([Type.Array(convolution, { maxItems: MOST_LAYERS }), Type.Null()], {
    default: null, description: "The convolutions one by one; by default two, of 32 and 64 filters. Keys that one does not name are this section's.",
  }),
};
export type ConvolutionSection = { readonly [K in keyof typeof convolutionParams]: Static<(typeof convolutionParams)[K]> };

/** What Ludwig builds when a config names no convolutions. */
const USUAL: readonly ConvolutionKeys[] = [{ out_channels: 32 }, { out_channels: 64 }];

/** The convolutions that a section describes, each filled up from it. */
export function convolutionsOf(section: ConvolutionSection): readonly Spec[] {
  const { conv_use_bias, conv_norm, conv_norm_params, conv_activation, conv_dropout, num_conv_layers, conv_layers, ...shared } = section;
  const own = conv_layers ?? (num_conv_layers === null ? USUAL : Array.from({ length: num_conv_layers }, (): ConvolutionKeys => ({})));
  const plain = { use_bias: conv_use_bias, norm: conv_norm, norm_params: conv_norm_params, activation: conv_activation, dropout: conv_dropout };
  return own.map((layer) => ({ ...shared, ...plain, ...layer }));
}

/**
 * conv → norm → activation → dropout → pool, x: [batch, height, width, channels] → [batch, less, less, out_channels]. A picture of which
 * nothing would be left is refused with a sentence.
 */
export function convolve(context: BuildContext, part: string, x: tf.SymbolicTensor, layer: Spec): tf.SymbolicTensor {
  const { padding, padding_mode: beyond } = layer;
  const kernelSize = pair(layer.kernel_size);
  const dilations = pair(layer.dilation);
  const reach = [0, 1].map((axis) => (kernelSize[axis]! - 1) * dilations[axis]! + 1) as [number, number]; // of two sides
  const isStock = padding === "same" && beyond === "zeros";
  const padded = isStock || padding === "valid" ? x : edged(context, part, x, padding === "same" ? sameMargins(x, reach, pair(layer.stride)) : evenMargins(padding), beyond);
  if (!isStock) refuseSmaller(part, "kernel_size", padded, reach);
  const filters = widthInto(layer.activation, layer.out_channels);
  const convolved = grouped(context, part, padded, layer.groups, filters, (name, of) => new Conv2D({
    name: context.name(name), filters: of, kernelSize, strides: pair(layer.stride), dilations, padding: isStock ? "same" : "valid", useBias: layer.use_bias,
    kernelInitializer: weightsFrom("kaiming_uniform", context.seed(`${name}/kernel`)), biasInitializer: weightsFrom("zeros", context.seed(`${name}/bias`)),
  }));
  const normal = normalize(context, `${part}_norm`, convolved, layer.norm, layer.norm_params);
  const active = activate(context, `${part}_activation`, normal, layer.activation);
  return pooled(context, `${part}_pool`, drop(context, `${part}_dropout`, active, layer.dropout), layer);
}

/** Each group of channels by its own filters, side by side. */
function grouped(context: BuildContext, part: string, x: tf.SymbolicTensor, groups: number, filters: number, convolution: (name: string, filters: number) => Conv2D): tf.SymbolicTensor {
  if (groups === 1) return apply(convolution(part, filters), x);
  const [height, width, channels] = x.shape.slice(1) as [number, number, number]; // static, as all of a model
  if (channels % groups !== 0 || filters % groups !== 0) throw new Unbuildable(words.unevenGroups(part, groups, channels, filters));
  const count = channels / groups;
  const seen = Array.from({ length: groups }, (_, g) => {
    const name = `${part}_group_${g}`;
    return apply(convolution(name, filters / groups), channelsOf(context, name, x, [height, width, channels], { from: g * count, count }));
  });
  return apply(tf.layers.concatenate({ name: context.name(part), axis: 3 }), seen);
}

function pooled(context: BuildContext, part: string, x: tf.SymbolicTensor, { pool_function, pool_kernel_size, pool_stride, pool_padding }: Spec): tf.SymbolicTensor {
  if (pool_kernel_size === null) return x;
  const poolSize = pair(pool_kernel_size);
  const margin = pair(pool_padding);
  if (margin.some((pixels, axis) => 2 * pixels > poolSize[axis]!)) throw new Unbuildable(words.wideMargin(part, margin, poolSize));
  // A pixel of the edge again changes no maximum: each window that sees its copies sees itself.
  const padded = edged(context, part, x, evenMargins(margin), pool_function === "max" ? "replicate" : "zeros");
  refuseSmaller(part, "pool_kernel_size", padded, poolSize);
  const args = { name: context.name(part), poolSize, strides: pair(pool_stride ?? pool_kernel_size) };
  return apply(pool_function === "max" ? tf.layers.maxPooling2d(args) : tf.layers.averagePooling2d(args), padded);
}

const pair = (given: Sides | readonly [number, number]): [number, number] => (typeof given === "number" ? [given, given] : [...given]);
type Margins = readonly [Margin, Margin];
function evenMargins(given: Sides | readonly [number, number]): Margins {
  const [y, across] = pair(given);
  return [[y, y], [across, across]];
}

/** So many that the size is kept, or divided by the stride; what is uneven comes at the end, as TensorFlow has it. */
function sameMargins(x: tf.SymbolicTensor, reach: readonly [number, number], strides: readonly [number, number]): Margins {
  const along = (axis: 0 | 1): Margin => {
    const length = x.shape[axis + 1]!;
    const all = Math.max((Math.ceil(length / strides[axis]) - 1) * strides[axis] + reach[axis] - length, 0);
    return [Math.floor(all / 2), Math.ceil(all / 2)];
  };
  return [along(0), along(1)];
}

function edged(context: BuildContext, part: string, x: tf.SymbolicTensor, margins: Margins, beyond: Beyond): tf.SymbolicTensor {
  margins.forEach((margin, axis) => {
    const most = lends(beyond, x.shape[axis + 1]!);
    if (Math.max(...margin) > most) throw new Unbuildable(words.nothingToLend(part, beyond, Math.max(...margin), most));
  });
  return margined(context, `${part}_edge`, x, margins, beyond);
}

/** A window needs as many pixels as it sees. */
function refuseSmaller(part: string, key: string, x: tf.SymbolicTensor, window: readonly number[]): void {
  const [height, width] = x.shape.slice(1) as [number, number]; // static, as all of a model
  if (height < window[0]! || width < window[1]!) throw new Unbuildable(words.nothingLeft(part, key, [height, width], window));
}
