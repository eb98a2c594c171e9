import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { float, Type, type Static } from "../schema/params.ts";
import { activate, activationSchema, widthInto } from "./activations.ts";
import { apply, widthOf } from "./apply.ts";
import { Dense } from "./dense.ts";
import { Dropout } from "./dropout.ts";
import { initializerSchema, weightsFrom, type InitializerSpec } from "./initializers.ts";
import { normalize, normSchema, normParams } from "./norm.ts";

/** The keys that a layer of any list may set for itself; those absent are the section's own. */
export const layerKeys = {
  use_bias: Type.Boolean(),
  weights_initializer: initializerSchema,
  bias_initializer: initializerSchema,
  norm: normSchema,
  norm_params: Type.Union([normParams, Type.Null()]),
  activation: activationSchema,
  dropout: Type.Number({ minimum: 0, maximum: 1 }),
};
/** Layers of one stack: nobody trains more of them, and TensorFlow.js walks a model layer by layer, each inside the one before. */
export const MOST_LAYERS = 100;
/** One layer of `fc_layers`. */
const layer = Type.Partial(Type.Object({ output_size: Type.Integer({ minimum: 1 }), ...layerKeys }), { additionalProperties: false });

/** A parameter that lists fully connected layers one by one; null: as many as the section counts. */
export const layerList = (description: string) => Type.Union([Type.Array(layer, { maxItems: MOST_LAYERS }), Type.Null()], { default: null, description });
export const dropoutRate = (description: string) => float(0, description, { min: 0, max: 1, impact: "medium" });

/** One fully connected layer: linear → norm → activation → dropout. */
export interface LayerSpec {
  readonly output_size: number;
  readonly use_bias: boolean;
  readonly weights_initializer: InitializerSpec;
  readonly bias_initializer: InitializerSpec;
  readonly norm: Static<typeof normSchema>;
  readonly norm_params: Static<typeof normParams> | null;
  readonly activation: Static<typeof activationSchema>;
  readonly dropout: number;
}

/** The layers a section describes: its list, each filled up from the section, or `count` copies of the section. */
export const layersOf = (list: Static<ReturnType<typeof layerList>>, count: number, section: LayerSpec): readonly LayerSpec[] =>
  list === null ? Array.from({ length: count }, () => section) : list.map((own) => ({ ...section, ...own }));

/**
 * Fully connected layers, one after another: [batch, ..., d] → [batch, ..., output_size of the last]; none: x itself. The
 * section's norm and dropout are applied to the input as well, as Ludwig does. `residual` adds each layer's input to its
 * output where the widths agree.
 */
export function fullyConnected(
  context: BuildContext,
  part: string,
  x: tf.SymbolicTensor,
  layers: readonly LayerSpec[],
  section: LayerSpec,
  residual = false,
): tf.SymbolicTensor {
  if (layers.length === 0) return x;
  const input = drop(
    context,
    `${part}_input_dropout`,
    normalize(context, `${part}_input_norm`, x, section.norm, section.norm_params),
    section.dropout,
  );
  return layers.reduce((hidden, spec, i) => {
    const next = oneLayer(context, `${part}_${i}`, hidden, spec);
    return residual && widthOf(next) === widthOf(hidden)
      ? apply(tf.layers.add({ name: context.name(`${part}_${i}_residual`) }), [next, hidden])
      : next;
  }, input);
}

function oneLayer(context: BuildContext, part: string, x: tf.SymbolicTensor, spec: LayerSpec): tf.SymbolicTensor {
  const sums = linear(context, part, x, widthInto(spec.activation, spec.output_size), spec);
  const normal = normalize(context, `${part}_norm`, sums, spec.norm, spec.norm_params);
  return drop(context, `${part}_dropout`, activate(context, `${part}_activation`, normal, spec.activation), spec.dropout);
}

/** x·W + b. */
export function linear(
  context: BuildContext,
  part: string,
  x: tf.SymbolicTensor,
  units: number,
  spec: Pick<LayerSpec, "use_bias" | "weights_initializer" | "bias_initializer">,
): tf.SymbolicTensor {
  return apply(
    new Dense({
      name: context.name(part),
      units,
      useBias: spec.use_bias,
      kernelInitializer: weightsFrom(spec.weights_initializer, context.seed(`${part}/kernel`)),
      biasInitializer: weightsFrom(spec.bias_initializer, context.seed(`${part}/bias`)),
    }),
    x,
  );
}

/** Dropout at a rate; 0 adds nothing. */
export const drop = (context: BuildContext, part: string, x: tf.SymbolicTensor, rate: number): tf.SymbolicTensor =>
  rate === 0 ? x : apply(new Dropout({ name: context.name(part), rate, seed: context.seed(part) }), x);
