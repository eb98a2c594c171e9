import fc from "fast-check";
import { expect, test } from "vitest";
import { experience, isTimed, kindOf } from "../../../src/engine/acceleration/experience.ts";
import { forecast, type Load } from "../../../src/engine/acceleration/forecast.ts";
import type { Speed } from "../../../src/engine/acceleration/speed.ts";

const load: Load = { parameters: 1000, multiplyAdds: 2000, activations: 50, layers: 4, rowBytes: 8, rows: 1000, batchSize: 100, epochs: 10 };
const speed: Speed = { multiplyAddsPerSecond: 1e9, secondsPerCommand: 1e-6, memory: 1e9, secondsPerStep: null };

test("memory is the weights with their gradients and moments, a batch's way there and back, and the data", () => {
  expect(forecast(load, speed).memory).toBe(4 * (4 * 1000 + 100 * 50 * 2) + 8 * 1000);
});

test("an epoch is its steps, each three ways through the model and its commands, unless such a model was timed", () => {
  const step = (3 * 100 * 2000) / 0.4e9 + 4 * 6 * 1e-6;
  expect(forecast(load, speed)).toMatchObject({ timed: false, verdict: "fits", smallerBatch: null });
  expect(forecast(load, speed).secondsPerEpoch).toBeCloseTo(10 * step, 12);
  expect(forecast(load, { ...speed, secondsPerStep: 0.25 })).toMatchObject({ timed: true, secondsPerEpoch: 2.5 });
  expect(forecast({ ...load, rows: 0 }, speed).secondsPerEpoch).toBeNull();
});

test("an answer is one way through the model, layer after layer", () => {
  expect(forecast(load, speed).secondsPerAnswer).toBeCloseTo(2000 / 0.4e9 + 4 * 1e-4, 12);
});

test("what is tight or too large is told a batch that fits, or that none does", () => {
  const bytes = fc.integer({ min: 1, max: 2 ** 40 });
  const sizes = fc.record({ parameters: bytes, activations: fc.integer({ min: 1, max: 2 ** 24 }), batchSize: fc.integer({ min: 1, max: 8192 }), memory: bytes });
  fc.assert(fc.property(sizes, ({ memory, ...model }) => {
    const told = forecast({ ...load, ...model }, { ...speed, memory });
    expect(told.verdict).toBe(told.memory > memory ? "too_large" : told.memory > memory / 2 ? "tight" : "fits");
    if (told.smallerBatch === null) return told.verdict === "fits" || forecast({ ...load, ...model, batchSize: 1 }, { ...speed, memory }).verdict !== "fits" || model.batchSize === 1;
    expect(told.smallerBatch).toBeLessThan(model.batchSize);
    return forecast({ ...load, ...model, batchSize: told.smallerBatch }, { ...speed, memory }).verdict === "fits";
  }));
});

test("rows that are more than memory holds come from a file, and only a table of them is on the device", () => {
  const held = { memory: 4000, table: 500 };
  expect(forecast(load, speed, held)).toMatchObject({ streamed: true, memory: forecast({ ...load, rows: 0 }, speed).memory + 500 });
  expect(forecast(load, { ...speed, memory: 60_000 }).verdict).toBe("too_large");
  expect(forecast(load, { ...speed, memory: 60_000 }, held).verdict).not.toBe("too_large");
  expect(forecast({ ...load, rows: 500 }, speed, held)).toMatchObject({ streamed: false, memory: forecast({ ...load, rows: 500 }, speed).memory });
  expect(forecast(load, speed).streamed).toBe(false);
});

test("experience finds models alike on the same device, and forgets the oldest", () => {
  const known = experience();
  const kind = kindOf(load);
  known.note({ backend: "wasm", device: "SIMD", kind, milliseconds: 3 });
  known.note({ backend: "webgpu", device: "a GPU", kind, milliseconds: 2 });
  expect(kindOf({ ...load, parameters: 1010, rows: 7 })).toBe(kind);
  expect(kindOf({ ...load, batchSize: 64 })).not.toBe(kind);
  expect(known.find("wasm", "SIMD", kind)?.milliseconds).toBe(3);
  expect(known.find("wasm", "another", kind)).toBeNull();
  expect(known.fastest(kind, { chosen: "wasm", device: "relaxed SIMD, one thread" })?.backend).toBe("webgpu");
  known.note({ backend: "wasm", device: "SIMD, 4 threads", kind, milliseconds: 1 });
  expect(known.fastest(kind, { chosen: "wasm", device: "SIMD" })?.milliseconds).toBe(2);
  expect(known.fastest(kind, { chosen: "wasm", device: "SIMD, 4 threads" })?.milliseconds).toBe(1);
  for (let i = 0; i < 98; i++) known.note({ backend: "cpu", device: "", kind: `${i}`, milliseconds: 1 });
  expect(known.find("wasm", "SIMD", kind)).toBeNull();
  expect(known.all()).toHaveLength(100);
  expect(known.all().every(isTimed)).toBe(true);
  expect([null, {}, { backend: "abacus", device: "", kind: "", milliseconds: 1 }, { backend: "wasm", device: "", kind: "", milliseconds: 0 }].some(isTimed)).toBe(false);
});
