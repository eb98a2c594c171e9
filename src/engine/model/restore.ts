import { words } from "../../messages/en/model.ts";
import { openConfig } from "../config/open.ts";
import type { InputFeature, OutputFeature } from "../features/feature.ts";
import { own } from "../schema/json.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import { buildModel, type BuiltModel } from "./build.ts";
import { BUNDLE_FORMAT, type ModelBundle, type Temperatures } from "./bundle.ts";
import { sizeOf, valuesByName, writeWeights } from "./weights.ts";

/** A model that can answer: the layers on the device, and the features that lead into and out of them. */
export interface LiveModel {
  readonly inputs: readonly InputFeature[];
  readonly outputs: readonly OutputFeature[];
  readonly built: BuiltModel;
}

/**
 * A stored model made live again on the current backend. It is built from its config and facts, as it was for training, and
 * then given its weights by name, so that it predicts exactly as before. Problems: a newer format, a config that this version
 * cannot open, weights that do not fit.
 */
export function restoreModel(bundle: ModelBundle): Outcome<LiveModel> {
  if (bundle.format > BUNDLE_FORMAT) {
    return failure(error([], words.newer(bundle.made.app, bundle.format, BUNDLE_FORMAT)));
  }
  const { opened, problems } = openConfig(bundle.config);
  if (!opened) return failure(...problems.filter(({ severity }) => severity === "error"));
  const inputs = opened.inputs.map((feature) => feature.restore(own(bundle.facts.inputs, feature.name)));
  const outputs = calibrated(opened.outputs.map((feature) => feature.restore(own(bundle.facts.outputs, feature.name))), bundle.facts.calibration);
  const building = buildModel(inputs, outputs, opened.combiner, bundle.made.plan.seed);
  if (!building.ok) return building;
  const built = building.value;
  const values = valuesByName(bundle.weights);
  const wanted = built.model.weights.map((weight) => ({ name: weight.originalName, size: sizeOf(weight.shape as number[]) })); // no gaps
  const unfit = wanted.filter(({ name, size }) => values.get(name)?.length !== size);
  if (unfit.length > 0) {
    built.model.dispose();
    const misfits = unfit.map(({ name, size }) => words.misfit(name, size, values.get(name)?.length));
    return failure(error([], words.unfit(misfits)));
  }
  writeWeights(built.model, wanted.map(({ name }) => values.get(name)!));
  return success({ inputs, outputs, built });
}

/** Outputs with their temperatures, as they were when the run ended. */
export const calibrated = (outputs: readonly OutputFeature[], temperatures: Temperatures = {}): readonly OutputFeature[] =>
  outputs.map((output) => (Object.hasOwn(temperatures, output.name) ? output.calibrated(temperatures[output.name]!) : output));
