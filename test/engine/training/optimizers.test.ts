import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { adam, type Named, type OptimizerState } from "../../../src/engine/training/optimizers.ts";
import type { OptimizerParams } from "../../../src/engine/training/params.ts";
import * as tf from "../../../src/engine/tf.ts";
import { wasmFolder } from "../../support/node-host.ts";

type Values = Readonly<Record<string, readonly number[]>>;
interface Case extends OptimizerParams {
  readonly name: string;
  readonly clipglobalnorm?: number;
  readonly clipnorm?: number;
  readonly clipvalue?: number;
  readonly start: Values;
  readonly gradients: readonly Values[];
  readonly end: Values;
}
/** What PyTorch computes, written by the script beside it. */
const golden = JSON.parse(readFileSync(new URL("../../golden/optimizers.json", import.meta.url), "utf8")) as {
  readonly learning_rate: number;
  readonly shapes: Readonly<Record<string, number[]>>;
  readonly cases: readonly Case[];
};

const variablesOf = (values: Values): readonly Named[] =>
  tf.tidy(() => Object.entries(golden.shapes).map(([name, shape]) => ({ name, variable: tf.variable(tf.tensor([...values[name]!], shape)) })));

const adamOf = (example: Case) => {
  const { clipglobalnorm = null, clipnorm = null, clipvalue = null } = example;
  return adam(example, { clipglobalnorm, clipnorm, clipvalue });
};

function steps(optimizer: ReturnType<typeof adam>, variables: readonly Named[], example: Case, from: number, to: number): void {
  for (let step = from; step <= to; step++) {
    tf.tidy(() => {
      const gradients = variables.map(({ name }) => tf.tensor([...example.gradients[step - 1]![name]!], golden.shapes[name]));
      optimizer.update(variables, gradients, optimizer.rates(step, golden.learning_rate));
    });
  }
}

async function expectEnd(variables: readonly Named[], example: Case): Promise<void> {
  for (const { name, variable } of variables) {
    const values = await variable.data();
    example.end[name]!.forEach((wanted, i) => expect(values[i]).toBeCloseTo(wanted, 5));
  }
}

const LAST = golden.cases[0]!.gradients.length;

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => { await startBackend(backend, { gpu: null, wasm: wasmFolder, timeout: 10_000 }); });

  test.each(golden.cases.map((example) => [example.name, example] as const))("%s moves variables as PyTorch does", async (_, example) => {
    const before = tf.memory().numTensors;
    const variables = variablesOf(example.start);
    const optimizer = adamOf(example);
    steps(optimizer, variables, example, 1, LAST);
    await expectEnd(variables, example);
    optimizer.dispose();
    tf.dispose(variables.map(({ variable }) => variable));
    expect(tf.memory().numTensors).toBe(before);
  });
});

test("an optimizer goes on from its saved state as if it had never stopped", async () => {
  const example = golden.cases.find(({ amsgrad }) => amsgrad)!;
  const variables = variablesOf(example.start);
  const first = adamOf(example);
  steps(first, variables, example, 1, 2);
  const state = structuredClone(await first.state()) as OptimizerState;
  first.dispose();
  const second = adamOf(example);
  second.restore(variables, state);
  steps(second, variables, example, 3, LAST);
  await expectEnd(variables, example);
  second.dispose();
});

test("a variable without a gradient stays where it is, and the slots of the others are not shifted", async () => {
  const example = golden.cases[0]!;
  const [kernel, bias] = variablesOf(example.start) as [Named, Named];
  const [lone] = variablesOf(example.start) as [Named, Named];
  const together = adamOf(example);
  const alone = adamOf(example);
  const gradient = (k: number) => tf.fill([3, 4], 0.3 * k);
  for (let step = 1; step <= 3; step++) {
    tf.tidy(() => {
      together.update([bias, kernel], [step === 2 ? null : tf.ones([4]), gradient(step)], together.rates(step, 0.1));
      alone.update([lone], [gradient(step)], alone.rates(step, 0.1));
    });
  }
  expect([...(await kernel.variable.data())]).toEqual([...(await lone.variable.data())]);
});
