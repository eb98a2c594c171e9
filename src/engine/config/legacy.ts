import type { Report } from "../schema/problem.ts";
import type { Origins } from "./origins.ts";
import { audioFeature, imageEncoders, keysOfParts, missingStrategies, ngramTokenizer, numericalType, partsAsStrings, renamedKeys, scalarClassWeights, textEncoders, textLevel, wordAndCharKeys } from "./legacy/features.ts";
import { emptyHyperopt, hyperoptKeys, plateauMax, preprocessingByType, schedulerKeys, splitKeys, trainerType, trainingSection, typeInDefaults, zeroEvalBatch } from "./legacy/sections.ts";
import { Rewriter, type Block } from "./rewriter.ts";

/**
 * A config with the spellings of earlier Ludwig versions replaced by today's, each noted with what was read as what. A config
 * that names its version is only rewritten by the steps that came after it.
 */
export function modernise(config: object, origins: Origins, report: Report): Block {
  const draft = new Rewriter(config as Block, origins, report); // an object that is no array, by contract
  const version = versionOf(draft.config["ludwig_version"]);
  for (const [since, steps] of STEPS) {
    if (version >= versionOf(since)) continue;
    for (const step of steps) step(draft, since);
  }
  return draft.config;
}

/** A version as a number to compare by, its last part left out. Absent: older than everything. */
function versionOf(version: unknown): number {
  const [, major = "0", minor = "0"] = /^(\d+)\.(\d+)/.exec(typeof version === "string" ? version : "") ?? [];
  return Number(major) * 1000 + Number(minor);
}

type Step = (draft: Rewriter, since: string) => void;
const STEPS: readonly (readonly [since: string, steps: readonly Step[]])[] = [
  ["0.4", [wordAndCharKeys]],
  ["0.5", [trainingSection, numericalType, renamedKeys, textLevel, audioFeature, preprocessingByType, splitKeys, zeroEvalBatch, hyperoptKeys]],
  ["0.6", [partsAsStrings, keysOfParts, scalarClassWeights, missingStrategies, plateauMax, trainerType]],
  ["0.7", [schedulerKeys, typeInDefaults, imageEncoders, emptyHyperopt]],
  ["0.11", [textEncoders, ngramTokenizer]],
];
