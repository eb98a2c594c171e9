import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { WasmBackend } from "../../src/engine/acceleration/wasm/backend.ts";
import * as tf from "../../src/engine/tf.ts";
import { asInJavaScript, numbers, stockKernelChecks } from "./checks/stock-kernels.ts";

function running(): WasmBackend {
  const backend = tf.backend();
  if (!(backend instanceof WasmBackend)) throw new Error("the tests run on wasm");
  return backend;
}

describe("TensorFlow.js's kernels on wasm", () => {
  beforeAll(async () => {
    await startBackend("wasm", { gpu: null, timeout: 20_000 });
    running().inJavaScript.clear();
  });
  for (const { name, run } of stockKernelChecks()) test(name, run);

  test("of all these, none but a few on bytes runs in JavaScript", () =>
    expect([...running().inJavaScript].sort()).toEqual(["GatherV2", "LogicalOr", "ZerosLike"]));
});

/** Sizes about the widths of a tile, and some beyond. */
const size = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 70 }));

describe("of any shape", () => {
  test("products", () => fc.assert(fc.asyncProperty(size, size, size, fc.boolean(), fc.boolean(), (m, n, k, left, right) =>
    asInJavaScript(() => tf.matMul(left ? numbers(k, m) : numbers(m, k), right ? numbers(n, k) : numbers(k, n), left, right))), { numRuns: 60 }));

  const broadcast = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom("both", "left", "right")), { maxLength: 6 });
  test("pairs", () => fc.assert(fc.asyncProperty(broadcast, fc.nat(6), (axes, dropped) => {
    const a = axes.map(([n, side]) => (side === "right" ? 1 : n));
    const b = axes.map(([n, side]) => (side === "left" ? 1 : n));
    const ones = b.findIndex((n) => n > 1);
    return asInJavaScript(() => [tf.sub(numbers(...a), numbers(...b)), tf.less(numbers(...b.slice(Math.min(dropped, ones < 0 ? b.length : ones))), numbers(...a))]);
  }), { numRuns: 60 }));

  const shaped = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });
  test("reductions and turns", () => fc.assert(fc.asyncProperty(shaped, fc.infiniteStream(fc.nat(99)), (shape, dice) => {
    const order = shape.map((_, axis) => [dice.next().value, axis] as const).sort(([a], [b]) => Number(a) - Number(b)).map(([, axis]) => axis);
    const axes = order.slice(0, 1 + (Number(dice.next().value) % shape.length));
    return asInJavaScript(() => [tf.sum(numbers(...shape), axes), tf.max(numbers(...shape), axes, true), tf.transpose(numbers(...shape), order), tf.reverse(numbers(...shape), axes)]);
  }), { numRuns: 60 }));
});
