import { words } from "../../../messages/en/assets.ts";
import type { Foreign, ForeignTaken, ForeignWish } from "../../data/assets.ts";
import type { Json } from "../../schema/json.ts";
import { error, failure, success, type Outcome } from "../../schema/problem.ts";
import { suggest } from "../../schema/suggest.ts";
import { unpack, type Files } from "../zip.ts";
import { graphIn, nodeOf, type ForeignGraph, type GraphNode } from "./graph.ts";
import { layersIn, leadingTo, type ForeignLayers } from "./layers.ts";
import { at, isBlock, Refused, textOf, type Block } from "./reading.ts";
import { weightsIn } from "./weights.ts";

const MODEL = "model.json";
const LARGEST_JSON = 64 * 2 ** 20;

const read = new WeakMap<Uint8Array, Outcome<Foreign>>();

/**
 * A model of TensorFlow.js in a zip: `model.json` and, beside it, the files of its weights. Nothing is believed before it is checked, and nothing is built.
 * The same bytes are read once. Never throws.
 */
export function foreignModel(zip: Uint8Array): Outcome<Foreign> {
  const known = read.get(zip);
  if (known) return known;
  const files = unpack(zip);
  const found = files.ok ? tried(() => success(fromFiles(files.value))) : files;
  read.set(zip, found);
  return found;
}

/** Does an archive hold what looks like one? */
export const isForeign = (names: readonly string[]): boolean => names.some(isModel) || (names.some(isJson) && names.some((name) => name.endsWith(".bin")));

const isModel = (name: string): boolean => name === MODEL || name.endsWith(`/${MODEL}`);
const isJson = (name: string): boolean => name.endsWith(".json");

/** The `model.json`; without one, a JSON of another name that says where weights are. */
function modelIn(files: Files): string {
  const names = Object.keys(files).sort((a, b) => a.length - b.length);
  const name = names.find(isModel) ?? names.filter(isJson).find((one) => new TextDecoder().decode(files[one]).includes('"weightsManifest"'));
  if (name === undefined) throw new Refused(words.foreign.noModelJson);
  return name;
}

function tried<T>(work: () => Outcome<T>): Outcome<T> {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof Refused) return failure(error([], cause.message));
    if (cause instanceof RangeError) return failure(error([], words.foreign.tooDeep(200))); // what recurses ran out of room
    throw cause;
  }
}

function fromFiles(files: Files): Foreign {
  const name = modelIn(files);
  const model = parsed(files[name]!); // one of its keys
  const folder = name.slice(0, name.lastIndexOf("/") + 1);
  const weights = weightsIn(at(model, "weightsManifest"), (path) => (Object.hasOwn(files, folder + path) ? files[folder + path] : undefined));
  const topology = at(model, "modelTopology");
  if (!isBlock(topology)) throw new Refused(words.foreign.noTopology);
  const isGraph = textOf(at(model, "format")) === "graph-model" || "node" in topology;
  return isGraph ? ofGraph(graphIn(model, weights)) : ofLayers(layersIn(topology, weights));
}

function parsed(bytes: Uint8Array): Json {
  try {
    if (bytes.length > LARGEST_JSON) throw new SyntaxError();
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Json; // JSON by its parser
  } catch {
    throw new Refused(words.foreign.notJson(MODEL));
  }
}

/** Pictures [height, width, channels], or token ids [time]. */
function takenOf(shape: readonly (number | null)[]): Foreign["takes"] {
  const channels = shape.at(-1);
  if (shape.length === 3 && (channels === 1 || channels === 3 || channels === 4)) return "pictures";
  if (shape.length === 1) return "tokens";
  throw new Refused(words.foreign.takes(shape));
}

/** A name that the model has; the one it is asked for where none is named. */
function outputNamed(asked: string | null, usual: string, names: readonly string[]): string {
  if (asked === null) return usual;
  const own = names.find((name) => name === asked) ?? names.find((name) => name.endsWith(`/${asked}`));
  if (own === undefined) throw new Refused(words.foreign.noOutput(asked, suggest(asked, names).sentence));
  return own;
}

const HEAD_OPS: readonly string[] = ["MatMul", "_FusedMatMul"];

function ofLayers(model: ForeignLayers): Foreign {
  const last = model.steps.at(-1)!; // there is a step that the output rests on
  const head = model.steps.toReversed().find(({ className }) => className === "Dense");
  const names = model.steps.map(({ name }) => name);
  return {
    format: "layers",
    takes: takenOf(model.input.shape),
    shape: model.input.shape,
    whole: model.input.dtype === "int32",
    outputs: names,
    output: last.name,
    features: head && names.includes(head.from[0]!) ? head.from[0]! : null,
    ids: model.ids,
    take: ({ output }): Outcome<ForeignTaken> => tried(() => {
      const name = outputNamed(output, last.name, names);
      return success({ plan: { format: "layers", input: model.input, steps: leadingTo(model.steps, [name]), output: name }, weights: model.weights });
    }),
  };
}

