import { words } from "../../../messages/en/config.ts";
import { features } from "../../features/index.ts";
import type { Path } from "../../schema/problem.ts";
import { ludwig, type FeatureFamily } from "../ludwig.ts";
import { isBlock, type Block, type Rewriter } from "../rewriter.ts";
import { knownTypes } from "../types.ts";

/** Old spellings on features: their types, parts and keys. */
const SIDES = ["input_features", "output_features"] as const;

/** Every feature that is a block, with its path. */
function eachFeature(draft: Rewriter, visit: (path: readonly [(typeof SIDES)[number], number], feature: Block) => void): void {
  for (const side of SIDES) {
    const list = draft.at([side]);
    if (Array.isArray(list)) list.forEach((feature: unknown, i) => { if (isBlock(feature)) visit([side, i], feature); });
  }
}

export function wordAndCharKeys(draft: Rewriter, since: string): void {
  const renames = { sequence_length_limit: "max_sequence_length", most_common: "most_common", tokenizer: "tokenizer", vocab_file: "vocab_file" };
  eachFeature(draft, (path) => {
    for (const [old, now] of Object.entries(renames)) {
      for (const key of [old, `word_${old}`, `char_${old}`].filter((k) => k !== now)) {
        draft.move([...path, "preprocessing", key], [...path, "preprocessing", now], since);
      }
    }
  });
}

export function numericalType(draft: Rewriter, since: string): void {
  eachFeature(draft, (path, feature) => { if (feature["type"] === "numerical") draft.replace([...path, "type"], "number", since); });
  draft.move(["defaults", "numerical"], ["defaults", "number"], since);
  draft.move(["preprocessing", "numerical"], ["preprocessing", "number"], since);
}

/** Keys that were renamed wherever they stood: inside features, their lists of layers, and the combiner. */
const RENAMED = {
  bias: "use_bias", conv_bias: "conv_use_bias", default_bias: "default_use_bias",
  fc_size: "output_size", default_fc_size: "default_output_size", tied_weights: "tied",
};

export function renamedKeys(draft: Rewriter, since: string): void {
  const visit = (path: Path, value: unknown): void => {
    if (Array.isArray(value)) value.forEach((item, i) => visit([...path, i], item));
    if (!isBlock(value)) return;
    for (const [old, now] of Object.entries(RENAMED)) draft.move([...path, old], [...path, now], since);
    for (const [key, inner] of Object.entries(value)) visit([...path, key], inner);
  };
  eachFeature(draft, visit);
  visit(["combiner"], draft.at(["combiner"]));
}

/** `level: char` on a text: today a tokenizer. Ludwig itself forgets it. */
export function textLevel(draft: Rewriter, since: string): void {
  eachFeature(draft, (path, { type, level }) => {
    if (typeof type !== "string" || typeof level !== "string" || !["char", "word"].includes(level)) return;
    const tokenizer = [...path, "preprocessing", "tokenizer"];
    if (level === "char" && draft.at(tokenizer) === undefined) draft.set(tokenizer, "characters");
    draft.remove([...path, "level"], level === "char" ? words.legacy.levelChar(since) : words.legacy.levelWord);
  });
}

/** What stood in a block of its own among an audio feature's preprocessing. */
export function audioFeature(draft: Rewriter, since: string): void {
  const lift = (path: Path): void => {
    const inner = draft.at([...path, "audio_feature"]);
    if (!isBlock(inner)) return;
    for (const key of Object.keys(inner)) draft.move([...path, "audio_feature", key], [...path, key], since);
    if (Object.keys(inner).length === 0) draft.drop([...path, "audio_feature"]);
  };
  eachFeature(draft, (path) => lift([...path, "preprocessing"]));
  lift(["preprocessing", "audio"]);
}

export function partsAsStrings(draft: Rewriter, since: string): void {
  eachFeature(draft, (path, feature) => {
    for (const part of ["encoder", "decoder"]) {
      if (typeof feature[part] === "string") draft.replace([...path, part], { type: feature[part] }, since);
    }
  });
}

/** Keys of a layer that, written on an output, meant the decoder and the layers before it. */
const OF_BOTH = ["fc_layers", "output_size", "use_bias", "weights_initializer", "bias_initializer", "norm", "norm_params", "activation", "dropout"];

