import { openConfig } from "../config/open.ts";
import { rowSize } from "../data/encoded.ts";
import type { InputFeature } from "../features/feature.ts";
import { safeName } from "../model/build.ts";
import type { ModelBundle } from "../model/bundle.ts";
import { own } from "../schema/json.ts";
import { error, success, type Outcome, type Problem } from "../schema/problem.ts";
import { FILES } from "./layout.ts";
import { readFiles } from "./read.ts";
import { inputShapes } from "./topology.ts";
import { unpack } from "./zip.ts";

/** The model in a zip file that an export wrote, checked from the outside in: archive, files, layers, config, facts. Never throws. */
export function importModel(zip: Uint8Array): Outcome<ModelBundle> {
  const files = unpack(zip);
  if (!files.ok) return files;
  const bundle = readFiles(files.value);
  if (!bundle.ok) return bundle;
  const problems = misfits(bundle.value);
  return problems.length > 0 ? { ok: false, problems } : success(bundle.value);
}

/** Do config, facts and layers belong together? Every feature is restored and tried on a missing cell. */
function misfits({ config, facts, topology }: ModelBundle): readonly Problem[] {
  const { opened, problems } = openConfig(config);
  if (!opened) return problems.filter(({ severity }) => severity === "error");
  const shapes = inputShapes(topology);
  return [
    ...opened.inputs.flatMap((feature) => tried(feature.name, () => {
      const fitted = feature.restore(own(facts.inputs, feature.name));
      return partsFit(fitted, shapes) ? null : `'${feature.name}' makes other numbers than the model expects`;
    })),
    ...opened.outputs.flatMap((feature) => tried(feature.name, () => {
      const fitted = feature.restore(own(facts.outputs, feature.name));
      fitted.columns(fitted.predict(fitted.baseline, 1));
      return null;
    })),
  ];
}

/** Facts are whatever the file says: a feature that cannot live with them throws. */
function tried(name: string, attempt: () => string | null): readonly Problem[] {
  const complaint = ((): string | null => {
    try {
      return attempt();
    } catch {
      return `what the model knows about '${name}' is damaged`;
    }
  })();
  return complaint === null ? [] : [error([FILES.facts], `This model cannot be used: ${complaint}.`)];
}

/** More numbers for one row than any column has: refused before they are made. */
const LARGEST_ROW = 2 ** 20;

function partsFit(feature: InputFeature, shapes: ReadonlyMap<string, readonly number[]>): boolean {
  const parts = Object.entries(feature.parts);
  const asExpected = parts.every(([part, shape]) => {
    const wanted = shapes.get(`inputs/${safeName(feature.name)}/${part}`);
    return rowSize(shape) <= LARGEST_ROW && (wanted === undefined || String(wanted) === String(shape.shape));
  });
  if (!asExpected) return false;
  const encoded = feature.encode([null]);
  return parts.every(([part, { shape }]) => String(encoded[part]?.shape) === String(shape));
}
