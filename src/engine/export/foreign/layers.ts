import { words } from "../../../messages/en/assets.ts";
import type { Weights } from "../../data/assets.ts";
import { IDLE_LAYERS, KNOWN_LAYERS } from "../../layers/foreign/classes.ts";
import { MOST_LAYERS, type ForeignInput, type ForeignStep } from "../../layers/foreign/plan.ts";
import type { Json } from "../../schema/json.ts";
import { at, isBlock, listOf, Refused, textOf, type Block } from "./reading.ts";
import type { ForeignWeight } from "./weights.ts";

/** The layers of a model, those of models in it among them, in an order in which they can be applied. */
export interface ForeignLayers {
  readonly format: "layers";
  readonly input: ForeignInput;
  readonly steps: readonly ForeignStep[];
  /** `model/<layer>/<weight>` → its values. */
  readonly weights: Weights;
  /** Step → one row of ids at most, of a model whose input goes to a table of vectors; null of others. */
  readonly ids: number | null;
}

const MODELS: readonly string[] = ["Sequential", "Functional", "Model"];
const DEEPEST = 8;

/** A layers model as Keras and TensorFlow.js write it; throws `Refused`. */
export function layersIn(topology: Json, weights: readonly ForeignWeight[]): ForeignLayers {
  const model = at(topology, "model_config") ?? topology;
  const flat = new Flattened();
  const outputs = flat.model(textOf(at(model, "class_name")), at(model, "config"), "", null, 0);
  if (!flat.input || outputs.length === 0) throw new Refused(words.foreign.noLayers);
  const used = leadingTo(flat.steps, outputs);
  const tables = used.filter(({ className }) => className === "Embedding").map(({ config }) => Number(config["inputDim"]));
  return { format: "layers", input: flat.input, steps: used, weights: byLayer(weights, flat.origins), ids: tables.length > 0 ? Math.min(...tables) : null };
}

/** Those that the last one rests on, in their order. */
export function leadingTo(steps: readonly ForeignStep[], outputs: readonly string[]): readonly ForeignStep[] {
  const wanted = new Set(outputs);
  for (const { name, from } of steps.toReversed()) if (wanted.has(name)) from.forEach((other) => wanted.add(other));
  return steps.filter(({ name }) => wanted.has(name));
}

/** Walks models in models; names of layers are behind those of the models that they are in. */
class Flattened {
  readonly steps: ForeignStep[] = [];
  /** A layer's own name → its name here, as weights name it. */
  readonly origins = new Map<string, string>();
  input: ForeignInput | null = null;

  /** given: what the model is applied to; null: it has the input. Gives the names of its outputs. */
  model(className: string, config: Json | undefined, prefix: string, given: readonly string[] | null, depth: number): readonly string[] {
    if (!MODELS.includes(className) || depth > DEEPEST) throw new Refused(depth > DEEPEST ? words.foreign.tooDeep(DEEPEST) : words.foreign.noModel(className));
    return className === "Sequential" ? this.#sequential(config, prefix, given, depth) : this.#functional(config, prefix, given, depth);
  }

  #sequential(config: Json | undefined, prefix: string, given: readonly string[] | null, depth: number): readonly string[] {
    const layers = Array.isArray(config) ? listOf(config) : listOf(at(config, "layers"));
    let last = given;
    layers.forEach((layer, i) => {
      if (!last && i === 0 && !MODELS.includes(textOf(at(layer, "class_name")))) last = [this.#begin(layer)];
      if (textOf(at(layer, "class_name")) !== "InputLayer") last = this.#apply(layer, prefix, last, 0, depth);
    });
    return last ?? [];
  }

