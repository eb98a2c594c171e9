import * as tf from "../../tf.ts";
import { weightsOf } from "../initializers.ts";
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

  constructor({ name, plan }: { readonly name: string; readonly plan: GraphPlan }) {
    super({ name, trainable: false });
    this.plan = plan;
  }

  override build(): void {
    this.graph = runnable(this.plan);
    for (const { name, shape } of this.plan.weights) this.held.set(name, this.addWeight(name, [...shape], "float32", zeros, undefined, false));
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0] ?? null, ...this.plan.shape];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => answerOf(this.graph!, this.plan, Array.isArray(inputs) ? inputs[0]! : inputs, (name) => this.held.get(name)!.read())); // made by `build`
  }

  override dispose(): ReturnType<tf.layers.Layer["dispose"]> {
    this.graph?.dispose();
    this.graph = null;
    return super.dispose();
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), plan: hex(JSON.stringify(this.plan)) }; // TensorFlow.js respells keys and texts of a config, but no digits
  }
}

const hex = (text: string): string => Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A graph ready to run, with the constants that are no weights. */
export function runnable({ graph, constants }: Pick<GraphPlan, "graph" | "constants">): Runnable {
  if (!converter) throw new Error("internal: nothing has brought what runs graphs");
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

/** What the graph makes of x; weights are fed as its inputs are. */
export function answerOf(
  model: Pick<Runnable, "execute">, { input, others, padding, weights, output }: Omit<GraphPlan, "shape">, x: tf.Tensor, weightOf: (name: string) => tf.Tensor,
): tf.Tensor {
  const mask = padding === null ? tf.onesLike(x) : tf.notEqual(x, tf.scalar(padding, x.dtype));
  const filled = others.map(({ name, dtype, fill }) => [name, fill === "mask" ? tf.cast(mask, dtype) : tf.zeros(x.shape, dtype)] as const);
  const fed = Object.fromEntries([[input.name, x.dtype === input.dtype ? x : tf.cast(x, input.dtype)], ...filled, ...weights.map(({ name }) => [name, weightOf(name)] as const)]);
  return model.execute(fed, output) as tf.Tensor; // one name, one tensor
}
