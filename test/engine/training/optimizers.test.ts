import { beforeAll, describe, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import * as tf from "../../../src/engine/tf.ts";
import type { Named, OptimizerState } from "../../../src/engine/training/optimizers.ts";
import { cases, endsWhere, LAST, optimizerOf, takeSteps, variables } from "../../contract/checks/optimizers.ts";

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(async () => { await startBackend(backend, { gpu: null, timeout: 10_000 }); });

  test("an optimizer goes on from its saved state as if it had never stopped, and leaves what was saved alone", async () => {
    const example = cases.find(({ name }) => name === "adam with amsgrad")!;
    const moved = variables();
    const first = optimizerOf(example);
    takeSteps(first, moved, 1, 2);
    const state = structuredClone<OptimizerState>(await first.state());
    const saved = structuredClone(state);
    first.dispose();
    const second = optimizerOf(example);
    second.restore(moved, state);
    takeSteps(second, moved, 3, LAST);
    await endsWhere(moved, example);
    expect(state).toEqual(saved);
    second.dispose();
  });

  test("a variable without a gradient stays where it is, and the slots of the others are not shifted", async () => {
    const example = cases[0]!;
    const [kernel, bias] = variables() as [Named, Named];
    const [lone] = variables() as [Named, Named];
    const together = optimizerOf(example);
    const alone = optimizerOf(example);
    const gradient = (k: number) => tf.fill([3, 4], 0.3 * k);
    for (let step = 1; step <= 3; step++) {
      tf.tidy(() => {
        const rates = tf.tensor1d([...alone.rates(step, 0.1)]);
        together.update([bias, kernel], [step === 2 ? null : tf.ones([3]), gradient(step)], rates);
        alone.update([lone], [gradient(step)], rates);
      });
    }
    expect([...(await kernel.variable.data())]).toEqual([...(await lone.variable.data())]);
  });
});
