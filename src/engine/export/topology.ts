import { words } from "../../messages/en/export.ts";
import { serialization } from "../tf.ts";
import { rowSize } from "../data/encoded.ts";
import type { WeightSpec } from "../model/bundle.ts";
import type { Json } from "../schema/json.ts";
import { OWN_LAYERS } from "./own-layers.ts";

/** What is wrong with a topology and its weights, as sentences; empty when plain TensorFlow.js can load them. */
export function topologyComplaints(topology: Json, specs: readonly WeightSpec[], data: Uint8Array): readonly string[] {
  const layers = layersOf(topology);
  if (layers === null) return [words.topology.none];
  if (layers.length > MOST_PARTS || specs.length > MOST_PARTS) return [words.topology.tooMany(MOST_PARTS)];
  return [...unknownClasses(layers), ...sizeComplaints(layers, specs), ...weightComplaints(specs, data)];
}

const MOST_PARTS = 20_000;

/** `class name` of every layer, in alphabetical order. */
export const layerNames = (topology: Json): readonly string[] => (layersOf(topology) ?? []).map(({ className, name }) => `${className} ${name}`).sort();

/** The class of every layer. */
export const layerClasses = (topology: Json): readonly string[] => (layersOf(topology) ?? []).map(({ className }) => className);

/** Model input → the shape of one row. */
export const inputShapes = (topology: Json): ReadonlyMap<string, readonly number[]> =>
  new Map((layersOf(topology) ?? []).filter(({ className }) => className === "InputLayer").map(({ name, config }) => {
    const shape = config["batch_input_shape"];
    return [name, isList(shape) ? shape.slice(1).map(Number) : []] as const;
  }));

/** Under a feature's scope: how many ids its largest table of vectors holds; null where it has none. */
export function mostIds(topology: Json, scope: string): number | null {
  const sizes = (layersOf(topology) ?? []).filter(({ className, name }) => className === "Embedding" && name.startsWith(scope)).map(({ config }) => Number(config["input_dim"]));
  return sizes.length > 0 ? Math.max(...sizes) : null;
}

interface Layer { readonly name: string; readonly className: string; readonly config: { readonly [key: string]: Json } }

function layersOf(topology: Json): readonly Layer[] | null {
  const layers = block(block(block(topology)?.["model_config"] ?? topology)?.["config"])?.["layers"];
  if (!isList(layers) || layers.length === 0) return null;
  const read = layers.map((layer): Layer | null => {
    const className = block(layer)?.["class_name"];
    const config = block(block(layer)?.["config"]);
    const name = config?.["name"];
    return typeof className === "string" && typeof name === "string" && config ? { name, className, config } : null;
  });
  return read.every((layer) => layer !== null) ? read : null;
}

/** A model from elsewhere may name anything: only classes that this TensorFlow.js knows, or an export brings along, are built. */
function unknownClasses(layers: readonly Layer[]): readonly string[] {
  const known = serialization.SerializationMap.getMap().classNameMap;
  const unknown = new Set(layers.map((layer) => layer.className).filter((name) => !Object.hasOwn(known, name) && !Object.hasOwn(OWN_LAYERS, name)));
  return [...unknown].map(words.topology.unknownClass);
}

const WIDTHS = ["units", "filters", "input_dim", "output_dim"] as const;

/** A layer may be no wider than its weights, which are in the file: a few words cannot ask for gigabytes. */
function sizeComplaints(layers: readonly Layer[], specs: readonly WeightSpec[]): readonly string[] {
  const sizes = new Map<string, number[]>();
  for (const { name, shape } of specs) {
    const layer = name.slice(0, name.lastIndexOf("/"));
    sizes.set(layer, [...(sizes.get(layer) ?? []), ...shape]);
  }
  return layers.flatMap(({ name, config }) =>
    WIDTHS.filter((key) => config[key] !== undefined && config[key] !== null).flatMap((key) => {
      return sizes.get(name)?.some((size) => size === config[key]) ? [] : [words.topology.width(name, key, JSON.stringify(config[key]))];
    }));
}

/** Every weight type of this format takes four bytes, but for truth values. */
const bytesOf = (spec: WeightSpec): number => rowSize({ dtype: "float32", shape: spec.shape }) * (spec.dtype === "bool" ? 1 : 4);

function weightComplaints(specs: readonly WeightSpec[], data: Uint8Array): readonly string[] {
  const named = specs.reduce((sum, spec) => sum + bytesOf(spec), 0);
  if (named !== data.length) return [words.topology.size(named, data.length)];
  const seen = new Set<string>();
  const twice = specs.filter(({ name }) => seen.size === seen.add(name).size);
  return [...twice.map(({ name }) => words.topology.twice(name)), ...strangeNumbers(specs, data)];
}

/** Weights that are no numbers make every answer none. */
function strangeNumbers(specs: readonly WeightSpec[], data: Uint8Array): readonly string[] {
  const found: string[] = [];
  let at = 0;
  for (const spec of specs) {
    const values = spec.dtype === "float32" ? new Float32Array(data.slice(at, at + bytesOf(spec)).buffer) : new Float32Array(0);
    if (!values.every(Number.isFinite)) found.push(words.topology.noNumber(spec.name));
    at += bytesOf(spec);
  }
  return found;
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const block = (value: Json | undefined): { readonly [key: string]: Json } | undefined =>
  typeof value === "object" && value !== null && !isList(value) ? value : undefined;
