import "@tensorflow/tfjs-backend-cpu";
import { BUNDLE_FORMAT, type ModelBundle } from "../../../src/engine/model/bundle.ts";
import * as tf from "../../../src/engine/tf.ts";
import type { Json } from "../../../src/engine/schema/json.ts";

interface Wanted { readonly yaml?: string; readonly facts?: ModelBundle["facts"]; readonly values?: readonly number[] }

/** The smallest real model: one dense layer. */
function tinyTopology(): Json {
  const input = tf.input({ shape: [2], name: "input" });
  const dense = tf.layers.dense({ units: 1, name: "output" });
  const model = tf.model({ inputs: input, outputs: dense.apply(input) as tf.SymbolicTensor }); // one symbol in, one out
  const topology = model.toJSON(null, false) as unknown as Json; // documented to be JSON
  model.dispose();
  return topology;
}
const topology = tinyTopology();

/** A bundle around the smallest model: enough for everything that only moves bundles about. */
export function tinyBundle({ yaml = "# tiny\n", facts = { inputs: {}, outputs: {} }, values = [0.5, -0.25, 1] }: Wanted = {}): ModelBundle {
  return {
    format: BUNDLE_FORMAT,
    yaml,
    config: { input_features: [], output_features: [] },
    facts,
    topology,
    weights: {
      specs: [{ name: "output/kernel", shape: [2, 1], dtype: "float32" }, { name: "output/bias", shape: [1], dtype: "float32" }],
      data: new Uint8Array(Float32Array.from(values).buffer),
    },
    made: {
      app: "0.1.0",
      at: "2026-01-01T00:00:00.000Z",
      dataset: { name: "tiny.csv", fingerprint: "0", rows: 3 },
      backend: { chosen: "cpu", device: "", tried: [{ backend: "cpu", verdict: "chosen", reason: "asked for", milliseconds: null }] },
      plan: {
        rows: { training: 1, validation: 1, test: 1 },
        dropped: {},
        parameters: 3,
        stepsPerRound: 1,
        rounds: 1,
        batchSize: 1,
        learningRate: 0.001,
        seed: 1,
        validation: { field: "combined", metric: "loss", goal: "min" },
        baseline: { combined: { loss: 1 } },
      },
      bestRound: 1,
    },
  };
}
