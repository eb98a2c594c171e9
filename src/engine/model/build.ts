import * as tf from "../tf.ts";
import { tensorType, type PartShape } from "../data/encoded.ts";
import { seedFor } from "../data/random.ts";
import { sharing } from "../layers/apply.ts";
import { words } from "../../messages/en/model.ts";
import { areDrawn, placed, Unbuildable, withinBudget } from "../layers/budget.ts";
import type { Outcome } from "../schema/problem.ts";
import type { InputFeature, OutputFeature } from "../features/feature.ts";
import type { BuildContext, CombinerFn, Decoded, Encoding, Parts } from "./context.ts";
import { hiddenFor } from "./hidden.ts";

export interface BuiltModel {
  /** Inputs in the order of `inputParts`, outputs in the order of the output features. */
  readonly model: tf.LayersModel;
  readonly inputParts: readonly { readonly feature: string; readonly part: string; readonly tensorName: string }[];
  /** The output features' names, in the order of the model's outputs. */
  readonly outputNames: readonly string[];
}

/**
 * Inputs → encoders → combiner → decoders, as one functional model. Only parts that an encoder asked for become model
 * inputs. Layers and weights are named by feature and part; each is seeded by the run's seed and its own name, so that
 * neither order nor neighbours change where a weight begins. A model that would not fit is refused before it takes the memory.
 */
export const buildModel = (
  inputs: readonly InputFeature[], outputs: readonly OutputFeature[], combiner: CombinerFn, seed: number,
): Outcome<BuiltModel> => withinBudget(() => built(inputs, outputs, combiner, seed), true);

/** The same model with zeros for weights: to be counted, not to be used. */
export const buildToMeasure = (inputs: readonly InputFeature[], outputs: readonly OutputFeature[], combiner: CombinerFn): Outcome<BuiltModel> =>
  withinBudget(() => built(inputs, outputs, combiner, 0), false);

/** The encoder of an input by itself: what it hands on is the first output, the mask of a sequence the second. */
export const buildEncoder = (input: InputFeature, seed: number): Outcome<BuiltModel> =>
  withinBudget(() => {
    const { asked, encodings: [encoding] } = encoded([input], seed);
    const outputs = encoding!.kind === "sequence" ? [encoding!.tensor, encoding!.mask] : [encoding!.tensor]; // of the one input
    const model = heldOnce(tf.model({ name: "encoder", inputs: asked.map(({ tensor }) => tensor), outputs }));
    begin(model, input);
    return { model, inputParts: asked.map(({ tensor: _, ...part }) => part), outputNames: outputs.map((_, i) => ["steps", "mask"][i]!) };
  }, true);

/** The shape of each input of a model, in its order. */
export const inputShapes = (inputs: readonly InputFeature[], { inputParts }: Pick<BuiltModel, "inputParts">): readonly PartShape[] =>
  inputParts.map(({ feature, part }) => inputs.find(({ name }) => name === feature)!.parts[part]!); // the model was built of them

interface Asked { readonly feature: string; readonly part: string; readonly tensorName: string; readonly tensor: tf.SymbolicTensor }

function built(inputs: readonly InputFeature[], outputs: readonly OutputFeature[], combiner: CombinerFn, seed: number): BuiltModel {
  const { asked, encodings } = encoded(inputs, seed);
  const combined = combiner(
    { ...scoped("combiner", seed), input: noInput },
    inputs.map(({ name, type }, i) => ({ name, type, encoding: encodings[i]! })),
  );
  const decoded = decodedFrom(combined, outputs, seed);
  const logits = outputs.map(({ name }) => decoded.get(name)!.logits);
  const model = heldOnce(tf.model({ name: "fidelio", inputs: asked.map((a) => a.tensor), outputs: logits }));
  inputs.forEach((feature, i) => placed(["input_features", i, "encoder"], () => begin(model, feature)));
  return { model, inputParts: asked.map(({ tensor: _, ...part }) => part), outputNames: outputs.map((o) => o.name) };
}

/**
 * A model that frees its weights when it is disposed of. TensorFlow.js counts how often a layer was applied and wants to be told as often to
 * let it go, but a model tells each of its layers once: those that are used in several places would stay.
 */
