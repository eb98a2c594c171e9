import { words } from "../../messages/en/config.ts";
import type { FeatureConfig, FeatureType } from "../features/feature.ts";
import { features } from "../features/index.ts";
import type { Json } from "../schema/json.ts";
import { error, fixRemove, fixSet, note, type Path, type Report } from "../schema/problem.ts";
import { suggest } from "../schema/suggest.ts";

/** A feature whose name and type are known, with the place it was written at. */
export interface Named { readonly config: FeatureConfig; readonly type: FeatureType; readonly path: Path }

/** What a tied input takes over: it is read, changed and encoded as the one it is tied to. */
const TAKEN_OVER = ["preprocessing", "encoder", "augmentation"] as const;

/**
 * Inputs whose `tied` names another one, with that one's preprocessing and encoder, and with the name of the last of a chain:
 * its layers are shared by all. A name that is no other input of the same type, or a circle, is reported and the feature left untied.
 */
export function tieInputs(inputs: readonly Named[], report: Report): readonly Named[] {
  return inputs.map((input): Named => {
    const { config: { tied, ...own }, path } = input;
    if (tied === undefined || tied === null) return { ...input, config: own };
    const root = rootOf(input, inputs, report);
    if (!root) return { ...input, config: own };
    for (const key of TAKEN_OVER) {
      if (own[key] !== undefined) report(note([...path, key], words.links.takenOver(own.name, key, root.config.name), fixRemove([...path, key])));
    }
    const taken = Object.fromEntries(TAKEN_OVER.flatMap((key) => (root.config[key] === undefined ? [] : [[key, root.config[key]]])));
    return { ...input, config: { name: own.name, type: own.type, column: own.column ?? own.name, ...taken, tied: root.config.name } };
  });
}

function rootOf(input: Named, inputs: readonly Named[], report: Report): Named | null {
  const seen = [input];
  for (let at = input; ; ) {
    const { config: { name, tied }, path } = at;
    if (tied === undefined || tied === null) return at;
    const where = [...path, "tied"];
    const next = inputs.find(({ config }) => config.name === tied);
    const refuse = (message: string, fix = fixRemove(where)): null => (report(error(where, message, fix)), null);
    if (!next) {
      const written = typeof tied === "string" ? tied : JSON.stringify(tied);
      const { word, sentence } = suggest(written, inputs.map(({ config }) => config.name).filter((other) => other !== name));
      return refuse(words.links.noInput(name, written, sentence), word === undefined ? undefined : fixSet(where, word));
    }
    if (next.type !== at.type) return refuse(words.links.otherType(name, at.type.type, next.config.name, next.type.type));
    if (seen.includes(next)) return refuse(words.links.tiedCircle([...seen, next].map(({ config }) => config.name)));
    seen.push(next);
    at = next;
  }
}

/** Every output that another depends on is there and has a state to read, and none depends on itself, directly or by way of others. */
export function checkDependencies(outputs: readonly Named[], report: Report): void {
  const names = outputs.map(({ config }) => config.name);
  for (const { config, path } of outputs) {
    dependenciesOf(config).forEach((wanted, i) => {
      const at = [...path, "dependencies", i];
      const other = outputs.find(({ config: { name } }) => name === wanted);
      if (other && readAlike(config, other) && !hasState(other)) report(note(at, words.links.noState(config.name, wanted), fixSet([...other.path, "decoder"], layered(other), words.links.giveLayer(wanted))));
      if (other) return;
      const { word, sentence } = suggest(wanted, names.filter((name) => name !== config.name));
      report(error(at, words.links.noOutput(config.name, wanted, sentence), word === undefined ? fixRemove(at) : fixSet(at, word)));
    });
    const circle = circleFrom(config.name, outputs);
    if (circle) report(error([...path, "dependencies"], words.links.circle(circle)));
  }
}

/** Do two different outputs read the combiner in the same way? One decided as a whole sees a sequence otherwise than one decided step by step. */
const readAlike = (config: FeatureConfig, { config: other, type }: Named): boolean =>
  other !== config && other["reduce_input"] === config["reduce_input"] && type.isSequence === features[config.type]?.isSequence;

const decoderOf = ({ config, type }: Named): { readonly [key: string]: Json } => type.resolve(config, "output")["decoder"] as { readonly [key: string]: Json }; // a choice

/** Is what an output hands on more than what the combiner hands to every output? */
function hasState(output: Named): boolean {
  const { fc_layers: layers, num_fc_layers: count } = decoderOf(output);
  return count !== 0 || Array.isArray(layers) || dependenciesOf(output.config).length > 0;
}

const layered = (output: Named): Json => ({ ...(isBlock(output.config["decoder"]) ? output.config["decoder"] : { type: decoderOf(output)["type"]! }), num_fc_layers: 1 });
const isBlock = (value: unknown): value is { readonly [key: string]: Json } => typeof value === "object" && value !== null && !Array.isArray(value);

/** The way from an output through its dependencies back to itself; null where there is none. */
function circleFrom(start: string, outputs: readonly Named[]): readonly string[] | null {
  const visited = new Set<string>();
  const follow = (name: string, way: readonly string[]): readonly string[] | null => {
    for (const next of dependenciesOf(outputs.find(({ config }) => config.name === name)?.config)) {
      if (next === start) return [...way, next];
      if (visited.has(next)) continue;
      visited.add(next);
      const found = follow(next, [...way, next]);
      if (found) return found;
    }
    return null;
  };
  return follow(start, [start]);
}

function dependenciesOf(config: FeatureConfig | undefined): readonly string[] {
  const listed = config?.["dependencies"];
  return Array.isArray(listed) ? listed.filter((name) => typeof name === "string") : [];
}