/** Parameters of an encoder or decoder that stood on the feature itself. */
export function keysOfParts(draft: Rewriter, since: string): void {
  eachFeature(draft, ([side, i], feature) => {
    const type = typeof feature["type"] === "string" && Object.hasOwn(features, feature["type"]) ? features[feature["type"]] : undefined;
    const [blocks, part] = side === "input_features" ? [type?.blocks.input, "encoder"] as const : [type?.blocks.output, "decoder"] as const;
    if (!type || !blocks?.families[part]) return;
    const known = keysOfPart(type.type, part, draft.at([side, i, part, "type"]) ?? blocks.families[part].fallback);
    const settings = Object.keys(blocks.settings?.properties ?? {});
    const own = new Set([...COMMON, ...settings, ...Object.keys(blocks.families)]);
    for (const key of Object.keys(feature).filter((k) => !own.has(k))) {
      const [now, ...twins] = [key, ...(OF_BOTH.includes(key) || !known.includes(key) ? [`fc_${key}`] : [])].filter((k) => known.includes(k));
      for (const twin of twins) draft.copy([side, i, key], [side, i, part, twin], since);
      if (now !== undefined) draft.move([side, i, key], [side, i, part, now], since);
    }
  });
}

/** Keys that stay on a feature, whatever its part has. */
const COMMON = ["name", "type", "column", "active", "preprocessing", "tied", "dependencies", "reduce_input", "reduce_dependencies", "augmentation", "proc_column"];

/** What Fidelio or Ludwig knows of a part: the latter's keys are moved too, and named where they belong. */
function keysOfPart(type: string, family: FeatureFamily, name: unknown): readonly string[] {
  if (typeof name !== "string") return [];
  const { blocks } = features[type]!; // a registered type, by contract
  const choices = (family === "encoder" ? blocks.input : blocks.output)?.families[family]?.choices ?? {};
  const here = Object.hasOwn(choices, name) ? Object.keys(choices[name]!.params.properties) : [];
  const parts = ludwig.parts(family, type);
  return [...here, ...(Object.hasOwn(parts, name) ? Object.keys(parts[name]!) : [])];
}

export function scalarClassWeights(draft: Rewriter, since: string): void {
  eachFeature(draft, (path) => {
    const weights = draft.at([...path, "loss", "class_weights"]);
    if (weights !== undefined && weights !== null && typeof weights !== "object") draft.replace([...path, "loss", "class_weights"], null, since);
  });
}

export function missingStrategies(draft: Rewriter, since: string): void {
  const now: Readonly<Record<string, string>> = { backfill: "bfill", pad: "ffill" };
  const mend = (path: readonly (string | number)[]): void => {
    const old = draft.at(path);
    if (typeof old === "string" && Object.hasOwn(now, old)) draft.replace(path, now[old], since);
  };
  eachFeature(draft, (path) => mend([...path, "preprocessing", "missing_value_strategy"]));
  for (const type of knownTypes) mend(["defaults", type, "preprocessing", "missing_value_strategy"]);
}

/** The tokenizer of n-grams is gone, though the key that sizes them is not: its texts are cut as by default. */
export function ngramTokenizer(draft: Rewriter, since: string): void {
  const mend = (path: Path): void => {
    if (draft.at(path) === "ngram") draft.replace(path, "space_punct", since);
  };
  eachFeature(draft, (path) => mend([...path, "preprocessing", "tokenizer"]));
  for (const type of ["text", "sequence"]) mend(["defaults", type, "preprocessing", "tokenizer"]);
}

/** Encoders that were renamed, or gave way to another. */
const renamedEncoders = (now: Readonly<Record<string, string>>) => (draft: Rewriter, since: string): void => {
  const mend = (path: Path): void => {
    const old = draft.at(path);
    if (typeof old === "string" && Object.hasOwn(now, old)) draft.replace(path, now[old], since);
  };
  eachFeature(draft, (path) => mend([...path, "encoder", "type"]));
  for (const type of ["text", "image"]) mend(["defaults", type, "encoder", "type"]);
};
export const imageEncoders = renamedEncoders({ _resnet_legacy: "resnet", _vit_legacy: "vit" });
export const textEncoders = renamedEncoders({ transformer_xl: "auto_transformer", ctrl: "auto_transformer", flaubert: "auto_transformer" });
