import type { JsonSchema, Language } from "../config/language.ts";
import type { Json } from "../schema/json.ts";
import type { Path } from "../schema/problem.ts";
import type { KnownFile } from "./known-file.ts";

/** An input of a config that could read a file. Safe for the page. */
export interface FileUse {
  readonly input: string;
  readonly type: string;
  readonly path: Path;
  /** Of a model: which of its inputs it would take, one of these; empty where there is nothing to choose. */
  readonly from: readonly string[];
}
/** What a config says once an input reads the file: `undefined` takes a key away. */
export interface FileChange { readonly path: Path; readonly value: Json | undefined }
/** What the user chose of a use. */
export interface FileWish {
  readonly from?: string;
  readonly trainable?: boolean;
  /** Of a model from elsewhere: the layer or node that is taken, and the range of its pixels. */
  readonly output?: string;
  readonly scaling?: string;
  /** Of one that reads texts: the file that its tokens come from. */
  readonly vocabulary?: { readonly name: string; readonly isJson: boolean };
}

type Block = { readonly [key: string]: unknown };

/** The inputs that could read the file, in the config's order. */
export function usesOf(file: KnownFile, config: unknown, language: Language): readonly FileUse[] {
  return inputsOf(config).flatMap(({ name, type, path }): readonly FileUse[] => {
    const side = language.types[type]?.input;
    if (!side) return [];
    const use = { input: name, type, path, from: [] };
    switch (file.kind) {
      case "vocabulary": return has(side.preprocessing, "vocab_file") ? [use] : [];
      case "tokenizer": return fileKeyOf(side.preprocessing) === null ? [] : [use];
      case "vectors": return Object.values(side.families["encoder"]?.choices ?? {}).some(({ params }) => has(params, VECTORS)) ? [use] : [];
      case "fidelio_model": {
        const from = file.inputs.filter((input) => input.type === type).map((input) => input.name);
        return from.length > 0 ? [{ ...use, from: from.length > 1 ? from : [] }] : [];
      }
      case "tfjs_model": return has(side.families["encoder"]?.choices["tfjs_model"]?.params ?? {}, "model") && (type === "image") === (file.takes === "pictures") ? [use] : [];
      default: return file satisfies never;
    }
  });
}

/** The edit that makes an input read the file. */
export function changesFor(use: FileUse, file: KnownFile, name: string, config: unknown, language: Language, wish: FileWish = {}): readonly FileChange[] {
  const preprocessing = (key: string): Path => [...use.path, "preprocessing", key];
  const encoder = [...use.path, "encoder"];
  const side = language.types[use.type]!.input!; // a use is of a type that has an input side
  switch (file.kind) {
    case "vocabulary": {
      const read = { path: preprocessing("vocab_file"), value: name };
      if (file.pieces) return [{ path: preprocessing("tokenizer"), value: "bert" }, read, { path: preprocessing(MODEL_FILE), value: undefined }];
      return FROM_FILES.includes(text(at(config, preprocessing("tokenizer")))) ? [{ path: preprocessing("tokenizer"), value: undefined }, read] : [read];
    }
    case "tokenizer": {
      const key = fileKeyOf(side.preprocessing)!; // a use has one
      return [{ path: preprocessing("tokenizer"), value: "hf_tokenizer" }, { path: preprocessing(key), value: name }];
    }
    case "vectors": return vectorChanges(use, name, file.width, config, side.families["encoder"]!);
    case "fidelio_model":
      return [{
        path: encoder,
        value: { type: "fidelio_model", model: name, ...(use.from.length > 0 && { input: wish.from ?? use.from[0]! }), ...(wish.trainable && { trainable: true }) },
      }];
    case "tfjs_model": {
      const { output, scaling = file.whole ? "zero_to_255" : "zero_to_one" } = wish;
      const keys = { ...(output !== undefined && output !== file.output && { output }), ...(file.takes === "pictures" && { scaling }), ...(wish.trainable && { trainable: true }) };
      return [{ path: encoder, value: { type: "tfjs_model", model: name, ...keys } }, ...sizeChanges(use, file, config), ...tokenizerChanges(use, file, config, wish)];
    }
    default: return file satisfies never;
  }
}

