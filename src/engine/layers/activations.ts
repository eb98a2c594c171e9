import * as tf from "../tf.ts";
import type { BuildContext } from "../model/context.ts";
import { oneOf, orNull, Type, type Static } from "../schema/params.ts";
import { apply } from "./apply.ts";
import { Entmax } from "./entmax.ts";
import { FurtherActivation, GATED } from "./further-activation.ts";
import { SmoothActivation } from "./smooth-activation.ts";

/** Ludwig's spellings, each as a layer of plain TensorFlow.js where it has one; slopes and offsets as PyTorch has them. */
const LAYERS = {
  relu: plain("relu"),
  elu: plain("elu"),
  celu: plain("elu"), // equal at alpha 1, the only one the language can say
  selu: smooth("selu"),
  gelu: smooth("gelu"),
  silu: smooth("swish"),
  swish: smooth("swish"),
  mish: smooth("mish"),
  relu6: plain("relu6"),
  softplus: plain("softplus"),
  sigmoid: plain("sigmoid"),
  tanh: plain("tanh"),
  softmax: plain("softmax"),
  leakyRelu: (name: string) => tf.layers.leakyReLU({ name, alpha: 0.01 }),
  prelu: (name: string, rank: number) =>
    tf.layers.prelu({
      name,
      alphaInitializer: tf.initializers.constant({ value: 0.25 }),
      sharedAxes: Array.from({ length: rank - 1 }, (_, i) => i + 1),
    }),
  logSigmoid: further("logSigmoid"),
  hardsigmoid: further("hardsigmoid"),
  hardswish: further("hardswish"),
  swiglu: further("swiglu"),
  geglu: further("geglu"),
  reglu: further("reglu"),
  sparsemax: (name: string) => new Entmax({ name, alpha: 2 }),
  entmax15: (name: string) => new Entmax({ name, alpha: 1.5 }),
} satisfies Record<string, (name: string, rank: number) => tf.layers.Layer>;

function plain(activation: Parameters<typeof tf.layers.activation>[0]["activation"]) {
  return (name: string) => tf.layers.activation({ name, activation });
}

function smooth(activation: ConstructorParameters<typeof SmoothActivation>[0]["activation"]) {
  return (name: string) => new SmoothActivation({ name, activation });
}

function further(activation: ConstructorParameters<typeof FurtherActivation>[0]["activation"]) {
  return (name: string) => new FurtherActivation({ name, activation });
}

export type Activation = keyof typeof LAYERS | null;
const NAMES = Object.keys(LAYERS) as [keyof typeof LAYERS, ...(keyof typeof LAYERS)[]]; // the keys of the literal above, of which there are some

/** A parameter that names a nonlinearity; null is none. */
export const activation = (value: Activation, description: string) =>
  orNull(oneOf(NAMES, "relu", description), value, description);
export const activationSchema = Type.Union([Type.Enum(NAMES), Type.Null()]);
export type ActivationParam = Static<typeof activationSchema>;

/** How many numbers must go into the named nonlinearity for `width` to come out. */
export const widthInto = (name: Activation, width: number): number => (name !== null && GATED.includes(name) ? 2 * width : width);

/** Add the named nonlinearity; null adds nothing. */
export function activate(context: BuildContext, part: string, x: tf.SymbolicTensor, name: Activation): tf.SymbolicTensor {
  return name === null ? x : apply(LAYERS[name](context.name(part), x.rank), x);
}
