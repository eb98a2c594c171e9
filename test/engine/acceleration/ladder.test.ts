import { expect, test } from "vitest";
import { deviceReason, DeviceFailure, noMemory, SOUND } from "../../../src/engine/acceleration/health.ts";
import { ladder } from "../../../src/engine/acceleration/ladder.ts";

const MINUTE = 60_000;

test("a GPU is tried twice, then WebAssembly once, then plain JavaScript, then nothing", () => {
  const left = ladder(() => 0);
  expect(left.fail("webgpu", "it was lost")).toBe(true);
  expect([...left.givenUp.keys()]).toEqual([]);
  expect(left.fail("webgpu", "it was lost")).toBe(true);
  expect([...left.givenUp]).toEqual([["webgpu", "it failed in use: it was lost"]]);
  expect(left.fail("wasm", "it broke off")).toBe(true);
  expect(left.fail("cpu", "no memory")).toBe(false);
});

test("failures far apart do not add up, and a GPU without memory is not tried again", () => {
  let now = 0;
  const left = ladder(() => now);
  for (let sleep = 0; sleep < 20; sleep++, now += 11 * MINUTE) left.fail("webgpu", "the lid was closed");
  expect(left.givenUp.size).toBe(0);
  left.fail("webgpu", `${noMemory()}: 4 GB`);
  expect(left.givenUp.has("webgpu")).toBe(true);
});

test("a mistake of ours is not taken for a fault of the device", () => {
  expect(deviceReason(new TypeError("x is undefined"), SOUND)).toBeNull();
  expect(deviceReason(new RangeError("Maximum call stack size exceeded"), SOUND)).toBeNull();
  expect(deviceReason(new DeviceFailure("it was lost"), SOUND)).toBe("it was lost");
  expect(deviceReason(new TypeError("x is undefined"), { ...SOUND, failure: "it was lost" })).toBe("it was lost");
  expect(deviceReason(new RangeError("Array buffer allocation failed"), SOUND)).toMatch(/no memory left/);
  expect(deviceReason(Object.assign(new Error("unreachable"), { name: "RuntimeError" }), SOUND)).toMatch(/WebAssembly broke off/);
});
