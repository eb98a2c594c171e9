/** Forward passes that are recorded once for each size of batch. */
import { beforeAll, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../../src/engine/acceleration/backends.ts";
import { eagerRepeater, type Repeater } from "../../../src/engine/acceleration/repeat.ts";
import type { WasmBackend } from "../../../src/engine/acceleration/wasm/backend.ts";
import type { Encoded } from "../../../src/engine/data/encoded.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { forward, forwardPasses } from "../../../src/engine/prediction/forward.ts";
import { streamed, streamReader } from "../../../src/engine/prediction/source.ts";
import * as tf from "../../../src/engine/tf.ts";

let running: RunningBackend;
beforeAll(async () => { running = await startBackend("wasm", { gpu: null, timeout: 20_000 }); });

const ROWS = 70;
const random = seededRandom(3, "forward");
const ids: Encoded = { dtype: "int32", shape: [], data: Int32Array.from({ length: ROWS }, () => Math.floor(5 * random())) };
const numbers: Encoded = { dtype: "float32", shape: [3], data: Float32Array.from({ length: 3 * ROWS }, () => random() - 0.5) };
const columns = [ids, numbers];
const firstRows = (rows: number): Encoded[] => [{ ...ids, data: ids.data.slice(0, rows) }, { ...numbers, data: numbers.data.slice(0, 3 * rows) }];
const still = async (): Promise<void> => {};

/** An embedded number and three plain ones, to two outputs. */
function modelOf(): tf.LayersModel {
  const seeded = (seed: number) => tf.initializers.randomNormal({ seed });
  const [id, rest] = [tf.input({ shape: [], dtype: "int32" }), tf.input({ shape: [3] })];
  const embedded = tf.layers.embedding({ inputDim: 5, outputDim: 2, embeddingsInitializer: seeded(1) }).apply(id) as tf.SymbolicTensor; // symbolic in, symbolic out
  const joined = tf.layers.concatenate().apply([embedded, rest]) as tf.SymbolicTensor; // likewise
  const outputs = [1, 2].map((units) => tf.layers.dense({ units, kernelInitializer: seeded(units) }).apply(joined) as tf.SymbolicTensor); // likewise
  return tf.model({ inputs: [id, rest], outputs });
}

async function answersOn(backend: string, repeater: Repeater, sizes: readonly number[]): Promise<Float32Array[][]> {
  await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const model = modelOf();
  const passes = forwardPasses(model, streamReader(columns), repeater);
  const found: Float32Array[][] = [];
  for (const rows of sizes) found.push([...(await forward(passes, streamed(rows, firstRows(rows)), 16, still))]);
  passes.dispose();
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return found;
}

test("any number of rows is answered as by passes that are computed anew, and nothing stays", async () => {
  const sizes = [1, 2, 3, 15, 16, 17, 70, 1, 40];
  const wanted = await answersOn("cpu", eagerRepeater, sizes).finally(() => tf.setBackend("wasm"));
  const found = await answersOn("wasm", running.repeater, sizes);
  found.forEach((outputs, k) => outputs.forEach((values, output) => {
    expect(values).toHaveLength(sizes[k]! * (output + 1));
    values.forEach((value, i) => { expect(value).toBeCloseTo(wanted[k]![output]![i]!, 5); });
  }));
});

test("weights that were assigned anew are those that answer", async () => {
  const model = modelOf();
  const passes = forwardPasses(model, streamReader(columns), running.repeater);
  const ask = () => forward(passes, streamed(8, firstRows(8)), 16, still);
  await ask();
  const [first] = await ask();
  const doubled = tf.tidy(() => model.getWeights().map((weight, i) => (i === 0 ? weight.clone() : tf.mul(weight, 2))));
  model.setWeights(doubled);
  tf.dispose(doubled);
  const [second] = await ask();
  first!.forEach((value, i) => { expect(second![i]).toBeCloseTo(2 * value, 5); });
  passes.dispose();
  model.dispose();
});

test("only a handful of sizes is kept", async () => {
  const model = modelOf();
  const passes = forwardPasses(model, streamReader(columns), running.repeater);
  const ask = (rows: number) => forward(passes, streamed(rows, firstRows(rows)), 64, still);
  for (const rows of [1, 2, 4, 8]) await ask(rows);
  const four = tf.memory().numTensors;
  for (const rows of [16, 32, 64, 1]) await ask(rows);
  expect(tf.memory().numTensors).toBe(four);
  const bytes = () => (tf.backend() as WasmBackend).bytes; // the backend that runs is ours
  const steady = bytes();
  for (let i = 0; i < 200; i++) await ask([1, 16, 32, 64][i % 4]!);
  expect(bytes()).toBe(steady);
  passes.dispose();
  model.dispose();
});