function ofGraph(model: ForeignGraph): Foreign {
  const { nodes, inputs } = model;
  const [usual] = model.outputs;
  const rows = inputs.filter(({ name }) => !isMask(name) && !isKind(name));
  const [input] = rows;
  if (usual === undefined) throw new Refused(words.foreign.noLayers);
  if (!input || rows.length > 1) throw new Refused(words.foreign.inputs(inputs.map(({ name }) => name)));
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const made = madeOf(input.name, nodes);
  const names = [...nodes.flatMap(({ name }) => (made.has(name) && name !== input.name && !model.outputs.includes(name) ? [name] : [])), ...model.outputs.toReversed()];
  const takes = takenOf(input.shape);
  return {
    format: "graph",
    takes,
    shape: input.shape,
    whole: input.dtype === "int32",
    outputs: names,
    output: usual,
    features: beforeHead(usual, byName),
    ids: takes === "tokens" ? rowsOfTable(model) : null,
    take: ({ output, padding }: ForeignWish) => tried((): Outcome<ForeignTaken> => {
      const name = output === null ? usual : outputNamed(output, usual, names);
      const used = ancestors(nodeOf(name), byName);
      const others = inputs.filter((other) => other !== input && used.has(other.name)).map((other) => ({ name: other.name, dtype: other.dtype, fill: isMask(other.name) ? "mask" as const : "zeros" as const }));
      if (!used.has(input.name)) throw new Refused(words.foreign.unconnected(name));
      const weights = Object.entries(model.shapes).filter(([weight]) => used.has(weight)).map(([weight, shape]) => ({ name: weight, shape }));
      const constants = model.constants.filter((constant) => used.has(constant.name));
      const node = nodes.filter((one) => used.has(one.name)).map(anyBatch);
      const plan = { format: "graph" as const, input, others, padding: takes === "tokens" ? padding : null, single: model.single, graph: { node, versions: model.versions }, weights, constants, output: name };
      return success({ plan, weights: model.weights });
    }),
  };
}

const isMask = (name: string): boolean => /mask/i.test(name);
const isKind = (name: string): boolean => /(?:token_)?type|segment/i.test(name);

type Nodes = ReadonlyMap<string, GraphNode>;

/** What operations say of a tensor's shape, and not of its numbers. */
const MEASURES: readonly string[] = ["Shape", "ShapeN", "Size", "Rank"];

/** The nodes that a node's numbers lead to, and itself. */
function madeOf(name: string, nodes: readonly GraphNode[]): ReadonlySet<string> {
  const readers = new Map<string, string[]>();
  for (const { name: reader, op, inputs } of nodes) {
    if (op !== "NoOp" && !MEASURES.includes(op)) for (const from of inputs.map(nodeOf)) readers.set(from, [...(readers.get(from) ?? []), reader]);
  }
  const found = new Set([name]);
  for (const one of found) for (const reader of readers.get(one) ?? []) found.add(reader); // a set's own growth is walked too
  return found;
}

function ancestors(name: string, nodes: Nodes): ReadonlySet<string> {
  const found = new Set([name]);
  for (const one of found) for (const input of nodes.get(one)?.inputs ?? []) found.add(nodeOf(input)); // a set's own growth is walked too
  return found;
}

/** What the last matrix product reads: of a classifier, its features. */
function beforeHead(output: string, nodes: Nodes): string | null {
  const seen = new Set<string>();
  for (let name = nodeOf(output); !seen.has(name);) {
    seen.add(name);
    const node = nodes.get(name);
    const [first] = node?.inputs ?? [];
    if (!node || first === undefined || node.op === "Conv2D" || node.op === "_FusedConv2D") return null;
    name = nodeOf(first);
    if (HEAD_OPS.includes(node.op)) return name;
  }
  return null;
}

/** Of the table of vectors that ids are looked up in, the fewest rows; null where there is none to be seen. */
function rowsOfTable({ nodes, shapes }: ForeignGraph): number | null {
  const tables = nodes.filter(({ op }) => op === "GatherV2" || op === "Gather").map(({ inputs }) => shapes[nodeOf(inputs[0] ?? "")]).filter((shape) => shape?.length === 2);
  return tables.length > 0 ? Math.min(...tables.map((shape) => shape![0]!)) : null;
}

/** A placeholder of one row takes any number of them. */
function anyBatch({ op, block }: GraphNode): Block {
  const attr = at(block, "attr");
  const dims = at(at(at(attr, "shape"), "shape"), "dim");
  if (op !== "Placeholder" || !isBlock(attr) || !Array.isArray(dims)) return block;
  return { ...block, attr: { ...attr, shape: { shape: { dim: [{ size: "-1" }, ...(dims as readonly Json[]).slice(1)] } } } };
}
