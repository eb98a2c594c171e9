import { words } from "../../../messages/en/assets.ts";
import * as tf from "../../tf.ts";
import { Unbuildable } from "../budget.ts";
import { weightsOf } from "../initializers.ts";
import { KNOWN_OPS } from "./classes.ts";
import type { GraphPlan } from "./plan.ts";

type Runnable = ReturnType<typeof import("../../tf-graphs.ts")["loadGraphModelSync"]>;
let converter: typeof import("../../tf-graphs.ts") | null = null;

/** Load what runs graphs; to be awaited before a model is built whose facts hold one. */
export async function bringGraphs(): Promise<void> {
  converter ??= await import("../../tf-graphs.ts");
}

const zeros = weightsOf((shape) => new Float32Array(shape.reduce((product, n) => product * n, 1)));

/**
 * A graph of TensorFlow as one layer: x [batch, ...] → [batch, ...shape]. Its float constants are this layer's weights, none of which learns, so that they
 * are saved and restored as all others are. An export brings the class along (export/own-layers.ts).
 */
export class FrozenGraph extends tf.layers.Layer {
  static className = "FrozenGraph";
  private readonly plan: GraphPlan;
  private readonly held = new Map<string, tf.LayerVariable>();
  private graph: Runnable | null = null;
  private answers: Answers = { shape: [], alone: false };

  constructor({ name, plan }: { readonly name: string; readonly plan: GraphPlan }) {
    super({ name, trainable: false });
    this.plan = plan;
  }

  override build(inputShape: tf.Shape): void {
    const graph = runnable(this.plan);
    this.graph = graph;
    for (const { name, shape } of this.plan.weights) this.held.set(name, this.addWeight(name, [...shape], "float32", zeros, undefined, false));
    this.answers = answersOf(this.plan, inputShape.slice(1) as number[], (x) => this.answer(graph, x)); // pictures and texts were brought to one size
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0] ?? null, ...this.answers.shape];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0]! : inputs;
    const graph = this.graph!; // made by `build`
    return tf.tidy(() => (this.answers.alone ? tf.concat(tf.split(x, x.shape[0]).map((row) => this.answer(graph, row))) : this.answer(graph, x)));
  }

  /** Weights are fed as the inputs are. */
  private answer(graph: Runnable, x: tf.Tensor): tf.Tensor {
    const { input, others, padding, output } = this.plan;
    const mask = padding === null ? tf.onesLike(x) : tf.notEqual(x, tf.scalar(padding, x.dtype));
    const filled = others.map(({ name, dtype, fill }) => [name, fill === "mask" ? tf.cast(mask, dtype) : tf.zeros(x.shape, dtype)] as const);
    const weights = [...this.held].map(([name, weight]) => [name, weight.read()] as const);
    return graph.execute(Object.fromEntries([[input.name, tf.cast(x, input.dtype)], ...filled, ...weights]), output) as tf.Tensor; // one name, one tensor
  }

  override dispose(): ReturnType<tf.layers.Layer["dispose"]> {
    this.graph?.dispose();
    this.graph = null;
    return super.dispose();
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), plan: hex(JSON.stringify({ ...this.plan, ...this.answers })) }; // TensorFlow.js respells keys and texts of a config, but no digits
  }
}

function opsOf({ node }: GraphPlan["graph"]): readonly string[] {
  return Array.isArray(node) ? (node as readonly unknown[]).map((one) => (typeof one === "object" && one !== null && "op" in one ? String(one.op) : "")) : [""];
}

const hex = (text: string): string => Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A graph ready to run, with the constants that are no weights. */
function runnable({ graph, constants }: GraphPlan): Runnable {
  if (!converter) throw new Error("internal: nothing has brought what runs graphs");
  const unknown = opsOf(graph).filter((op) => !KNOWN_OPS.has(op));
  if (unknown.length > 0) throw new Unbuildable(words.foreign.unknownOps(unknown)); // facts, too, come from files
  const data = new Uint8Array(constants.reduce((sum, { dtype, values }) => sum + values.length * (dtype === "bool" ? 1 : 4), 0));
  let at = 0;
  const weightSpecs = constants.map(({ name, dtype, shape, values }) => {
    const bytes = dtype === "bool" ? Uint8Array.from(values) : new Uint8Array(Int32Array.from(values).buffer);
    data.set(bytes, at);
    at += bytes.length;
    return { name, dtype, shape: [...shape] };
  });
  return converter.loadGraphModelSync({ modelTopology: graph, weightSpecs, weightData: data.buffer });
}

/** shape: of its answer to a row; alone: it was frozen for one row, and answers each by itself. */
interface Answers { readonly shape: readonly number[]; readonly alone: boolean }

/** Two rows show a graph that knows one only, and three one that knows two: kernels would read past their operands. */
const ROWS = [2, 3] as const;
const LARGEST = 2 ** 26;
const known = new WeakMap<GraphPlan["graph"], Map<string, Answers>>();

/** What a graph answers to rows of a shape: it says so itself, once for each. */
function answersOf({ graph, output, single = false, input: { dtype } }: GraphPlan, row: readonly number[], answer: (x: tf.Tensor) => tf.Tensor): Answers {
  const ofGraph = known.get(graph) ?? new Map<string, Answers>();
  known.set(graph, ofGraph);
  const key = `${output} ${row.join(" ")}`;
  const found = ofGraph.get(key) ?? usable(single, (rows) => tf.tidy(() => answer(tf.zeros([rows, ...row], dtype)).shape));
  ofGraph.set(key, found);
  return found;
}

/** To any number of rows the same shape for each; else, of a graph that says it was made for one, that of one alone. What is wrong is told of several. */
function usable(single: boolean, shapeOf: (rows: number) => readonly number[]): Answers {
  const several = tried(() => shapes(ROWS, shapeOf));
  if (several.ok) return { shape: several.value, alone: false };
  const one = single ? tried(() => shapes([1], shapeOf)) : several;
  if (!one.ok) throw several.cause;
  return { shape: one.value, alone: true };
}

function shapes(numbers: readonly number[], shapeOf: (rows: number) => readonly number[]): readonly number[] {
  const answered = numbers.map((rows) => ({ rows, shape: shapeOf(rows) }));
  const [, ...shape] = answered[0]!.shape; // there is one at least
  const odd = answered.find(({ rows, shape: [first, ...own] }) => first !== rows || own.join() !== shape.join());
  if (odd || shape.length === 0 || shape.length > 3 || shape.reduce((size, n) => size * n, 1) > LARGEST) throw new Unbuildable(words.foreign.shape((odd ?? answered[0]!).shape, (odd ?? answered[0]!).rows));
  return shape;
}

/** Whatever a graph throws on a number of rows that it was not made for. */
function tried<T>(work: () => T): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly cause: unknown } {
  try {
    return { ok: true, value: work() };
  } catch (cause) {
    return { ok: false, cause };
  }
}
