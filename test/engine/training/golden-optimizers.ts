/** PyTorch's Adam and AdamW on fixed parameters and gradients, and ours on the same: for Node and for the browser. */
import golden from "../../golden/optimizers.json";
import { adam, type Named } from "../../../src/engine/training/optimizers.ts";
import type { OptimizerParams } from "../../../src/engine/training/params.ts";
import * as tf from "../../../src/engine/tf.ts";

type Values = Readonly<Record<string, readonly number[]>>;
export interface Case extends OptimizerParams {
  readonly name: string;
  readonly clipglobalnorm?: number;
  readonly clipnorm?: number;
  readonly clipvalue?: number;
  readonly start: Values;
  readonly gradients: readonly Values[];
  readonly end: Values;
}
export const cases = golden.cases as unknown as readonly Case[]; // written by the script beside it
const shapes: Readonly<Record<string, number[]>> = golden.shapes;
/** Steps of each case. */
export const LAST = cases[0]!.gradients.length;

export const variablesOf = (values: Values): readonly Named[] =>
  tf.tidy(() => Object.entries(shapes).map(([name, shape]) => ({ name, variable: tf.variable(tf.tensor([...values[name]!], shape)) })));

export const adamOf = (example: Case) => {
  const { clipglobalnorm = null, clipnorm = null, clipvalue = null } = example;
  return adam(example, { clipglobalnorm, clipnorm, clipvalue });
};

export function steps(optimizer: ReturnType<typeof adam>, variables: readonly Named[], example: Case, from: number, to: number): void {
  for (let step = from; step <= to; step++) {
    tf.tidy(() => {
      const gradients = variables.map(({ name }) => tf.tensor([...example.gradients[step - 1]![name]!], shapes[name]));
      optimizer.update(variables, gradients, tf.tensor1d([...optimizer.rates(step, golden.learning_rate)]));
    });
  }
}

/** The largest difference to where PyTorch ends. */
export async function distance(variables: readonly Named[], example: Case): Promise<number> {
  const off = await Promise.all(variables.map(async ({ name, variable }) => {
    const values = await variable.data();
    return Math.max(...example.end[name]!.map((wanted, i) => Math.abs(values[i]! - wanted)));
  }));
  return Math.max(...off);
}
