import { expect, test } from "vitest";
import { DeviceFailure } from "../../../src/engine/acceleration/health.ts";
import { watch } from "../../../src/engine/acceleration/webgpu/watch.ts";

const never = () => new Promise<number>(() => {});
const later = (milliseconds: number) => new Promise<number>((resolve) => { setTimeout(() => resolve(7), milliseconds); });

test("an answer in time passes, one that does not come ends with a reason", async () => {
  const watched = watch(80);
  expect(await watched.guard(later(10))).toBe(7);
  expect(watched.failure).toBeNull();
  await expect(watched.guard(never())).rejects.toThrow("the GPU did not answer within 0.08 s");
  expect(watched.failure).toBe("the GPU did not answer within 0.08 s");
});

test("a loss ends everything that waits, and what comes after it is not believed; the first reason stays", async () => {
  const watched = watch(10_000);
  const waiting = [watched.guard(never()), watched.guard(later(1000))];
  watched.fail("the GPU was lost");
  watched.fail("another reason");
  for (const answer of waiting) await expect(answer).rejects.toThrow(new DeviceFailure("the GPU was lost"));
  await expect(watched.guard(Promise.resolve(7))).rejects.toThrow(new DeviceFailure("the GPU was lost"));
});

test("a read that the browser breaks off is the device's fault, anything else is ours", async () => {
  const watched = watch(10_000);
  await expect(watched.guard(Promise.reject(new TypeError("no such tensor")))).rejects.toThrow(TypeError);
  expect(watched.failure).toBeNull();
  await expect(watched.guard(Promise.reject(new DOMException("device is lost", "AbortError")))).rejects.toThrow(DeviceFailure);
  expect(watched.failure).toBe("the GPU could not be read (device is lost)");
});