export function heldOnce(model: tf.LayersModel): tf.LayersModel {
  for (const layer of model.layers) for (let i = 1; i < layer.inboundNodes.length; i++) layer.dispose();
  return model;
}

/** Weights that a file gives first values take them; where what it gives does not fit, there is no such model. */
function begin(model: tf.LayersModel, { name, tied, begins }: InputFeature): void {
  if (!begins || tied !== null) return;
  const scope = `inputs/${safeName(name)}/`;
  for (const weight of model.weights.filter(({ originalName }) => originalName.startsWith(scope))) {
    const values = begins.weights.get(weight.originalName.slice(scope.length));
    if (!values && !begins.whole) continue;
    const shape = weight.shape as number[]; // a weight's shape has no gaps
    const size = tf.util.sizeFromShape(shape);
    if (values?.length !== size) throw new Unbuildable(words.misfit(weight.originalName, size, values?.length));
    if (!areDrawn()) continue;
    const tensor = tf.tensor(values, shape, "float32");
    weight.write(tensor);
    tensor.dispose();
  }
}

/** Tied features have the layers of the one they are tied to, each on tensors of its own. */
function encoded(inputs: readonly InputFeature[], seed: number): { readonly asked: readonly Asked[]; readonly encodings: readonly Encoding[] } {
  const asked: Asked[] = [];
  const layersOf = new Map<string, Map<string, tf.layers.Layer>>();
  const encodings = inputs.map((feature, i) => {
    const scope = scoped(`inputs/${safeName(feature.tied ?? feature.name)}`, seed);
    const own = new Map<string, tf.SymbolicTensor>();
    const input = (part: string): tf.SymbolicTensor => {
      const known = own.get(part);
      if (known) return known;
      const { shape, dtype } = shapeOf(feature.parts, part);
      const tensorName = `inputs/${safeName(feature.name)}/${part}`;
      const tensor = tf.input({ name: tensorName, shape: [...shape], dtype: tensorType({ dtype }) });
      asked.push({ feature: feature.name, part, tensorName, tensor });
      own.set(part, tensor);
      return tensor;
    };
    const root = feature.tied ?? feature.name;
    const layers = layersOf.get(root) ?? new Map<string, tf.layers.Layer>();
    layersOf.set(root, layers);
    const encoding = placed(["input_features", i, "encoder"], () => sharing(layers, () => feature.build({ ...scope, input })));
    if (feature.frozen) for (const layer of layers.values()) layer.trainable = false;
    return encoding;
  });
  return { asked, encodings };
}

/** An output is decoded after those it depends on, of which there is no circle in an opened config. */
function decodedFrom(combined: Encoding, outputs: readonly OutputFeature[], seed: number): ReadonlyMap<string, Decoded> {
  const decoded = new Map<string, Decoded>();
  const decode = (feature: OutputFeature): void => {
    if (decoded.has(feature.name)) return;
    const needed = feature.dependencies.map((name) => outputs.find((output) => output.name === name)!);
    needed.forEach(decode);
    const context = { ...scoped(`outputs/${safeName(feature.name)}`, seed), input: noInput };
    const hidden = hiddenFor(context, feature, combined, needed.map(({ name }) => decoded.get(name)!.hidden));
    decoded.set(feature.name, feature.build(context, hidden));
  };
  outputs.forEach(decode);
  return decoded;
}

const scoped = (prefix: string, seed: number): Omit<BuildContext, "input"> => ({
  name: (part) => `${prefix}/${part}`,
  seed: (part) => seedFor(seed, `${prefix}/${part}`),
});

function shapeOf(parts: Parts, part: string) {
  const shape = parts[part];
  if (!shape) throw new Error(`internal: a feature has no part '${part}', only ${Object.keys(parts).join(", ")}`);
  return shape;
}

const noInput = (): never => {
  throw new Error("internal: only an encoder reads model inputs");
};

/** A feature's name fit for weight files: characters others may choke on become "_", and then a hash keeps it unique. */
export function safeName(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9_]/g, "_");
  return safe === name ? name : `${safe}-${seedFor(0, name).toString(16).padStart(8, "0")}`;
}
