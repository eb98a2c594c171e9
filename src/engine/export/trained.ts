import { words } from "../../messages/en/assets.ts";
import { openConfig } from "../config/open.ts";
import type { TrainedInput, Weights } from "../data/assets.ts";
import { safeName } from "../model/build.ts";
import type { ModelBundle } from "../model/bundle.ts";
import { valuesByName } from "../model/weights.ts";
import { own, type Json } from "../schema/json.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import { suggest } from "../schema/suggest.ts";
import type { ConfiguredInput } from "../features/feature.ts";
import { restoredInput } from "./import.ts";
import { readFiles } from "./read.ts";
import { unpack } from "./zip.ts";

const [MODEL, INPUT] = [["model"], ["input"]] as const;
type Block = { readonly [key: string]: Json };

const read = new WeakMap<Uint8Array, Outcome<ModelBundle>>();

/** The bundle in an exported zip. The same bytes are read once. */
function bundleIn(zip: Uint8Array): Outcome<ModelBundle> {
  const known = read.get(zip);
  if (known) return known;
  const files = unpack(zip);
  const bundle = files.ok ? readFiles(files.value) : files;
  read.set(zip, bundle);
  return bundle;
}

/**
 * What an exported model learnt for one of its inputs, which is tried before it is believed. Problems stand at `model` (the file) or at
 * `input` (the name in it).
 */
export function trainedInput(zip: Uint8Array, input: string | null, type: string): Outcome<TrainedInput> {
  const bundle = bundleIn(zip);
  if (!bundle.ok) return failure(...bundle.problems.map(({ message }) => error(MODEL, message)));
  const { opened, problems } = openConfig(bundle.value.config);
  if (!opened) return failure(...problems.filter(({ severity }) => severity === "error").map(({ message }) => error(MODEL, message)));
  const chosen = choose(opened.inputs, input, type);
  if (!chosen.ok) return chosen;
  const feature = chosen.value;
  const encoder = encoderOf(opened.resolved["input_features"], feature.name);
  const facts = own(bundle.value.facts.inputs, feature.name);
  const damaged = error(INPUT, words.trained.damaged(feature.name));
  if (!encoder || !isBlock(facts)) return failure(damaged);
  return success({
    facts,
    encoder: earlierIn(facts) ?? encoder,
    weights: weightsUnder(`inputs/${safeName(feature.tied ?? feature.name)}/`, bundle.value),
    unsound: async () => (typeof (await restoredInput(bundle.value, feature)) === "string" ? [damaged] : []),
  });
}

/** What an exported model is, as far as another one may take an input of it. */
export function describeTrained(zip: Uint8Array): Outcome<TrainedModel> {
  const bundle = bundleIn(zip);
  if (!bundle.ok) return bundle;
  const { opened, problems } = openConfig(bundle.value.config);
  if (!opened) return failure(...problems.filter(({ severity }) => severity === "error"));
  return success({ kind: "fidelio_model", inputs: opened.inputs.map(({ name, type }) => ({ name, type })), outputs: opened.outputs.map(({ name }) => name) });
}

interface TrainedModel {
  readonly kind: "fidelio_model";
  readonly inputs: readonly { readonly name: string; readonly type: string }[];
  readonly outputs: readonly string[];
}

function choose(inputs: readonly ConfiguredInput[], name: string | null, type: string): Outcome<ConfiguredInput> {
  const names = inputs.map((other) => other.name);
  const refuse = (message: string): Outcome<never> => failure(error(INPUT, message));
  if (name === null) {
    const [first, ...others] = inputs.filter((other) => other.type === type);
    if (!first) return refuse(words.trained.noInput(type, names));
    return others.length > 0 ? refuse(words.trained.several(type, [first, ...others].map((other) => other.name))) : success(first);
  }
  const found = inputs.find((other) => other.name === name);
  if (!found) return refuse(words.trained.unknown(name, suggest(name, names).sentence));
  return found.type === type ? success(found) : refuse(words.trained.otherType(name, found.type, type));
}

function encoderOf(features: Json | undefined, name: string): Block | null {
  const found = (Array.isArray(features) ? (features as readonly Json[]) : []).find((feature) => isBlock(feature) && feature["name"] === name);
  const encoder = found && isBlock(found) ? found["encoder"] : undefined;
  return encoder !== undefined && isBlock(encoder) ? encoder : null;
}

/** The encoder that itself came from a model before. */
function earlierIn(facts: Block): Block | null {
  const outside = facts["outside"];
  const encoder = outside !== undefined && isBlock(outside) ? outside["encoder"] : undefined;
  return encoder !== undefined && isBlock(encoder) ? encoder : null;
}

const weightsUnder = (scope: string, { weights }: ModelBundle): Weights =>
  new Map([...valuesByName(weights)].filter(([name]) => name.startsWith(scope)).map(([name, values]) => [name.slice(scope.length), values]));

const isBlock = (value: Json): value is Block => typeof value === "object" && value !== null && !Array.isArray(value);
