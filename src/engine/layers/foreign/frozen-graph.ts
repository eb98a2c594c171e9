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
  /** Of its answer to a row. */
  private shape: readonly number[] = [];

  constructor({ name, plan }: { readonly name: string; readonly plan: GraphPlan }) {
    super({ name, trainable: false });
    this.plan = plan;
  }

  override build(inputShape: tf.Shape): void {
    const graph = runnable(this.plan);
    this.graph = graph;
    for (const { name, shape } of this.plan.weights) this.held.set(name, this.addWeight(name, [...shape], "float32", zeros, undefined, false));
    this.shape = shapeOf(this.plan, inputShape.slice(1) as number[], (x) => this.answer(graph, x)); // pictures and texts were brought to one size
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0] ?? null, ...this.shape];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => this.answer(this.graph!, Array.isArray(inputs) ? inputs[0]! : inputs)); // made by `build`
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
    return { ...super.getConfig(), plan: hex(JSON.stringify({ ...this.plan, shape: this.shape })) }; // TensorFlow.js respells keys and texts of a config, but no digits
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

/** Two rows show a graph that knows one only, and three one that knows two: kernels would read past their operands. */
const ROWS = [2, 3] as const;
const LARGEST = 2 ** 26;
const shapes = new WeakMap<GraphPlan["graph"], Map<string, readonly number[]>>();

/** What a graph answers to a row of a shape: it says so itself, once for each. */
function shapeOf({ graph, output, input: { dtype } }: GraphPlan, row: readonly number[], answer: (x: tf.Tensor) => tf.Tensor): readonly number[] {
  const known = shapes.get(graph) ?? new Map<string, readonly number[]>();
  shapes.set(graph, known);
  const key = `${output} ${row.join(" ")}`;
  const shape = known.get(key) ?? usable(ROWS.map((rows) => tf.tidy(() => answer(tf.zeros([rows, ...row], dtype)).shape)));
  known.set(key, shape);
  return shape;
}

/** Of each number of rows the shape of the answer: the same for a row, whatever the others are. */
function usable(shapes: readonly (readonly number[])[]): readonly number[] {
  const [, ...shape] = shapes[0]!; // of ROWS
  const odd = shapes.find(([rows, ...own], i) => rows !== ROWS[i] || own.join() !== shape.join());
  if (odd || shape.length === 0 || shape.length > 3 || shape.reduce((size, n) => size * n, 1) > LARGEST) throw new Unbuildable(words.foreign.shape(odd ?? shapes[0]!, ROWS[odd ? shapes.indexOf(odd) : 0]!));
  return shape;
}
