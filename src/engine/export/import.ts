import { words } from "../../messages/en/export.ts";
import { openConfig } from "../config/open.ts";
import { LARGEST_ROW, rowSize } from "../data/encoded.ts";
import { bringParts } from "../features/outside-facts.ts";
import type { ConfiguredInput, InputFeature } from "../features/feature.ts";
import { buildToMeasure, safeName } from "../model/build.ts";
import type { ModelBundle } from "../model/bundle.ts";
import { own, type Json } from "../schema/json.ts";
import { error, success, type Outcome, type Problem } from "../schema/problem.ts";
import type { LayersModel } from "../tf.ts";
import { FILES } from "./layout.ts";
import { readFiles } from "./read.ts";
import { inputShapes, layerNames, mostIds } from "./topology.ts";
import { unpack } from "./zip.ts";

/**
 * The model in a zip file that an export wrote, checked from the outside in: archive, files, layers, config, facts, and whether
 * they belong together. Needs a running backend to try the layers on. Never throws.
 */
export async function importModel(zip: Uint8Array): Promise<Outcome<ModelBundle>> {
  const files = unpack(zip);
  if (!files.ok) return files;
  const bundle = readFiles(files.value);
  if (!bundle.ok) return bundle;
  await bringParts(bundle.value.facts.inputs);
  const problems = await misfits(bundle.value);
  return problems.length > 0 ? { ok: false, problems } : success(bundle.value);
}

const unusable = (place: string, complaint: string): Problem => error([place], words.unusable(complaint));

/** Do config, facts and layers belong together? Every feature is restored and tried on a few cells; then the model is built, but for its weights. */
async function misfits(bundle: ModelBundle): Promise<readonly Problem[]> {
  const { opened, problems } = openConfig(bundle.config);
  if (!opened) return problems.filter(({ severity }) => severity === "error");
  const inputs = await Promise.all(opened.inputs.map((feature) => restoredInput(bundle, feature)));
  const outputs = await Promise.all(opened.outputs.map((feature) => tried(feature.name, () => {
    const fitted = feature.restore(own(bundle.facts.outputs, feature.name));
    fitted.columns(fitted.predict(fitted.baseline, 1));
    return vocabularyFits(fitted.facts) ? fitted : words.otherLabels(feature.name);
  })));
  const complaints = [...inputs, ...outputs].filter((fitted) => typeof fitted === "string");
  if (complaints.length > 0) return complaints.map((complaint) => unusable(FILES.facts, complaint));
  const built = await tried(words.layers, () => {
    const model = buildToMeasure(inputs.filter(isFitted), outputs.filter(isFitted), opened.combiner);
    return model.ok ? model.value : model.problems.map(({ message }) => message).join("; ");
  });
  if (typeof built === "string") return [unusable(FILES.config, built)];
  try {
    return differences(bundle, built.model).map((complaint) => unusable(FILES.model, complaint));
  } finally {
    built.model.dispose();
  }
}

/** An input by what a bundle knows of it, tried on a few cells; a sentence where the two do not belong together. */
export const restoredInput = (bundle: ModelBundle, feature: ConfiguredInput): Promise<InputFeature | string> =>
  tried(feature.name, async () => {
    const fitted = feature.restore(own(bundle.facts.inputs, feature.name));
    return vocabularyFits(fitted.facts) && (await partsFit(fitted, inputShapes(bundle.topology), bundle.topology)) ? fitted : words.otherNumbers(feature.name);
  });

const isFitted = <T extends object>(fitted: T | string): fitted is T => typeof fitted !== "string";

/** What the config describes, and what the file holds. */
function differences({ topology, weights: { specs } }: ModelBundle, model: LayersModel): readonly string[] {
  const shapes = new Map(specs.map(({ name, shape }) => [name, shape.join(" × ")]));
  const unfit = model.weights.flatMap(({ originalName, shape }) => {
    const wanted = shape.join(" × ");
    const found = shapes.get(originalName);
    return found === wanted ? [] : [found === undefined ? words.weightAbsent(originalName, wanted) : words.weightDiffers(originalName, wanted, found)];
  });
  if (unfit.length > 0) return unfit;
  const described = model.layers.map((layer) => `${layer.getClassName()} ${layer.name}`).sort();
  return String(described) === String(layerNames(topology)) ? [] : [words.otherLayers];
}

/** Facts are whatever the file says: a feature that cannot live with them throws. */
async function tried<T>(name: string, attempt: () => T | string | Promise<T | string>): Promise<T | string> {
  try {
    return await attempt();
  } catch {
    return words.damaged(name);
  }
}

/** Cells of every kind: facts that are damaged show with one or another. */
const TRIED = [null, "", "1", "yes", "words, 2 numbers: -1.5"];

async function partsFit(feature: InputFeature, shapes: ReadonlyMap<string, readonly number[]>, topology: Json): Promise<boolean> {
  const scope = `inputs/${safeName(feature.name)}/`;
  const parts = Object.entries(feature.parts);
  const asExpected = parts.every(([part, shape]) => {
    const wanted = shapes.get(scope + part);
    return rowSize(shape) <= LARGEST_ROW && (wanted === undefined || String(wanted) === String(shape.shape));
  });
  if (!asExpected) return false;
  const encoded = await feature.encode(TRIED);
  const ids = mostIds(topology, scope) ?? Infinity;
  return parts.every(([part, { shape, dtype }]) => {
    const made = encoded[part];
    if (String(made?.shape) !== String(shape)) return false;
    return made!.data.every(dtype === "int32" ? (id) => id >= 0 && id < ids : Number.isFinite);
  });
}

/** A list of labels or words beside its length, as Ludwig keeps both: layers are as wide as the one, ids come from the other. */
function vocabularyFits(facts: Json): boolean {
  if (typeof facts !== "object" || facts === null || !("idx2str" in facts)) return true;
  return Array.isArray(facts.idx2str) && facts.idx2str.length === facts["vocab_size"] && facts.idx2str.every((word) => typeof word === "string");
}
