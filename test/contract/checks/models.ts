import * as tf from "../../../src/engine/tf.ts";
import { combiners } from "../../../src/engine/combiners/index.ts";
import { layersModule } from "../../../src/engine/export/own-layers.ts";
import { layerClasses } from "../../../src/engine/export/topology.ts";
import type { FeatureType } from "../../../src/engine/features/feature.ts";
import { features } from "../../../src/engine/features/index.ts";
import { heldOnce } from "../../../src/engine/model/build.ts";
import type { Choice } from "../../../src/engine/schema/choice.ts";
import type { Json } from "../../../src/engine/schema/json.ts";
import {
  answers,
  build,
  caseOf,
  descend,
  examplesOf,
  feedOf,
  fitInput,
  fitOutput,
  gradients,
  openCombiner,
  outputCase,
  variantsOf,
  variablesOf,
  type Case,
} from "./cases.ts";
import { allFinite, close, equal, holds, type Check } from "./check.ts";
import { replayCheck } from "./replay.ts";
import { resumesAlike } from "./resume.ts";

interface Named {
  readonly label: string;
  readonly make: () => Case;
}

/** Every encoder and decoder of a type, tiny. */
export function partsOf(type: FeatureType, list: typeof examplesOf = examplesOf): readonly Named[] {
  const { input, output } = type.blocks;
  return [
    ...(input
      ? list(input.families["encoder"]!).map(({ label, block }) => ({
          label: `${type.type} encoder ${label}`,
          make: () => caseOf({ input: [fitInput(type, { encoder: block })] }),
        }))
      : []),
    ...(output
      ? list(output.families["decoder"]!).map(({ label, block }) => ({
          label: `${type.type} decoder ${label}`,
          make: () => outputCase(type, { decoder: block }),
        }))
      : []),
  ];
}

/** Every combiner, over a number, a sequence, another number and a vector; the comparator's example knows their names. */
export const combinerParts = (list: typeof examplesOf = examplesOf): readonly Named[] =>
  list(combiners).map(({ label, block }) => ({
    label: `combiner ${label}`,
    make: () =>
      caseOf({
        input: [
          fitInput(features.number, { preprocessing: { normalization: "zscore" } }),
          fitInput(features.text, { encoder: { type: "embed", embedding_size: 2, reduce_output: null } }),
          fitInput(features.binary),
          fitInput(features.category, { encoder: { type: "onehot" } }),
        ],
        output: fitOutput(features.category),
        combiner: openCombiner(block),
      }),
  }));

/** So small that no unit dies of it. */
const SMALL_RATE = 1e-4;

/** What every part owes as part of a model. */
export const modelChecks = ({ label, make }: Named): readonly Check[] =>
  [
    {
      name: "answers with finite numbers, and learns through every weight",
      run: () =>
        flat(async () => {
          const live = make();
          const built = build(live);
          const feed = await feedOf(live, built);
          for (const training of [false, true])
            for (const values of await answers(built.model, feed, training)) holds(allFinite(values), "answers are not finite");
          // What stands on a table of zeros hears nothing before the table has moved.
          const step = (await beginsWithZeros(built.model)) ? 1 : 0;
          if (step === 1) descend(live, built, feed, 0, SMALL_RATE);
          const slopes = gradients(live, built, feed, step);
          for (const [i, { originalName }] of built.model.trainableWeights.entries()) {
            const values = await slopes[i]!.data();
            holds(allFinite(values), `the gradient of ${originalName} is not finite`);
            holds(
              values.some((v) => v !== 0),
              `no gradient reaches ${originalName}`,
            );
          }
          tf.dispose([slopes, feed]);
          built.model.dispose();
        }),
    },
    {
      name: "begins with the same weights for the same seed, and others for another",
      run: () =>
        flat(async () => {
          const [first, again, other] = await Promise.all([weightsAt(make, 1), weightsAt(make, 1), weightsAt(make, 2)]);
          equal(again, first, "the same seed gives other weights");
          const drawn = drawnIn(make).filter((name) => new Set(first[name]).size > 2);
          for (const name of drawn)
            holds(JSON.stringify(other[name]) !== JSON.stringify(first[name]), `${name} does not depend on the seed`);
        }),
    },
    { name: "answers the same when plain TensorFlow.js has loaded it", run: () => flat(async () => roundTrip(make(), 3)) },
    {
      name: "leaves no tensor behind after steps",
      run: () =>
        flat(async () => {
          const live = make();
          const built = build(live);
          const feed = await feedOf(live, built);
          descend(live, built, feed, 0);
          const before = tf.memory().numTensors;
          for (let step = 1; step < 4; step++) descend(live, built, feed, step);
          equal(tf.memory().numTensors, before, "tensors after three more steps");
          tf.dispose(feed);
          built.model.dispose();
        }),
    },
    { name: "goes on after a checkpoint as if there had been none", run: () => flat(() => resumesAlike(make)) },
  ].map(({ name, run }): Check => ({ name: `${label}: ${name}`, run })).concat(replayCheck(label, make));

