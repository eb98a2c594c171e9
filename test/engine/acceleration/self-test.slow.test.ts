import { expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { probes } from "../../../src/engine/acceleration/probes.ts";
import { createEngine } from "../../../src/engine/engine.ts";
import * as tf from "../../../src/engine/tf.ts";
import { tinyHost } from "../training/tiny.ts";

/** Every encoder, decoder and loss of the language, one way or the other. */
const everything = `
input_features:
  - {name: size, type: number, encoder: {type: dense, output_size: 8}}
  - {name: weight, type: number}
  - {name: colour, type: category, encoder: {type: onehot}}
  - {name: kind, type: category, encoder: {type: dense, embedding_size: 4}}
  - {name: sweet, type: binary}
  - {name: sour, column: sweet, type: binary, encoder: {type: dense, output_size: 4}}
  - {name: note, type: text, encoder: {type: embed, embedding_size: 4}}
  - {name: words, column: note, type: text, encoder: {type: parallel_cnn, embedding_size: 4, num_filters: 4, fc_layers: [{output_size: 8}]}}
output_features:
  - {name: out kind, column: kind, type: category}
  - {name: out sweet, column: sweet, type: binary}
  - {name: out size, column: size, type: number, loss: {type: huber}}
  - {name: out weight, column: weight, type: number, loss: {type: mean_absolute_error}}
combiner: COMBINER
trainer: {train_steps: 2, batch_size: 16, learning_rate: 0.01, regularization_lambda: 0.001}
`;

/** Of the combiners those that have kernels of their own. */
const combiners = [
  "{type: concat, num_fc_layers: 1, output_size: 8, dropout: 0.1, norm: layer}",
  "{type: ft_transformer, hidden_size: 8, num_heads: 2, transformer_output_size: 8}",
  "{type: tabnet, size: 4, output_size: 4, num_steps: 2, bn_virtual_bs: 8}",
];

/** Names of the kernels that ran; composites that run others are left out, since those others are counted. */
async function kernelsOf(work: () => Promise<unknown>): Promise<ReadonlySet<string>> {
  const { kernelNames } = await tf.profile(async () => {
    await work();
    return tf.scalar(0);
  });
  return new Set(kernelNames.filter((name) => !name.endsWith("__op")));
}

test.each(["cpu", "wasm"] as const)("the self-test runs every kernel that a training of every part runs on %s", async (backend) => {
  await startBackend(backend, { gpu: null, timeout: 10_000 });
  const tested = await kernelsOf(async () => { tf.tidy(() => { for (const { compute, expected } of probes()) {
    compute();
    if (typeof expected === "function") expected();
  } }); });
  const used = await kernelsOf(async () => {
    for (const combiner of combiners) {
      const outcome = await createEngine(tinyHost()).train({ yaml: everything.replace("COMBINER", combiner), dataset: "tiny", seed: 1, backend }, () => {});
      expect(outcome).toMatchObject({ ok: true });
    }
  });
  expect(used).toContain("OptimizerStep");
  expect([...used].filter((name) => !tested.has(name))).toEqual([]);
});

test("every probe is met by plain JavaScript far more closely than the tolerance", async () => {
  await startBackend("cpu", { gpu: null, timeout: 10_000 });
  for (const { summary, compute, expected } of probes()) {
    if (typeof expected === "function") continue; // its twin, computed by the same ops
    const results = tf.tidy(() => [...compute()]);
    for (const [k, wanted] of expected.entries()) {
      const values = await results[k]!.data();
      expect(values.length, summary).toBe(wanted.length);
      values.forEach((value, i) => expect(Math.abs(value - wanted[i]!), `${summary}, result ${k + 1}`).toBeLessThan(1e-5 * Math.max(1, Math.abs(wanted[i]!)))); 
    }
    tf.dispose(results);
  }
});
