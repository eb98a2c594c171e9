import { words } from "../../../messages/en/assets.ts";
import type { Weights } from "../../data/assets.ts";
import * as tf from "../../tf.ts";
import { answerOf, runnable } from "./frozen-graph.ts";
import type { GraphPlan } from "./plan.ts";

const { foreign: say } = words;
/** Two rows show a model that knows one only. */
const ROWS = 2;
const LARGEST = 2 ** 26;

const found = new WeakMap<Weights, Map<string, readonly number[] | string>>();

/** What a graph answers to a row of a shape; a sentence where it cannot. The same graph is asked once. Needs a running backend. */
export function graphShape(plan: GraphPlan, weights: Weights, row: readonly number[]): readonly number[] | string {
  const known = found.get(weights) ?? new Map<string, readonly number[] | string>();
  found.set(weights, known);
  const key = `${plan.output} ${row.join(" ")}`;
  const shape = known.get(key) ?? tried(plan, weights, row);
  known.set(key, shape);
  return shape;
}

function tried(plan: GraphPlan, weights: Weights, row: readonly number[]): readonly number[] | string {
  let graph: ReturnType<typeof runnable> | null = null;
  try {
    graph = runnable(plan);
    const model = graph;
    const [rows, ...shape] = tf.tidy(() => {
      const shapes = new Map(plan.weights.map(({ name, shape: of }) => [name, of]));
      return answerOf(model, plan, tf.zeros([ROWS, ...row], plan.input.dtype), (name) => tf.tensor(weights.get(`model/${name}`)!, [...shapes.get(name)!])).shape; // the plan names what the file holds
    });
    const isUsable = rows === ROWS && shape.length > 0 && shape.length < 4 && shape.reduce((size, n) => size * n, 1) < LARGEST;
    return isUsable ? shape : say.shape(rows === ROWS ? shape : [rows ?? 0, ...shape]);
  } catch (cause) {
    if (!(cause instanceof Error) || cause.message.startsWith("internal:")) throw cause;
    return say.notRun(cause.message);
  } finally {
    graph?.dispose();
  }
}