/** A lighter look at every listed value of every parameter; a part that several types share is looked at once. */
export function variantChecks(types: readonly FeatureType[]): readonly Check[] {
  const seen = new Set<string>();
  const unseen: typeof variantsOf = (family) =>
    variantsOf({
      ...family,
      choices: Object.fromEntries(Object.entries(family.choices).filter(([, choice]) => !seen.has(sayingOf(choice)) && seen.add(sayingOf(choice)))),
    });
  return [...types.flatMap((type) => partsOf(type, unseen)), ...combinerParts(unseen)].map(({ label, make }) => ({
    name: `${label}: trains a step to finite numbers, and loads in plain TensorFlow.js`,
    run: () => flat(() => roundTrip(make(), 1)),
  }));
}

/** What a part says of itself, its parameters included: types that share a part may each have made a choice of it. */
const sayingOf = ({ summary, params }: Choice<unknown>): string => `${summary} ${JSON.stringify(params)}`;

/** Is there a table or matrix to be learnt whose every number is 0? */
async function beginsWithZeros(model: tf.LayersModel): Promise<boolean> {
  for (const weight of model.trainableWeights) {
    if (weight.shape.length >= 2 && (await weight.read().data()).every((value) => value === 0)) return true;
  }
  return false;
}

/** Weights that learn and begin by chance, not as a file says. */
function drawnIn(make: () => Case): string[] {
  const live = make();
  const { model } = build(live);
  const given = live.inputs.filter(({ begins }) => begins !== null).map(({ name }) => `inputs/${name}/`);
  const names = model.trainableWeights.map((weight) => weight.originalName);
  model.dispose();
  return names.filter((name) => !given.some((scope) => name.startsWith(scope)));
}

async function weightsAt(make: () => Case, seed: number): Promise<Record<string, number[]>> {
  const { model } = build(make(), seed);
  const names = model.weights.map((w) => w.originalName);
  equal(new Set(names).size, names.length, "two weights share a name");
  const values = await Promise.all(variablesOf(model.weights).map((v) => v.data()));
  model.dispose();
  return Object.fromEntries(names.map((name, i) => [name, Array.from(values[i]!)]));
}

/** Train some steps, save, load without a class of ours, compare. */
async function roundTrip(live: Case, steps: number): Promise<void> {
  const built = build(live);
  const feed = await feedOf(live, built);
  for (let step = 0; step < steps; step++) descend(live, built, feed, step);
  const artifacts = await artifactsOf(built.model);
  const ours = await answers(built.model, feed);
  for (const values of ours) holds(allFinite(values), "answers are not finite");
  if (plainTensorFlowRuns(built.model)) {
    const loaded = await loadPlain(artifacts);
    const theirs = loaded.predict(feed);
    const read = await Promise.all((Array.isArray(theirs) ? theirs : [theirs]).map((t) => t.data()));
    ours.forEach((values, i) => close(read[i]!, values, 1e-5, "loaded answers differ"));
    tf.dispose(theirs);
    loaded.dispose();
  }
  tf.dispose(feed);
  built.model.dispose();
}

/** On WebGPU 4.22 compiles no stock recurrent layer under a mask: its cast leaves integers under the name of float32. */
const plainTensorFlowRuns = (model: tf.LayersModel): boolean =>
  tf.getBackend() !== "webgpu" || !model.layers.some((layer) => layer.getClassName() === "Masking");

export async function artifactsOf(model: tf.LayersModel): Promise<tf.io.ModelArtifacts> {
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler((artifacts) => {
      saved = artifacts;
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } });
    }),
  );
  holds(saved !== undefined, "nothing was saved");
  const text = JSON.stringify(saved.modelTopology);
  holds(!text.includes("undefined"), "the topology is no JSON");
  return { ...saved, modelTopology: JSON.parse(text) as object }; // as a file would give it back
}

/** By plain TensorFlow.js, which the module of an export has taught the layers that it lacks. */
export async function loadPlain(artifacts: tf.io.ModelArtifacts): Promise<tf.LayersModel> {
  const taught = layersModule(layerClasses(artifacts.modelTopology as Json)); // `artifactsOf` reads it from JSON
  if (taught !== null) {
    const { register } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(taught)}`)) as { register(tf: object): void }; // as the export writes it
    register(tf);
  }
  return heldOnce(await tf.loadLayersModel(tf.io.fromMemory(artifacts)));
}

/** The work, and no more tensors after it than before. */
async function flat(work: () => Promise<void>): Promise<void> {
  const before = tf.memory().numTensors;
  await work();
  equal(tf.memory().numTensors, before, "tensors left over");
}
