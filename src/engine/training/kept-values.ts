import * as tf from "../tf.ts";
import type { Named, OptimizerState } from "./optimizers.ts";

/** The values of variables under their names and what they are kept for, as copies: what a checkpoint stores. */
export async function valuesOf(variables: readonly Named[], purpose: string): Promise<OptimizerState> {
  const copies = variables.map(async ({ name, variable }) => [`${name}:${purpose}`, (await variable.data<"float32">()).slice()] as const);
  return Object.fromEntries(await Promise.all(copies));
}

/** What was saved of them; a variable of which nothing was keeps its values. */
export function restoreValues(variables: readonly Named[], purpose: string, state: OptimizerState): void {
  for (const { name, variable } of variables) {
    const saved = state[`${name}:${purpose}`];
    if (saved) tf.tidy(() => variable.assign(tf.tensor(saved.slice(), variable.shape))); // plain JavaScript keeps the very array, and changes it
  }
}
