import { beforeAll, describe, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import type { Named, OptimizerState } from "../../../src/engine/training/optimizers.ts";
import * as tf from "../../../src/engine/tf.ts";
import { adamOf, cases, distance, LAST, steps, variablesOf } from "./golden-optimizers.ts";

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => { await startBackend(backend, { gpu: null, timeout: 10_000 }); });

  test.each(cases.map((example) => [example.name, example] as const))("%s moves variables as PyTorch does", async (_, example) => {
    const before = tf.memory().numTensors;
    const variables = variablesOf(example.start);
    const optimizer = adamOf(example);
    steps(optimizer, variables, example, 1, LAST);
    expect(await distance(variables, example)).toBeLessThan(1e-5);
    optimizer.dispose();
    tf.dispose(variables.map(({ variable }) => variable));
    expect(tf.memory().numTensors).toBe(before);
  });
});

test("an optimizer goes on from its saved state as if it had never stopped", async () => {
  const example = cases.find(({ amsgrad }) => amsgrad)!;
  const variables = variablesOf(example.start);
  const first = adamOf(example);
  steps(first, variables, example, 1, 2);
  const state = structuredClone<OptimizerState>(await first.state());
  first.dispose();
  const second = adamOf(example);
  second.restore(variables, state);
  steps(second, variables, example, 3, LAST);
  expect(await distance(variables, example)).toBeLessThan(1e-5);
  second.dispose();
});

test("a variable without a gradient stays where it is, and the slots of the others are not shifted", async () => {
  const example = cases[0]!;
  const [kernel, bias] = variablesOf(example.start) as [Named, Named];
  const [lone] = variablesOf(example.start) as [Named, Named];
  const together = adamOf(example);
  const alone = adamOf(example);
  const gradient = (k: number) => tf.fill([3, 4], 0.3 * k);
  for (let step = 1; step <= 3; step++) {
    tf.tidy(() => {
      together.update([bias, kernel], [step === 2 ? null : tf.ones([4]), gradient(step)], tf.tensor1d([...together.rates(step, 0.1)]));
      alone.update([lone], [gradient(step)], tf.tensor1d([...alone.rates(step, 0.1)]));
    });
  }
  expect([...(await kernel.variable.data())]).toEqual([...(await lone.variable.data())]);
});
