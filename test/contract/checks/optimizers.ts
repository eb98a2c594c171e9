import golden from "../../golden/optimizers.json" with { type: "json" };
import * as tf from "../../../src/engine/tf.ts";
import { openOptimizer, type Named, type Optimizer } from "../../../src/engine/training/optimizers.ts";
import type { OptimizerParams } from "../../../src/engine/training/params.ts";
import { close, equal, type Check } from "./check.ts";

type Values = Readonly<Record<string, readonly number[]>>;
/** What an optimizer makes of the parameters and gradients of test/golden/optimizers.py. */
export interface Case {
  readonly name: string;
  readonly params: OptimizerParams;
  readonly clipglobalnorm?: number;
  readonly clipnorm?: number;
  readonly clipvalue?: number;
  readonly end: Values;
  /** The weights that answer, where those are others than the ones that are trained. */
  readonly answers?: Values;
}
const { start, gradients, shapes } = golden as unknown as { readonly start: Values; readonly gradients: readonly Values[]; readonly shapes: Readonly<Record<string, number[]>> }; // as the script writes it
export const cases = golden.cases as unknown as readonly Case[]; // likewise
/** Steps of each case. */
export const LAST = gradients.length;

export const variables = (): readonly Named[] =>
  tf.tidy(() => Object.entries(shapes).map(([name, shape]) => ({ name, variable: tf.variable(tf.tensor([...start[name]!], shape)) })));

export const optimizerOf = ({ params, clipglobalnorm, clipnorm, clipvalue }: Case): Optimizer =>
  openOptimizer(params, { clipglobalnorm: clipglobalnorm ?? null, clipnorm: clipnorm ?? null, clipvalue: clipvalue ?? null });

export function takeSteps(optimizer: Optimizer, moved: readonly Named[], from: number, to: number): void {
  for (let step = from; step <= to; step++) {
    tf.tidy(() => {
      const slopes = moved.map(({ name }) => tf.tensor([...gradients[step - 1]![name]!], shapes[name]));
      optimizer.update(moved, slopes, tf.tensor1d([...optimizer.rates(step, golden.learning_rate)]));
    });
  }
}

export async function endsWhere(moved: readonly Named[], { end }: Pick<Case, "end">): Promise<void> {
  for (const { name, variable } of moved) close(await variable.data(), end[name]!, 1e-5, name);
}

/** PyTorch's numbers. */
export const goldenOptimizerChecks = (): readonly Check[] =>
  cases.map((example) => ({
    name: `golden optimizer ${example.name}`,
    async run() {
      const before = tf.memory().numTensors;
      const moved = variables();
      const optimizer = optimizerOf(example);
      takeSteps(optimizer, moved, 1, LAST);
      await endsWhere(moved, example);
      optimizer.settle(moved);
      await endsWhere(moved, { end: example.answers ?? example.end });
      optimizer.unsettle(moved);
      await endsWhere(moved, example);
      optimizer.dispose();
      tf.dispose(moved.map(({ variable }) => variable));
      equal(tf.memory().numTensors, before, "tensors");
    },
  }));
