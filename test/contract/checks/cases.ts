/** Small models made of registered parts, as the checks build them. */
import * as tf from "../../../src/engine/tf.ts";
import { combiners } from "../../../src/engine/combiners/index.ts";
import { tensorType, type Encoded, type Encodings } from "../../../src/engine/data/encoded.ts";
import type { Cells } from "../../../src/engine/data/table.ts";
import type { FeatureConfig, FeatureType, InputFeature, OutputFeature } from "../../../src/engine/features/feature.ts";
import { features } from "../../../src/engine/features/index.ts";
import { setDropoutStep } from "../../../src/engine/layers/dropout.ts";
import { buildModel, type BuiltModel } from "../../../src/engine/model/build.ts";
import type { CombinerFn } from "../../../src/engine/model/context.ts";
import type { Choice, Family } from "../../../src/engine/schema/choice.ts";
import type { Problem } from "../../../src/engine/schema/problem.ts";
import { openChoice } from "../../../src/engine/schema/choice.ts";
import { earlierOf } from "./earlier.ts";

export type Block = Readonly<Record<string, unknown>>;

/** Opening must report nothing: the checks give only what the schema allows. */
export function strict(what: string): (problem: Problem) => void {
  return (problem) => {
    throw new Error(`${what}: ${problem.path.join(".")}: ${problem.message}`);
  };
}
const silent = (): void => {};

/** A feature of a type, with what its example says that its cells need. */
export const exampleConfig = ({ type, example }: FeatureType, name: string, config: Block = {}): FeatureConfig =>
  ({ name, type, ...(example.preprocessing && { preprocessing: example.preprocessing }), ...config });

export const fitInput = (
  type: FeatureType,
  config: Block = {},
  cells: Cells = type.example.cells,
  name = `in_${type.type}`,
): InputFeature => {
  const own = (config["encoder"] as Block | undefined)?.["type"] === "fidelio_model" ? { name, type: type.type, ...config } : exampleConfig(type, name, config); // how its cells are read comes along
  const configured = type.openInput(own, [], strict(`input ${type.type}`));
  return configured.fit(cells, silent, type.example.media, configured.assets.length > 0 ? earlierOf(type) : undefined);
};

/** Cells as numbers, with the files that the example of their type brings along. */
export const encodeCells = async (feature: InputFeature, cells: Cells): Promise<Encodings> => feature.encode(cells, typeOf(feature.type).example.media);

export const fitOutput = (
  type: FeatureType,
  config: Block = {},
  cells: Cells = presentCells(type),
  name = `out_${type.type}`,
): OutputFeature => type.openOutput(exampleConfig(type, name, config), [], strict(`output ${type.type}`)).fit(cells, silent);

export const presentCells = (type: FeatureType): Cells => type.example.cells.filter((cell) => cell !== null);

export const openCombiner = (raw: Block): CombinerFn => openChoice(combiners, raw, [], strict("combiner")).made.combine;

/** A model with rows to feed it: `cells` as long for each input, targets for each output. */
export interface Case {
  readonly inputs: readonly InputFeature[];
  readonly outputs: readonly OutputFeature[];
  readonly combiner: CombinerFn;
  readonly cells: Readonly<Record<string, Cells>>;
}

const ROWS = 6;
const cycle = (cells: Cells, rows: number): Cells => Array.from({ length: rows }, (_, i) => cells[i % cells.length]!);

/** The part under test among parts that are as plain as can be. */
export function caseOf(parts: {
  readonly input?: readonly InputFeature[];
  readonly output?: OutputFeature;
  readonly combiner?: CombinerFn;
}): Case {
  const inputs = parts.input ?? [fitInput(features.number)];
  const output = parts.output ?? fitOutput(features.number, { decoder: { type: "regressor" } });
  const cells = Object.fromEntries([
    ...inputs.map((f): [string, Cells] => [f.name, cycle(typeOf(f.type).example.cells, ROWS)]),
    [output.name, cycle(presentCells(typeOf(output.type)), ROWS)],
  ]);
  return { inputs, outputs: [output], combiner: parts.combiner ?? openCombiner({ type: "concat" }), cells };
}

/** The plainest combiner there is, for one input: what was encoded, a sequence as a sequence. */
const handedOn: CombinerFn = (_, inputs) => inputs[0]!.encoding;

/** An output in a model: where it reads a sequence, after the cells of its own type, which have as many steps. */
export function outputCase(type: FeatureType, config: Block): Case {
  const output = fitOutput(type, config);
  if (output.takes === "vector") return caseOf({ output });
  const steps = fitInput(type, { encoder: { type: "embed", embedding_size: 2, reduce_output: null } }, presentCells(type));
  const plain = caseOf({ input: [steps], output, combiner: handedOn });
  return { ...plain, cells: { ...plain.cells, [steps.name]: plain.cells[output.name]! } };
}

