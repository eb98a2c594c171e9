import { words } from "../../../messages/en/assets.ts";
import * as tf from "../../tf.ts";
import type { BuildContext } from "../../model/context.ts";
import { apply } from "../apply.ts";
import { BatchNormalization } from "../batch-normalization.ts";
import { Unbuildable } from "../budget.ts";
import { weightsOf } from "../initializers.ts";
import { KNOWN_LAYERS } from "./classes.ts";
import { FrozenGraph } from "./frozen-graph.ts";
import { MOST_LAYERS, type ForeignPlan, type ForeignStep, type LayersPlan } from "./plan.ts";

/** Numbers that a layer may make of one row: a padding or a repetition could ask for any. */
const LARGEST_ANSWER = 2 ** 26;
/** First values that the file's own take the place of. */
const zeros = weightsOf((shape) => new Float32Array(shape.reduce((product, n) => product * n, 1)));

/**
 * The layers of a model from elsewhere on a tensor, named as its own behind `model/`, without their weights' values. What its file or its facts say
 * wrong is told as a sentence (`Unbuildable`).
 */
export function foreignLayers(context: BuildContext, plan: ForeignPlan, input: tf.SymbolicTensor): tf.SymbolicTensor {
  if (plan.format === "graph") return told(context.name("model"), () => apply(new FrozenGraph({ name: context.name("model"), plan }), input));
  return layers(context, plan, input);
}

function layers(context: BuildContext, { input: { name: given }, steps, output }: LayersPlan, input: tf.SymbolicTensor): tf.SymbolicTensor {
  if (steps.length > MOST_LAYERS) throw new Unbuildable(words.foreign.tooMany(steps.length, MOST_LAYERS));
  const made = new Map([[given, input]]);
  for (const step of steps) {
    const from = step.from.map((name) => made.get(name));
    if (!from.every((tensor) => tensor !== undefined)) throw new Unbuildable(words.foreign.unconnected(step.name));
    const tensor = told(step.layer, () => apply(layerOf(step, context.name(`model/${step.layer}`)), from.length === 1 ? from[0]! : from));
    if (Array.isArray(tensor)) throw new Unbuildable(words.foreign.unconnected(step.name));
    if (tensor.shape.slice(1).reduce<number>((size, n) => size * (n ?? 1), 1) > LARGEST_ANSWER) throw new Unbuildable(words.foreign.tooLarge(step.layer));
    made.set(step.name, tensor);
  }
  const tensor = made.get(output);
  if (!tensor) throw new Unbuildable(words.foreign.unconnected(output));
  return tensor;
}

/** TensorFlow.js throws what it does not understand. */
function told<T>(layer: string, build: () => T): T {
  try {
    return build();
  } catch (cause) {
    if (!(cause instanceof Error) || cause.message.startsWith("internal:") || cause instanceof Unbuildable) throw cause;
    throw new Unbuildable(words.foreign.unbuildable(layer, cause.message));
  }
}

function layerOf({ className, config, layer }: ForeignStep, name: string): tf.layers.Layer {
  const { axis, center, scale, momentum, epsilon } = config;
  if (className === "BatchNormalization" && isLast(axis) && center === scale) {
    return new BatchNormalization({ name, momentum: number(momentum, 0.99), epsilon: number(epsilon, 1e-3), affine: center !== false });
  }
  const known = KNOWN_LAYERS.has(className) ? tf.serialization.SerializationMap.getMap().classNameMap[className] : undefined;
  if (!known) throw new Unbuildable(words.foreign.unknownLayer(className, layer));
  if (WRAPPERS.includes(className) && !KNOWN_LAYERS.has(innerOf(config["layer"]))) throw new Unbuildable(words.foreign.unknownLayer(innerOf(config["layer"]), layer));
  const [make, fromConfig] = known;
  return fromConfig(make, { ...begun(className, config), name }) as tf.layers.Layer; // layers alone are among the known
}

const isLast = (axis: unknown): boolean => axis === undefined || axis === -1 || (Array.isArray(axis) && axis.length === 1 && axis[0] === -1);
const number = (value: unknown, usual: number): number => (typeof value === "number" ? value : usual);

const WRAPPERS: readonly string[] = ["Bidirectional", "TimeDistributed"];
/** The class of the layer in a wrapper. */
const innerOf = (wrapped: unknown): string => (typeof wrapped === "object" && wrapped !== null && "className" in wrapped ? String(wrapped.className) : "");
const INITIALIZERS = [
  "kernelInitializer", "biasInitializer", "recurrentInitializer", "depthwiseInitializer", "pointwiseInitializer", "embeddingsInitializer", "alphaInitializer",
  "gammaInitializer", "betaInitializer", "movingMeanInitializer", "movingVarianceInitializer",
];

/** With weights that cost nothing to draw and are counted as they are made; a wrapper's are drawn as its layer says. */
function begun(className: string, config: ForeignStep["config"]): object {
  if (WRAPPERS.includes(className)) return config;
  const keys = className === "SeparableConv2D" ? INITIALIZERS.filter((key) => key !== "kernelInitializer") : INITIALIZERS; // it has two kernels, and refuses one
  return { ...config, ...Object.fromEntries(keys.map((key) => [key, zeros])) };
}