  #functional(config: Json | undefined, prefix: string, given: readonly string[] | null, depth: number): readonly string[] {
    const layers = listOf(at(config, "layers"));
    const inputs = namesIn(at(config, "input_layers"));
    if (inputs.length !== 1 || (given && given.length !== 1)) throw new Refused(words.foreign.inputs(inputs.map(([name]) => name)));
    const made = new Map<string, readonly string[]>();
    const pending = layers.flatMap((layer) => {
      const name = nameOf(layer);
      if (name === inputs[0]![0]) {
        made.set(`${name} 0`, given ?? [this.#begin(layer)]);
        return [];
      }
      return listOf(at(layer, "inbound_nodes")).map((node, i) => ({ layer, name, i, from: sourcesOf(node, name) }));
    });
    for (let left = pending; left.length > 0;) {
      const ready = left.filter(({ from }) => from.every(([name, node]) => made.has(`${name} ${node}`)));
      if (ready.length === 0) throw new Refused(words.foreign.unconnected(left[0]!.name));
      for (const { layer, name, i, from } of ready) {
        made.set(`${name} ${i}`, this.#apply(layer, prefix, from.map(([other, node, tensor]) => this.#tensor(made.get(`${other} ${node}`)!, tensor, other)), i, depth));
      }
      left = left.filter((one) => !ready.includes(one));
    }
    return namesIn(at(config, "output_layers")).map(([name, node, tensor]) => this.#tensor(made.get(`${name} ${node}`) ?? [], tensor, name));
  }

  #tensor(made: readonly string[], index: number, layer: string): string {
    const found = made[index];
    if (found === undefined) throw new Refused(words.foreign.unconnected(layer));
    return found;
  }

  #begin(layer: Json): string {
    const config = at(layer, "config");
    const shape = listOf(at(config, "batch_input_shape") ?? at(config, "batch_shape")).slice(1);
    if (shape.length === 0 || !shape.every((n) => n === null || (typeof n === "number" && Number.isInteger(n) && n > 0))) throw new Refused(words.foreign.noShape);
    if (this.input) throw new Refused(words.foreign.inputs([this.input.name, nameOf(layer)]));
    this.input = { name: `input ${nameOf(layer)}`, dtype: textOf(at(config, "dtype")) === "int32" ? "int32" : "float32", shape: shape as readonly (number | null)[] }; // as was looked at
    return this.input.name;
  }

  /** node: how often the layer was applied before. */
  #apply(layer: Json, prefix: string, from: readonly string[] | null, node: number, depth: number): readonly string[] {
    const [className, own] = [textOf(at(layer, "class_name")), nameOf(layer)];
    const name = prefix + own;
    if (MODELS.includes(className)) return this.model(className, at(layer, "config"), `${name}/`, from, depth + 1);
    if (!from || from.length === 0) throw new Refused(words.foreign.unconnected(own));
    if (IDLE_LAYERS.has(className)) return from;
    if (!KNOWN_LAYERS.has(className)) throw new Refused(words.foreign.unknownLayer(className, own));
    if (this.steps.length >= MOST_LAYERS) throw new Refused(words.foreign.tooMany(MOST_LAYERS + 1, MOST_LAYERS));
    const earlier = this.origins.get(own);
    if (earlier !== undefined && earlier !== name) throw new Refused(words.foreign.sameName(own));
    this.origins.set(own, name);
    const step = node === 0 ? name : `${name} ${node}`;
    this.steps.push({ name: step, layer: name, className, config: configOf(at(layer, "config"), own), from });
    return [step];
  }
}

function nameOf(layer: Json): string {
  const name = textOf(at(at(layer, "config"), "name")) || textOf(at(layer, "name"));
  if (name === "") throw new Refused(words.foreign.noLayers);
  return name;
}

type Source = readonly [name: string, node: number, tensor: number];

/** One `[name, node, tensor]`, or a list of them. */
function namesIn(value: Json | undefined): readonly Source[] {
  const list = listOf(value);
  const all = typeof list[0] === "string" ? [list] : list.map(listOf);
  return all.map(([name, node, tensor]) => [textOf(name), Number(node ?? 0), Number(tensor ?? 0)]);
}

/** Where a layer is applied to; of Keras 3, which writes it otherwise, there is a sentence. */
function sourcesOf(node: Json, layer: string): readonly Source[] {
  if (!Array.isArray(node)) throw new Refused(words.foreign.keras3);
  const sources = namesIn(node);
  const asked = listOf(node).some((source) => Object.keys(asBlock(listOf(source)[3])).length > 0);
  if (asked) throw new Refused(words.foreign.callArguments(layer));
  return sources;
}
const asBlock = (value: Json | undefined): Block => (isBlock(value) ? value : {});

const LEFT_OUT = /Initializer$|Regularizer$|Constraint$/;
const NOT_OURS: readonly string[] = ["name", "trainable", "dtype", "batchInputShape", "batchShape", "batchSize", "inputShape", "weights", "buildConfig", "module", "registeredName"];

function configOf(config: Json | undefined, layer: string): Block {
  const read = respelt(asBlock(config));
  if (read["stateful"] === true) throw new Refused(words.foreign.stateful(layer));
  const inner = at(read["layer"], "className");
  if (inner !== undefined && !KNOWN_LAYERS.has(textOf(inner))) throw new Refused(words.foreign.unknownLayer(textOf(inner), layer));
  return Object.fromEntries(Object.entries(read).filter(([key]) => !NOT_OURS.includes(key)));
}

/** As TensorFlow.js spells what Keras writes: `kernel_size` → `kernelSize`, names of parts likewise; names of layers stay. */
function respelt(block: Block): Block {
  return Object.fromEntries(Object.entries(block).flatMap(([key, value]): [string, Json][] => {
    const name = camel(key);
    return LEFT_OUT.test(name) ? [] : [[name, key === "name" ? value : spelt(value)]];
  }));
}
function spelt(value: Json): Json {
  if (typeof value === "string") return camel(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(spelt);
  return isBlock(value) ? respelt(value) : value;
}
const camel = (word: string): string => (word.length <= 1 || !word.includes("_") ? word : word.replace(/_+(\w|$)/g, (_, letter: string) => letter.toUpperCase()));

/** Weights by the layers that hold them; recurrent ones name their cell as well. */
function byLayer(weights: readonly ForeignWeight[], origins: ReadonlyMap<string, string>): Weights {
  return new Map(weights.flatMap(({ name, dtype, values }): [string, Float32Array][] => {
    const tokens = name.split("/");
    for (let from = 0; from < tokens.length - 1; from++) {
      for (let to = tokens.length - 1; to > from; to--) {
        const layer = origins.get(tokens.slice(from, to).join("/"));
        if (layer === undefined) continue;
        const rest = tokens.slice(to).filter((token, i, all) => i === all.length - 1 || !/_cell(?:_\d+)?$/.test(token));
        return dtype === "float32" ? [[`model/${layer}/${rest.join("/")}`, Float32Array.from(values)]] : [];
      }
    }
    return [];
  }));
}
