import { words } from "../../../messages/en/parts.ts";
import { activate, activation, activationSchema, widthInto } from "../../layers/activations.ts";
import { apply } from "../../layers/apply.ts";
import { Unbuildable } from "../../layers/budget.ts";
import { Conv2D } from "../../layers/convolution.ts";
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

const MARGINS = { planned: ["reflect", "replicate", "circular"] };
/** One convolution of a list: what it does not name is the section's. */
const convolution = Type.Partial(
  Type.Object({
    out_channels: Type.Integer({ minimum: 1 }),
    kernel_size: sides,
    stride: sides,
    padding: paddings,
    padding_mode: Type.Enum(["zeros"]),
    dilation: sides,
    groups: Type.Literal(1),
    use_bias: Type.Boolean(),
    norm: normSchema,
    norm_params: Type.Union([normParams, Type.Null()]),
    activation: activationSchema,
    dropout: Type.Number({ minimum: 0, maximum: 1 }),
    pool_function: Type.Enum(POOLS),
    pool_kernel_size: sidesOrNull,
    pool_stride: sidesOrNull,
    pool_padding: Type.Literal(0),
    pool_dilation: Type.Literal(1),
  }),
  { additionalProperties: false },
);
type ConvolutionKeys = Static<typeof convolution>;
type Spec = Required<Omit<ConvolutionKeys, "padding_mode" | "groups" | "pool_padding" | "pool_dilation">>;

/** What every convolution is like that does not say otherwise, by Ludwig's names, and the list of those that do. */
export const convolutionParams = {
  out_channels: int(32, "Filters of each convolution that does not set its own.", { min: 1, scale: "log", impact: "high" }),
  kernel_size: Type.Union([side, Type.Tuple([side, side])], { default: 3, description: "Side of what a convolution sees, in pixels: one number, or height and width.", impact: "medium" }),
  stride: Type.Union([side, Type.Tuple([side, side])], { default: 1, description: "Pixels from one place of a convolution to the next." }),
  padding: Type.Union([Type.Enum(["valid", "same"]), margin, Type.Tuple([margin, margin])], {
    default: "valid", description: "`valid` has no convolution that looks over the edge; `same` keeps the size, or divides it by the stride; a number adds so many zeros at each edge.",
  }),
  padding_mode: oneOf(["zeros"], "zeros", "What lies beyond the edge.", MARGINS),
  dilation: Type.Union([side, Type.Tuple([side, side])], { default: 1, description: "Distance between the pixels that a convolution sees." }),
  groups: Type.Literal(1, { default: 1, description: "Channels that are convolved apart from the others.", othersPlanned: true }),
  pool_function: oneOf(POOLS, "max", "How neighbouring pixels are joined after each convolution."),
  pool_kernel_size: Type.Union([side, Type.Tuple([side, side]), Type.Null()], { default: 2, description: "Side of the squares that are joined; null joins none." }),
  pool_stride: Type.Union([side, Type.Tuple([side, side]), Type.Null()], { default: null, description: "Pixels from one join to the next; null takes `pool_kernel_size`." }),
  pool_padding: Type.Literal(0, { default: 0, description: "Zeros at each edge before the join.", othersPlanned: true }),
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
  const kernelSize = pair(layer.kernel_size);
  const padded = typeof layer.padding === "string" ? x : margined(context, `${part}_edge`, x, pair(layer.padding));
  const dilations = pair(layer.dilation);
  const reach = kernelSize.map((size, axis) => (size - 1) * dilations[axis]! + 1);
  if (layer.padding !== "same") refuseSmaller(part, "kernel_size", padded, reach);
  const conv = new Conv2D({
    name: context.name(part), filters: widthInto(layer.activation, layer.out_channels), kernelSize, strides: pair(layer.stride), dilations,
    padding: layer.padding === "same" ? "same" : "valid", useBias: layer.use_bias,
    kernelInitializer: weightsFrom("kaiming_uniform", context.seed(`${part}/kernel`)), biasInitializer: weightsFrom("zeros", context.seed(`${part}/bias`)),
  });
  const normal = normalize(context, `${part}_norm`, apply(conv, padded), layer.norm, layer.norm_params);
  const active = activate(context, `${part}_activation`, normal, layer.activation);
  return pooled(context, `${part}_pool`, drop(context, `${part}_dropout`, active, layer.dropout), layer);
}

function pooled(context: BuildContext, part: string, x: tf.SymbolicTensor, { pool_function, pool_kernel_size, pool_stride }: Spec): tf.SymbolicTensor {
  if (pool_kernel_size === null) return x;
  const poolSize = pair(pool_kernel_size);
  refuseSmaller(part, "pool_kernel_size", x, poolSize);
  const args = { name: context.name(part), poolSize, strides: pair(pool_stride ?? pool_kernel_size) };
  return apply(pool_function === "max" ? tf.layers.maxPooling2d(args) : tf.layers.averagePooling2d(args), x);
}

const pair = (given: Sides | readonly [number, number]): [number, number] => (typeof given === "number" ? [given, given] : [...given]);

const margined = (context: BuildContext, part: string, x: tf.SymbolicTensor, [y, across]: readonly [number, number]): tf.SymbolicTensor =>
  y + across === 0 ? x : apply(tf.layers.zeroPadding2d({ name: context.name(part), padding: [[y, y], [across, across]] }), x);

/** A window needs as many pixels as it sees. */
function refuseSmaller(part: string, key: string, x: tf.SymbolicTensor, window: readonly number[]): void {
  const [height, width] = x.shape.slice(1) as [number, number]; // static, as all of a model
  if (height < window[0]! || width < window[1]!) throw new Unbuildable(words.nothingLeft(part, key, [height, width], window));
}
