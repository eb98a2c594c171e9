import { words } from "../../messages/en/config.ts";
import { features } from "../features/index.ts";
import type { Report } from "../schema/problem.ts";
import type { Origins } from "./origins.ts";
import { isBlock, Rewriter, type Block } from "./rewriter.ts";
import { knownTypes } from "./types.ts";

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
  ["0.5", [trainingSection, numericalType, biasKeys, preprocessingByType, splitKeys, zeroEvalBatch]],
  ["0.6", [partsAsStrings, keysOfParts, scalarClassWeights, missingStrategies, plateauMax, trainerType]],
  ["0.7", [schedulerKeys, typeInDefaults]],
];

const SIDES = ["input_features", "output_features"] as const;

/** Every feature that is a block, with its path. */
function eachFeature(draft: Rewriter, visit: (path: readonly [(typeof SIDES)[number], number], feature: Block) => void): void {
  for (const side of SIDES) {
    const list = draft.at([side]);
    if (Array.isArray(list)) list.forEach((feature: unknown, i) => { if (isBlock(feature)) visit([side, i], feature); });
  }
}

function wordAndCharKeys(draft: Rewriter, since: string): void {
  const renames = { sequence_length_limit: "max_sequence_length", most_common: "most_common", tokenizer: "tokenizer", vocab_file: "vocab_file" };
  eachFeature(draft, (path) => {
    for (const [old, now] of Object.entries(renames)) {
      for (const key of [old, `word_${old}`, `char_${old}`].filter((k) => k !== now)) {
        draft.move([...path, "preprocessing", key], [...path, "preprocessing", now], since);
      }
    }
  });
}

function trainingSection(draft: Rewriter, since: string): void {
  draft.move(["training"], ["trainer"], since);
}

function numericalType(draft: Rewriter, since: string): void {
  eachFeature(draft, (path, feature) => { if (feature["type"] === "numerical") draft.replace([...path, "type"], "number", since); });
  draft.move(["defaults", "numerical"], ["defaults", "number"], since);
  draft.move(["preprocessing", "numerical"], ["preprocessing", "number"], since);
}

function biasKeys(draft: Rewriter, since: string): void {
  const visit = (path: readonly (string | number)[], value: unknown): void => {
    if (Array.isArray(value)) value.forEach((item, i) => visit([...path, i], item));
    if (!isBlock(value)) return;
    for (const key of ["bias", "conv_bias", "default_bias"]) draft.move([...path, key], [...path, key.replace("bias", "use_bias")], since);
    for (const [key, inner] of Object.entries(value)) visit([...path, key], inner);
  };
  eachFeature(draft, visit);
}

function preprocessingByType(draft: Rewriter, since: string): void {
  for (const type of knownTypes) draft.move(["preprocessing", type], ["defaults", type, "preprocessing"], since);
}

function splitKeys(draft: Rewriter, since: string): void {
  const stratify = draft.at(["preprocessing", "stratify"]);
  if (typeof stratify === "string") {
    draft.move(["preprocessing", "stratify"], ["preprocessing", "split", "column"], since);
    if (draft.at(["preprocessing", "split", "type"]) === undefined) draft.set(["preprocessing", "split", "type"], "stratify");
  } else if (stratify === null) draft.remove(["preprocessing", "stratify"], words.legacy.noStratify);
  draft.move(["preprocessing", "split_probabilities"], ["preprocessing", "split", "probabilities"], since);
  const forced = draft.at(["preprocessing", "force_split"]) === true;
  if (forced && draft.at(["preprocessing", "split", "type"]) === undefined) draft.set(["preprocessing", "split", "type"], "random");
  draft.remove(["preprocessing", "force_split"], words.legacy.forceSplit(since));
}

function zeroEvalBatch(draft: Rewriter, since: string): void {
  if (draft.at(["trainer", "eval_batch_size"]) === 0) draft.replace(["trainer", "eval_batch_size"], null, since);
}

function partsAsStrings(draft: Rewriter, since: string): void {
  eachFeature(draft, (path, feature) => {
    for (const part of ["encoder", "decoder"]) {
      if (typeof feature[part] === "string") draft.replace([...path, part], { type: feature[part] }, since);
    }
  });
}

/** Parameters of an encoder or decoder that stood on the feature itself. */
function keysOfParts(draft: Rewriter, since: string): void {
  eachFeature(draft, ([side, i], feature) => {
    const type = typeof feature["type"] === "string" && Object.hasOwn(features, feature["type"]) ? features[feature["type"]] : undefined;
    const [blocks, part] = side === "input_features" ? [type?.blocks.input, "encoder"] as const : [type?.blocks.output, "decoder"] as const;
    const family = blocks?.families[part];
    if (!family) return;
    const name = draft.at([side, i, part, "type"]);
    const choice = family.choices[typeof name === "string" && Object.hasOwn(family.choices, name) ? name : family.fallback]!;
    const settings = Object.keys(blocks.settings?.properties ?? {});
    const own = new Set(["name", "type", "column", "active", "preprocessing", ...settings, ...Object.keys(blocks.families)]);
    for (const key of Object.keys(feature).filter((k) => !own.has(k))) {
      const now = [key, `fc_${key}`].find((k) => Object.hasOwn(choice.params.properties, k));
      if (now !== undefined) draft.move([side, i, key], [side, i, part, now], since);
    }
  });
}

function scalarClassWeights(draft: Rewriter, since: string): void {
  eachFeature(draft, (path) => {
    const weights = draft.at([...path, "loss", "class_weights"]);
    if (weights !== undefined && weights !== null && typeof weights !== "object") draft.replace([...path, "loss", "class_weights"], null, since);
  });
}

function missingStrategies(draft: Rewriter, since: string): void {
  const now: Readonly<Record<string, string>> = { backfill: "bfill", pad: "ffill" };
  const mend = (path: readonly (string | number)[]): void => {
    const old = draft.at(path);
    if (typeof old === "string" && Object.hasOwn(now, old)) draft.replace(path, now[old], since);
  };
  eachFeature(draft, (path) => mend([...path, "preprocessing", "missing_value_strategy"]));
  for (const type of knownTypes) mend(["defaults", type, "preprocessing", "missing_value_strategy"]);
}

function plateauMax(draft: Rewriter, since: string): void {
  draft.move(["trainer", "increase_batch_size_on_plateau_max"], ["trainer", "max_batch_size"], since);
}

function trainerType(draft: Rewriter): void {
  draft.remove(["trainer", "type"], words.legacy.trainerType);
}

function schedulerKeys(draft: Rewriter, since: string): void {
  const renames = {
    decay: "decay", decay_steps: "decay_steps", decay_rate: "decay_rate", staircase: "staircase",
    reduce_learning_rate_on_plateau: "reduce_on_plateau", reduce_learning_rate_on_plateau_patience: "reduce_on_plateau_patience",
    reduce_learning_rate_on_plateau_rate: "reduce_on_plateau_rate", reduce_learning_rate_eval_metric: "reduce_eval_metric",
    reduce_learning_rate_eval_split: "reduce_eval_split", learning_rate_warmup_epochs: "warmup_evaluations",
  };
  for (const [old, now] of Object.entries(renames)) draft.move(["trainer", old], ["trainer", "learning_rate_scheduler", now], since);
  const decay = draft.at(["trainer", "learning_rate_scheduler", "decay"]);
  if (typeof decay === "boolean") draft.set(["trainer", "learning_rate_scheduler", "decay"], decay ? "exponential" : null);
}

function typeInDefaults(draft: Rewriter): void {
  for (const type of knownTypes) draft.remove(["defaults", type, "type"], words.legacy.typeInDefaults);
}
