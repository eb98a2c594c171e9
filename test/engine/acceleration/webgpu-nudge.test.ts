import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { waitFor } from "../../../src/engine/acceleration/webgpu/nudge.ts";

beforeEach(() => { vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearInterval", "performance"] }); });
afterEach(() => { vi.useRealTimers(); });

/** A device that answers after so many milliseconds, or as soon as something else is submitted where `heedsSubmits`. */
function deviceWith(latency: number, heedsSubmits: boolean) {
  let waiting: (() => void)[] = [];
  let submits = 0;
  const answer = () => new Promise<void>((resolve) => {
    waiting.push(resolve);
    setTimeout(resolve, latency);
  });
  const device = {
    createCommandEncoder: () => ({ finish: () => ({}) }),
    queue: {
      submit: () => {
        submits++;
        if (heedsSubmits) waiting.forEach((resolve) => resolve());
        waiting = [];
      },
      onSubmittedWorkDone: answer,
    },
  } as unknown as GPUDevice; // the part of it that is used
  return { device, answer, submits: () => submits };
}

test("where an idle device answers at once, nothing is submitted while one waits", async () => {
  const { device, answer, submits } = deviceWith(2, true);
  const starting = waitFor(device);
  await vi.advanceTimersByTimeAsync(2);
  const wait = await starting;
  expect(submits()).toBe(1);
  const answered = wait(answer());
  await vi.advanceTimersByTimeAsync(100);
  await answered;
  expect(submits()).toBe(1);
});

test("where it looks for answers only now and then, it is made to look", async () => {
  const { device, answer, submits } = deviceWith(100, true);
  const starting = waitFor(device);
  await vi.advanceTimersByTimeAsync(300);
  const wait = await starting;
  expect(submits()).toBe(3);
  const before = performance.now();
  const answered = wait(answer().then(() => performance.now()));
  await vi.advanceTimersByTimeAsync(100);
  expect(await answered - before).toBeLessThanOrEqual(4);
  expect(vi.getTimerCount()).toBeLessThanOrEqual(1);
  expect(submits()).toBe(4);
});
