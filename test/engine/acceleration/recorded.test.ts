import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import type { Repeater } from "../../../src/engine/acceleration/repeat.ts";
import type { WasmBackend } from "../../../src/engine/acceleration/wasm/backend.ts";
import * as tf from "../../../src/engine/tf.ts";

let repeater: Repeater;
beforeAll(async () => { ({ repeater } = await startBackend("wasm", { gpu: null, timeout: 20_000 })); });

/** The rest of the test: what it leaves behind in tensors and bytes. */
async function leavesNothing(work: () => Promise<void>): Promise<void> {
  const bytes = () => (tf.backend() as WasmBackend).bytes;
  const before = [tf.memory().numTensors, bytes()];
  await work();
  expect([tf.memory().numTensors, bytes()]).toEqual(before);
}

test("a computation is recorded in its first run and issued again in the others", () => leavesNothing(async () => {
  const feed = repeater.feed(3);
  let calls = 0;
  const repeated = repeater.repeat(() => {
    calls++;
    return [tf.mul(tf.add(feed.tensor, 1), feed.tensor)];
  });
  expect(repeated.captured).toBeNull();
  for (const k of [1, 2, 3]) {
    feed.write(Float32Array.of(k, 2 * k, 5));
    const [result] = repeated.run();
    expect([...await result!.data()]).toEqual([k * (k + 1), 2 * k * (2 * k + 1), 30]);
  }
  expect(calls).toBe(1);
  expect(repeated.captured).toMatchObject({ commands: 2, uploads: 0 });
  repeated.dispose();
  feed.dispose();
}));

test("state that the first run makes is there at the second, which is recorded", () => leavesNothing(async () => {
  const x = tf.tensor1d([1, 2]);
  const state: tf.Tensor[] = [];
  const repeated = repeater.repeat(() => {
    if (state.length === 0) state.push(tf.keep(tf.mul(x, 2)));
    return [tf.add(state[0]!, x)];
  });
  for (let i = 0; i < 4; i++) {
    const [result] = repeated.run();
    expect([...await result!.data()]).toEqual([3, 6]);
    expect(repeated.captured === null).toBe(i === 0);
  }
  repeated.dispose();
  // It is no part of what was disposed of, and nothing that comes after it takes its place.
  const other = tf.fill([2], 9);
  expect([...await state[0]!.data()]).toEqual([2, 4]);
  tf.dispose([...state, other, x]);
}));

test("a computation that replaces a variable is done anew each time, and says which", () => leavesNothing(async () => {
  const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, 2]), true, "moving mean"));
  const repeated = repeater.repeat(() => {
    variable.assign(tf.add(variable, 1));
    return [tf.mul(variable, 10)];
  });
  for (let i = 1; i <= 4; i++) {
    expect([...await repeated.run()[0]!.data()]).toEqual([10 * (1 + i), 10 * (2 + i)]);
    expect(repeated.captured).toBeNull();
  }
  expect(repeated.why).toBe("it replaces weights that it should change where they lie: moving mean");
  repeated.dispose();
  expect([...await variable.data()]).toEqual([5, 6]);
  variable.dispose();
}));

test("a computation that leaves a tensor behind each time is done anew, and says so", () => leavesNothing(async () => {
  const left: tf.Tensor[] = [];
  const repeated = repeater.repeat(() => {
    left.push(tf.keep(tf.fill([2], left.length)));
    return [tf.add(left.at(-1)!, 1)];
  });
  for (let i = 0; i < 4; i++) expect([...await repeated.run()[0]!.data()]).toEqual([i + 1, i + 1]);
  expect(repeated.why).toBe("it leaves a tensor behind that is no result of it");
  repeated.dispose();
  for (const [i, tensor] of left.entries()) expect([...await tensor.data()]).toEqual([i, i]);
  tf.dispose(left);
}));
