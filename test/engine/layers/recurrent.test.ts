import { beforeAll, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../../src/engine/acceleration/backends.ts";
import { CELLS, recur, type Cell } from "../../../src/engine/kernels/recurrent/index.ts";
import * as tf from "../../../src/engine/tf.ts";

const [BATCH, TIME, UNITS] = [5, 4, 6];
const cells = Object.keys(CELLS) as Cell[]; // the keys of a literal

let running: RunningBackend;
beforeAll(async () => {
  running = await startBackend("wasm", { gpu: null, timeout: 20_000 });
  expect(running.report.chosen).toBe("wasm");
});

const gaussian = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, "float32", seed);
const read = (tensors: readonly tf.Tensor[]) => Promise.all(tensors.map((tensor) => tensor.data()));

/** Gradients of the summed states by the recurrent kernel and what goes into the gates; `weights` [batch] say what each row counts. */
function slopes(cell: Cell, projected: tf.Tensor, kernel: tf.Tensor, weights: tf.Tensor): tf.Tensor[] {
  const bias = tf.fill([CELLS[cell].gates * UNITS], 0.1);
  const loss = (kernel: tf.Tensor, projected: tf.Tensor) =>
    tf.sum(tf.mul(recur({ cell, projected, kernel, bias, present: null, backwards: false }), tf.reshape(weights, [weights.size, 1, 1])));
  return tf.grads((...given) => loss(given[0]!, given[1]!))([kernel, projected]);
}

test.each(cells)("%s, replayed on other numbers, is what it is computed anew", async (cell) => {
  const columns = CELLS[cell].gates * UNITS;
  const feed = running.repeater.feed(BATCH * TIME * columns);
  const kernel = gaussian([UNITS, columns], 1);
  const ones = tf.ones([BATCH]);
  const step = () => slopes(cell, tf.reshape(feed.tensor, [BATCH, TIME, columns]), kernel, ones);
  const repeated = running.repeater.repeat(step);
  for (let run = 0; run < 3; run++) {
    feed.write(Float32Array.from({ length: BATCH * TIME * columns }, (_, i) => Math.sin(i * (run + 1))));
    const again = await read(repeated.run());
    const anew = tf.tidy(step);
    expect(again).toEqual(await read(anew));
    tf.dispose(anew);
  }
  expect(repeated.captured!.commands).toBeGreaterThan(0);
  repeated.dispose();
  feed.dispose();
  tf.dispose([kernel, ones]);
});

test.each(cells)("%s: rows of weight 0 change no gradient of the others, nor of the kernel", async (cell) => {
  const columns = CELLS[cell].gates * UNITS;
  const rows = gaussian([BATCH, TIME, columns], 2);
  const padded = tf.concat([rows, tf.mul(gaussian([2, TIME, columns], 3), 100)]);
  const kernel = gaussian([UNITS, columns], 4);
  const [alone, together] = [slopes(cell, rows, kernel, tf.ones([BATCH])), slopes(cell, padded, kernel, tf.tensor1d([...new Array<number>(BATCH).fill(1), 0, 0]))];
  const [expected, got] = [await read(alone), await read(together)];
  expect(got[0]).toEqual(expected[0]);
  expect(got[1]!.slice(0, rows.size)).toEqual(expected[1]);
  expect(Math.max(...got[1]!.slice(rows.size).map(Math.abs))).toBe(0);
});
