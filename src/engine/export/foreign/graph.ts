import { words } from "../../../messages/en/assets.ts";
import type { Weights } from "../../data/assets.ts";
import { KNOWN_OPS } from "../../layers/foreign/classes.ts";
import { MOST_NODES, type ForeignInput, type GraphConstant } from "../../layers/foreign/plan.ts";
import type { Json } from "../../schema/json.ts";
import { at, isBlock, listOf, Refused, textOf, type Block } from "./reading.ts";
import type { ForeignWeight } from "./weights.ts";

/** A frozen graph as it came, checked. */
export interface ForeignGraph {
  readonly format: "graph";
  readonly inputs: readonly ForeignInput[];
  /** It was made for one row at a time. */
  readonly single: boolean;
  /** Tensors that it says are its answers. */
  readonly outputs: readonly string[];
  readonly nodes: readonly GraphNode[];
  readonly versions: Json;
  readonly weights: Weights;
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly constants: readonly GraphConstant[];
}
export interface GraphNode { readonly name: string; readonly op: string; readonly inputs: readonly string[]; readonly block: Block }

/** Numbers in all constants that are no weights: shapes and axes. */
const MOST_CONSTANTS = 2 ** 18;

/** A graph model as the converter of TensorFlow.js writes it; throws `Refused`. */
export function graphIn(model: Json, weights: readonly ForeignWeight[]): ForeignGraph {
  const topology = at(model, "modelTopology");
  const list = listOf(at(topology, "node"));
  if (list.length > MOST_NODES) throw new Refused(words.foreign.tooMany(list.length, MOST_NODES));
  if (listOf(at(at(topology, "library"), "function")).length > 0) throw new Refused(words.foreign.functions);
  const nodes = list.map((block): GraphNode => ({ name: textOf(at(block, "name")), op: textOf(at(block, "op")), inputs: listOf(at(block, "input")).map(textOf), block: isBlock(block) ? block : {} }));
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const unknown = [...new Set(nodes.filter(({ op }) => !KNOWN_OPS.has(op)).map(({ op }) => op))];
  if (unknown.length > 0) throw new Refused(words.foreign.unknownOps(unknown));
  const loose = nodes.find(({ inputs }) => !inputs.every((input) => byName.has(nodeOf(input))));
  if (loose || byName.size < nodes.length) throw new Refused(words.foreign.unconnected(loose?.name ?? ""));
  const held = new Map(weights.map((weight) => [weight.name, weight]));
  const bare = nodes.find(({ op, name }) => op === "Const" && !held.has(name));
  if (bare) throw new Refused(words.foreign.noWeight(bare.name));
  const constants = weights.flatMap(({ name, dtype, shape, values }): GraphConstant[] => (dtype === "float32" ? [] : [{ name, dtype, shape, values: [...values] }]));
  if (constants.reduce((sum, { values }) => sum + values.length, 0) > MOST_CONSTANTS) throw new Refused(words.foreign.constants);
  const floats = weights.filter(({ dtype }) => dtype === "float32");
  const signature = at(model, "signature") ?? at(at(model, "userDefinedMetadata"), "signature");
  const rows = nodes.filter(({ op }) => op === "Placeholder").map(({ block }) => at(dimsOf(at(block, "attr"))[0], "size"));
  return {
    format: "graph",
    inputs: inputsOf(nodes, at(signature, "inputs")),
    single: rows.some((size) => sizeOf(size) === 1),
    outputs: outputsOf(nodes, at(signature, "outputs")),
    nodes,
    versions: at(topology, "versions") ?? { producer: 1, minConsumer: 1 },
    weights: new Map(floats.map(({ name, values }) => [`model/${name}`, Float32Array.from(values)])),
    shapes: Object.fromEntries(floats.map(({ name, shape }) => [name, shape])),
    constants,
  };
}

/** The node that makes a tensor: `a:1` and `^a` are of `a`. */
export const nodeOf = (tensor: string): string => tensor.replace(/^\^/, "").replace(/:\d+$/, "");

function inputsOf(nodes: readonly GraphNode[], signed: Json | undefined): readonly ForeignInput[] {
  const named = Object.values(isBlock(signed) ? signed : {}).map((input) => nodeOf(textOf(at(input, "name"))));
  const placeholders = nodes.filter(({ op, name }) => op === "Placeholder" && (named.length === 0 || named.includes(name)));
  return placeholders.map(({ name, block }) => {
    const tensor = Object.values(isBlock(signed) ? signed : {}).find((input) => nodeOf(textOf(at(input, "name"))) === name);
    const signedDims = at(tensor, "tensorShape");
    const dims = signedDims ? listOf(at(signedDims, "dim")) : dimsOf(at(block, "attr"));
    const dtype = textOf(at(at(at(block, "attr"), "dtype"), "type"));
    if (dtype !== "DT_FLOAT" && dtype !== "DT_INT32") throw new Refused(words.foreign.inputType(name, dtype));
    return { name, dtype: dtype === "DT_INT32" ? "int32" : "float32", shape: dims.slice(1).map((dim) => sizeOf(at(dim, "size"))) };
  });
}

/** Of a placeholder, by its attributes. */
const dimsOf = (attributes: Json | undefined): readonly Json[] => listOf(at(at(at(attributes, "shape"), "shape"), "dim"));

function sizeOf(size: Json | undefined): number | null {
  const number = Number(size ?? -1);
  return Number.isInteger(number) && number > 0 ? number : null;
}

function outputsOf(nodes: readonly GraphNode[], signed: Json | undefined): readonly string[] {
  const named = Object.values(isBlock(signed) ? signed : {}).map((output) => textOf(at(output, "name")).replace(/:0$/, "")); // a node by itself is its first tensor
  if (named.length > 0) return named;
  const read = new Set(nodes.flatMap(({ inputs }) => inputs.map(nodeOf)));
  return nodes.filter(({ name, op }) => !read.has(name) && op !== "Const" && op !== "NoOp" && op !== "Placeholder").map(({ name }) => name);
}
