import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import * as tf from "../../../src/engine/tf.ts";

describe.each(["cpu", "wasm"] as const)("sums by segment on %s", (backend) => {
  beforeAll(async () => {
    await startBackend(backend, { gpu: null, timeout: 10_000 });
  });

  test("are those of a loop over the rows; ids outside are left out", async () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: -1, max: 5 }), fc.float({ min: -9, max: 9, noNaN: true }), fc.float({ min: -9, max: 9, noNaN: true })),
      { minLength: 1, maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const expected = Array.from({ length: 5 }, (_, id) =>
          [1, 2].map((j) => given.filter((row) => row[0] === id).reduce((sum, row) => sum + row[j]!, 0)),
        ).flat();
        const sums = tf.tidy(() =>
          tf.unsortedSegmentSum(
            tf.tensor2d(given.map(([, a, b]) => [a, b])),
            tf.tensor1d(
              given.map(([id]) => id),
              "int32",
            ),
            5,
          ),
        );
        const got = await sums.data();
        sums.dispose();
        expected.forEach((value, i) => expect(got[i]).toBeCloseTo(value, 3));
      }),
      { numRuns: 30 },
    );
  });

  test("are the gradient of a lookup, ids of any shape", async () => {
    const table = tf.ones<tf.Rank.R2>([4, 3]);
    const ids = tf.tensor2d(
      [
        [0, 1],
        [1, 3],
      ],
      [2, 2],
      "int32",
    );
    const slope = tf.tidy(() => tf.grad((t) => tf.sum(tf.square(tf.gather(t, ids))))(table));
    expect(Array.from(await slope.data())).toEqual([2, 2, 2, 4, 4, 4, 0, 0, 0, 2, 2, 2]);
    tf.dispose([table, ids, slope]);
  });
});
