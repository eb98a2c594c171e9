/** An earlier model for the checks, one for each type: its first encoder, tiny, with made-up weights. */
import { NO_ASSETS, type Assets, type Foreign, type TrainedInput } from "../../../src/engine/data/assets.ts";
import type { ForeignPlan } from "../../../src/engine/layers/foreign/plan.ts";
import type { FeatureType } from "../../../src/engine/features/feature.ts";
import { buildToMeasure } from "../../../src/engine/model/build.ts";
import { sizeOf } from "../../../src/engine/model/weights.ts";
import { success } from "../../../src/engine/schema/problem.ts";
import { caseOf, examplesOf, fitInput } from "./cases.ts";

export const earlierOf = (type: FeatureType): Assets => ({ ...NO_ASSETS, bytes: () => new Uint8Array(), trained: () => success(trainedExample(type)), foreign: () => success(foreignExample(type)) });

function trainedExample(type: FeatureType): TrainedInput {
  const [{ block } = { block: {} }] = examplesOf(type.blocks.input!.families["encoder"]!); // a type that can be an input
  const input = fitInput(type, { encoder: block }, type.example.cells, "earlier");
  const { inputs, outputs, combiner } = caseOf({ input: [input] });
  const built = buildToMeasure(inputs, outputs, combiner);
  if (!built.ok) throw new Error("an example cannot be built");
  const scope = "inputs/earlier/";
  const own = built.value.model.weights.filter(({ originalName }) => originalName.startsWith(scope));
  const weights = new Map(own.map(({ originalName, shape }) => [originalName.slice(scope.length), madeUp(sizeOf(shape as number[]))]));
  built.value.model.dispose();
  return { facts: input.facts as TrainedInput["facts"], encoder: block, weights, unsound: async () => [] }; // facts are objects, a block is JSON
}

/** A model from elsewhere: a convolution of pictures, or a table of vectors. */
function foreignExample({ type }: FeatureType): Foreign {
  const isPicture = type === "image";
  const input = { name: "x", dtype: isPicture ? "float32" as const : "int32" as const, shape: isPicture ? [null, null, 3] : [null] };
  const step = isPicture
    ? { name: "seen", layer: "seen", className: "Conv2D", config: { filters: 2, kernelSize: [3, 3], activation: "elu" }, from: ["x"] }
    : { name: "seen", layer: "seen", className: "Embedding", config: { inputDim: 200, outputDim: 2 }, from: ["x"] };
  const after = { name: "after", layer: "after", className: "Dense", config: { units: 3, activation: "tanh" }, from: ["seen"] };
  const plan: ForeignPlan = { format: "layers", input, steps: [step, after], output: "after" };
  const weights = new Map([
    ...(isPicture ? [["model/seen/kernel", madeUp(3 * 3 * 3 * 2)], ["model/seen/bias", madeUp(2)]] as const : [["model/seen/embeddings", madeUp(400)]] as const),
    ["model/after/kernel", madeUp(6)],
    ["model/after/bias", madeUp(3)],
  ]);
  return { format: "layers", takes: isPicture ? "pictures" : "tokens", shape: input.shape, whole: !isPicture, outputs: ["seen", "after"], output: "after", features: null, ids: null, take: () => success({ plan, weights }) };
}

/** Positive, so that moving variances may be so too. */
const madeUp = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => 0.2 + 0.1 * Math.abs(Math.sin(i * 7.3)));
