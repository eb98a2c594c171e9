import type { Load } from "../acceleration/forecast.ts";
import type { Inspection } from "../api.ts";
import { checkTable } from "../config/check-table.ts";
import { placeProblems, readYaml } from "../config/open.ts";
import { NO_ASSETS } from "../data/assets.ts";
import type { TableProfile } from "../data/profile.ts";
import { NONE_READ, type ReadAssets } from "../training/assets.ts";
import { sketchModel } from "./sketch.ts";

/** An inspection before the device's speed is known. */
export type Inspected = Omit<Inspection, "forecast"> & { readonly load: Load | null };

/**
 * Every problem of a YAML text, with a table's as far as its profile tells and those of the files it names, and a sketch of the model once there is no error.
 * Building the sketch needs a running backend.
 */
export function inspectYaml(text: string, profile: TableProfile | null, files: ReadAssets = NONE_READ): Inspected {
  const assets = files.problems.some(({ severity }) => severity === "error") ? NO_ASSETS : files.assets; // what is wrong with them has been said
  const { opened, problems } = readYaml(text, (read) => [...files.problems, ...(profile ? checkTable(read, profile, assets) : [])]);
  const usable = opened !== null && !problems.some(({ severity }) => severity === "error");
  if (!usable) return { problems, sketch: null, load: null };
  const sketched = sketchModel(opened, profile, assets);
  return sketched.ok ? { problems, ...sketched.value } : { problems: placeProblems(text, [...problems, ...sketched.problems]), sketch: null, load: null };
}
