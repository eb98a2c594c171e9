import * as tf from "../../tf.ts";
import { activate, activation, widthInto } from "../../layers/activations.ts";
import { apply } from "../../layers/apply.ts";
import { Conv1D } from "../../layers/convolution.ts";
import { weightsFrom, type InitializerSpec } from "../../layers/initializers.ts";
import { norm, normalize, normArguments } from "../../layers/norm.ts";
import { masked, type Sequence } from "../../layers/reduce.ts";
import { drop, layerKeys, MOST_LAYERS } from "../../layers/stack.ts";
import type { BuildContext } from "../../model/context.ts";
import { int, oneOf, orNull, Type, type Static } from "../../schema/params.ts";
import { windowed, type Window } from "./window.ts";

const POOLS = ["max", "average", "avg", "mean"] as const;
const PADDINGS = ["same", "valid"] as const;

const size = Type.Integer({ minimum: 1 });
const orNone = Type.Union([size, Type.Null()]);
/** One convolution of a list: what it does not name is the section's. */
export const convolution = Type.Partial(
  Type.Object({
    num_filters: size,
    filter_size: size,
    strides: size,
    padding: Type.Enum(PADDINGS),
    dilation_rate: size,
    ...layerKeys,
    pool_function: Type.Enum(POOLS),
    pool_size: orNone,
    pool_strides: orNone,
    pool_padding: Type.Enum(PADDINGS),
  }),
  { additionalProperties: false },
);
export type ConvolutionKeys = Static<typeof convolution>;
export type ConvolutionSpec = Required<ConvolutionKeys>;

export const convolutionLists = (usual: string) => Type.Union([Type.Array(convolution, { minItems: 1, maxItems: MOST_LAYERS }), Type.Null()], { default: null, description: `The convolutions one by one; by default ${usual}.` });

/** Keys of every convolution that does not set its own. */
export const filterParams = (filterSize: number) => ({
  num_filters: int(256, "Channels of each convolution that does not set its own.", { min: 1, scale: "log", impact: "high" }),
  filter_size: int(filterSize, "Steps a convolution sees at once, where it does not set its own.", { min: 1, impact: "medium" }),
  pool_function: oneOf(POOLS, "max", "How neighbouring steps are joined, when `pool_size` asks for it."),
  pool_size: orNull(int(2, "", { min: 1 }), null, "Steps joined after each convolution; null joins none."),
});

/** The same where convolutions follow each other, so that each may leave fewer steps. */
export const stackedFilterParams = (filterSize: number) => ({
  ...filterParams(filterSize),
  strides: int(1, "Steps from one place of a convolution to the next.", { min: 1 }),
  padding: oneOf(PADDINGS, "same", "`same` keeps the steps; `valid` has no convolution that looks over the end of a text."),
  dilation_rate: int(1, "Distance between the steps that a convolution sees.", { min: 1 }),
  pool_strides: orNull(int(2, "", { min: 1 }), null, "Steps from one join to the next; null takes `pool_size`."),
  pool_padding: oneOf(PADDINGS, "same", "`same` joins what is left at the end; `valid` leaves it out."),
});

/** Keys that convolutions and the layers after them share. */
export const nonlinearityParams = {
  activation: activation("relu", "Nonlinearity after each layer."),
  norm: norm("Normalisation between linear part and nonlinearity; `layer` normalises the channels of each step."),
  norm_params: normArguments("Arguments of the normalisation."),
};

/** What a convolution does when neither it nor its section says otherwise. */
const PLAIN = { strides: 1, padding: "same", dilation_rate: 1, pool_strides: null, pool_padding: "same" } as const;

/** The layers of a list, each filled up from its section. */
export const convolutionsOf = (
  own: readonly ConvolutionKeys[], section: Omit<ConvolutionSpec, keyof typeof PLAIN> & Partial<ConvolutionSpec>,
): readonly ConvolutionSpec[] => own.map((layer) => ({ ...PLAIN, ...section, ...layer }));

/** conv → norm → activation → dropout → pool: [batch, time, d] → [batch, fewer, num_filters]. Padding is zero before it, and known after it. */
export function convolve(context: BuildContext, part: string, sequence: Sequence, layer: ConvolutionSpec): Sequence {
  const seen: Window = { size: layer.filter_size, stride: layer.strides, dilation: layer.dilation_rate, padding: layer.padding };
  const { before, after } = windowed(context, part, sequence, seen);
  const seeded = (spec: InitializerSpec, weight: string) => weightsFrom(spec, context.seed(`${part}/${weight}`));
  const conv = apply(
    new Conv1D({
      name: context.name(part),
      filters: widthInto(layer.activation, layer.num_filters),
      kernelSize: layer.filter_size,
      stride: layer.strides,
      dilation: layer.dilation_rate,
      padding: layer.padding,
      useBias: layer.use_bias,
      kernelInitializer: seeded(layer.weights_initializer, "kernel"),
      biasInitializer: seeded(layer.bias_initializer, "bias"),
    }),
    before.tensor,
  );
  const normal = normalize(context, `${part}_norm`, conv, layer.norm, layer.norm_params);
  const active = activate(context, `${part}_activation`, normal, layer.activation);
  return pool(context, part, after(drop(context, `${part}_dropout`, active, layer.dropout)), layer);
}

/** Steps joined in windows; padding never wins a maximum, and counts as zero in an average. */
function pool(context: BuildContext, part: string, sequence: Sequence, layer: ConvolutionSpec): Sequence {
  const { pool_size: poolSize, pool_strides, pool_padding: padding } = layer;
  if (poolSize === null) return sequence;
  const strides = pool_strides ?? poolSize;
  if (poolSize === 1 && strides === 1) return sequence;
  const { before, after } = windowed(context, `${part}_pool`, sequence, { size: poolSize, stride: strides, dilation: 1, padding });
  const args = { name: context.name(`${part}_pool`), poolSize, strides, padding };
  return after(
    layer.pool_function === "max"
      ? apply(tf.layers.maxPooling1d(args), apply(tf.layers.add({ name: context.name(`${part}_gaps`) }), [before.tensor, before.gap()]))
      : apply(tf.layers.averagePooling1d(args), masked(context, `${part}_masked`, before.tensor, before.mask())),
  );
}