/** Sizes that the model decides: what the config says otherwise goes. */
function sizeChanges({ path }: FileUse, { takes, shape }: Extract<KnownFile, { readonly kind: "tfjs_model" }>, config: unknown): readonly FileChange[] {
  const keys = takes === "tokens" ? ["sequence_length"] : ["height", "width", "num_channels"];
  return keys.flatMap((key, axis) => {
    const written = at(config, [...path, "preprocessing", key]);
    return typeof written === "number" && shape[axis] !== null && written !== shape[axis] ? [{ path: [...path, "preprocessing", key], value: undefined }] : [];
  });
}

/** A model of texts reads ids of its own vocabulary: of the files that are kept, one that is a tokenizer. */
function tokenizerChanges({ path }: FileUse, { takes }: Extract<KnownFile, { readonly kind: "tfjs_model" }>, config: unknown, { vocabulary }: FileWish): readonly FileChange[] {
  const key = (name: string): Path => [...path, "preprocessing", name];
  if (takes !== "tokens" || !vocabulary || FROM_FILES.includes(text(at(config, key("tokenizer"))))) return [];
  return [{ path: key("tokenizer"), value: vocabulary.isJson ? "hf_tokenizer" : "bert" }, { path: key("vocab_file"), value: vocabulary.name }];
}

const VECTORS = "pretrained_embeddings";
const MODEL_FILE = "pretrained_model_name_or_path";
/** Tokenizers that a file describes. */
const FROM_FILES: readonly string[] = ["bert", "hf_tokenizer"];

/** The encoder that is there where it reads vectors, else the first that does. */
function vectorChanges({ path }: FileUse, name: string, width: number, config: unknown, { choices, default: usual }: Language["combiners"]): readonly FileChange[] {
  const encoder = [...path, "encoder"];
  const chosen = text(at(config, [...encoder, "type"])) || usual;
  const reads = Object.entries(choices).filter(([, { params }]) => has(params, VECTORS)).map(([type]) => type);
  const keys = { [VECTORS]: name, embedding_size: width };
  if (!reads.includes(chosen)) return [{ path: encoder, value: { type: reads.includes(usual) ? usual : reads[0]!, ...keys } }];
  const sparse = at(config, [...encoder, "representation"]) === "sparse" ? [{ path: [...encoder, "representation"], value: undefined }] : [];
  return [...Object.entries(keys).map(([key, value]) => ({ path: [...encoder, key], value })), ...sparse];
}

/** The key that names a tokenizer's file. */
function fileKeyOf(preprocessing: JsonSchema): string | null {
  if (!choicesOf(preprocessing, "tokenizer").includes("hf_tokenizer")) return null;
  return has(preprocessing, MODEL_FILE) ? MODEL_FILE : "vocab_file";
}

/** Where a config names a file, each as the path of the key. */
export function namedAt(config: unknown, name: string, path: Path = []): readonly Path[] {
  if (config === name) return [path];
  if (Array.isArray(config)) return config.flatMap((item, i) => namedAt(item, name, [...path, i]));
  return isBlock(config) ? Object.entries(config).flatMap(([key, value]) => namedAt(value, name, [...path, key])) : [];
}

const isBlock = (value: unknown): value is Block => typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const at = (value: unknown, path: Path): unknown =>
  path.reduce((found: unknown, step) => (typeof found === "object" && found !== null ? (found as Record<string | number, unknown>)[step] : undefined), value); // lists and blocks alike are indexed

function inputsOf(config: unknown): readonly { readonly name: string; readonly type: string; readonly path: Path }[] {
  const list = at(config, ["input_features"]);
  return (Array.isArray(list) ? (list as readonly unknown[]) : []).map((input, i) => ({ name: text(at(input, ["name"])), type: text(at(input, ["type"])), path: ["input_features", i] }));
}

const has = ({ properties }: JsonSchema, key: string): boolean => isBlock(properties) && Object.hasOwn(properties, key);

function choicesOf({ properties }: JsonSchema, key: string): readonly unknown[] {
  const schema = at(properties, [key]);
  const options = at(schema, ["enum"]);
  return Array.isArray(options) ? options : [];
}