/** Types outside the registry, which the checks may be given too. */
const visitors = new Map<string, FeatureType>();
export const admit = (type: FeatureType): void => void visitors.set(type.type, type);
const typeOf = (name: string): FeatureType => features[name] ?? visitors.get(name)!;

export function build({ inputs, outputs, combiner }: Case, seed = 1): BuiltModel {
  const built = buildModel(inputs, outputs, combiner, seed);
  if (!built.ok) throw new Error(built.problems.map(({ message }) => message).join("; "));
  return built.value;
}

export const tensorOf = (encoded: Encoded): tf.Tensor =>
  tf.tensor(encoded.data, [encoded.data.length / size(encoded.shape), ...encoded.shape], tensorType(encoded));
const size = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

export async function feedOf({ inputs, cells }: Pick<Case, "inputs" | "cells">, { inputParts }: BuiltModel): Promise<tf.Tensor[]> {
  const encoded = new Map<string, Encodings>();
  for (const input of inputs) encoded.set(input.name, await encodeCells(input, cells[input.name]!));
  return inputParts.map(({ feature, part }) => tensorOf(encoded.get(feature)![part]!));
}

export const outputsOf = (result: tf.Tensor | tf.Tensor[]): tf.Tensor[] => (Array.isArray(result) ? result : [result]);

/** The model's answers, as plain numbers. */
export async function answers(model: tf.LayersModel, feed: tf.Tensor[], training = false): Promise<Float32Array[]> {
  const results = tf.tidy(() => outputsOf(model.apply(feed, { training }) as tf.Tensor | tf.Tensor[])); // eager in, eager out
  const read = await Promise.all(results.map((t) => t.data<"float32">()));
  tf.dispose(results);
  return read;
}

/** tfjs keeps a layer's variable to itself; the optimizer of the engine reads it the same way. */
export const variablesOf = (weights: readonly tf.LayerVariable[]): tf.Variable[] => weights.map((w) => w.read() as tf.Variable);

/** Gradients of the summed losses, by the variables' order; the caller disposes. */
export function gradients(live: Case, built: BuiltModel, feed: tf.Tensor[], step = 0): tf.Tensor[] {
  const variables = variablesOf(built.model.trainableWeights);
  const taken = tf.scalar(step);
  setDropoutStep(built.model, taken);
  const { value, grads } = tf.variableGrads(() => {
    const logits = outputsOf(built.model.apply(feed, { training: true }) as tf.Tensor | tf.Tensor[]); // eager in, eager out
    const losses = live.outputs.map((f, i) =>
      f.loss.tensor(logits[i]!, tensorOf(f.target(live.cells[f.name]!)), tf.ones([logits[i]!.shape[0]])),
    );
    return losses.reduce<tf.Scalar>((sum, loss) => tf.add(sum, loss), tf.scalar(0));
  }, variables);
  setDropoutStep(built.model, null);
  tf.dispose([value, taken]);
  return variables.map((v) => grads[v.name]!);
}

/** One plain step down the gradient, which moves no weight by more than the rate. */
export function descend(live: Case, built: BuiltModel, feed: tf.Tensor[], step: number, rate = 0.05): void {
  const slopes = gradients(live, built, feed, step);
  variablesOf(built.model.trainableWeights).forEach((variable, i) => {
    const next = tf.tidy(() => tf.sub(variable, tf.mul(tf.div(slopes[i]!, tf.maximum(1, tf.max(tf.abs(slopes[i]!)))), rate)));
    variable.assign(next);
    next.dispose();
  });
  tf.dispose(slopes);
}

interface Listed {
  readonly label: string;
  readonly block: Block;
}

/** Every choice of a family, as small as its example makes it. */
export const examplesOf = (family: Family<unknown>): readonly Listed[] =>
  Object.entries(family.choices).map(([type, choice]) => ({ label: type, block: { type, ...choice.example } }));

/** Every choice with each of its parameters at each value that can be listed: names, true and false, null. */
export const variantsOf = (family: Family<unknown>): readonly Listed[] =>
  Object.entries(family.choices).flatMap(([type, choice]) =>
    listedValues(choice).map(([key, value]) => ({
      label: `${type}, ${key} ${JSON.stringify(value)}`,
      block: { type, ...choice.example, [key]: value },
    })),
  );

function listedValues(choice: Choice<unknown>): readonly (readonly [string, unknown])[] {
  return Object.entries(choice.params.properties).flatMap(([key, schema]) =>
    valuesIn(schema as SchemaLike).map((value) => [key, value] as const),
  ); // JSON Schema, as TypeBox makes it
}
interface SchemaLike {
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly SchemaLike[];
  readonly type?: string;
}
function valuesIn(schema: SchemaLike): readonly unknown[] {
  if ("const" in schema) return [schema.const];
  if (schema.enum) return schema.enum;
  if (schema.anyOf) return schema.anyOf.flatMap(valuesIn);
  return schema.type === "boolean" ? [true, false] : schema.type === "null" ? [null] : [];
}
