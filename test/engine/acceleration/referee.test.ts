import { describe, expect, test } from "vitest";
import type { RunningBackend } from "../../../src/engine/acceleration/backends.ts";
import { experience, kindOf } from "../../../src/engine/acceleration/experience.ts";
import type { Load } from "../../../src/engine/acceleration/forecast.ts";
import { DeviceFailure, SOUND, type GivenUp } from "../../../src/engine/acceleration/health.ts";
import { fastest } from "../../../src/engine/acceleration/referee.ts";
import { eagerRepeater } from "../../../src/engine/acceleration/repeat.ts";
import type { BackendName, BackendWish } from "../../../src/engine/acceleration/report.ts";

const ORDER: readonly BackendName[] = ["webgpu", "wasm", "cpu"];
/** A machine with the backends named; no test can make a GPU faster than a processor. */
function machine(has: readonly BackendName[]) {
  const started: BackendName[] = [];
  const start = async (wish: BackendWish, givenUp: GivenUp): Promise<RunningBackend> => {
    const candidates = wish === "auto" ? ORDER : ORDER.slice(ORDER.indexOf(wish));
    const chosen = candidates.find((name) => has.includes(name) && !givenUp.has(name))!;
    started.push(chosen);
    const tried = candidates.map((backend) => ({ backend, verdict: backend === chosen ? "chosen" as const : "refused" as const, reason: "as it is", milliseconds: 7 }));
    return { report: { chosen, device: `the ${chosen}`, tried }, health: SOUND, repeater: eagerRepeater, fits: async () => true };
  };
  return { start, started };
}

/** 100 steps an epoch. */
const load: Load = { parameters: 1000, multiplyAdds: 2000, activations: 50, layers: 4, rowBytes: 8, rows: 1000, batchSize: 10, epochs: 10 };
const match = (times: Partial<Record<BackendName, number | null>>) => {
  const trials: BackendName[] = [];
  return {
    trials,
    load: () => load,
    trial: async ({ report }: RunningBackend) => {
      trials.push(report.chosen);
      return times[report.chosen] ?? null;
    },
  };
};
const told = ({ report }: RunningBackend) => report.tried.map(({ backend, verdict, step }) => [backend, verdict, step]);
const none: GivenUp = new Map();

describe("the referee", () => {
  test("does not ask the GPU where the whole run takes seconds", async () => {
    const { start, started } = machine(ORDER);
    const running = await fastest(match({ wasm: 2 }), start, experience(), none);
    expect(running.report.chosen).toBe("wasm");
    expect(started).toEqual(["wasm"]);
    expect(told(running)).toEqual([["webgpu", "not_tried", undefined], ["wasm", "chosen", 2], ["cpu", "not_tried", undefined]]);
    expect(running.report.tried[0]!.reason).toMatch(/the whole run takes about 2/);
  });

  test.each<[BackendName, number, number]>([["webgpu", 20, 5], ["wasm", 20, 30]])("chooses %s by the time of a step", async (chosen, wasm, webgpu) => {
    const { start } = machine(ORDER);
    const running = await fastest(match({ wasm, webgpu }), start, experience(), none);
    expect(running.report.chosen).toBe(chosen);
    const gpuWins = chosen === "webgpu";
    expect(told(running).slice(0, 2)).toEqual([["webgpu", gpuWins ? "chosen" : "slower", webgpu], ["wasm", gpuWins ? "slower" : "chosen", wasm]]);
    expect(running.report.tried.find(({ backend }) => backend === chosen)).toMatchObject({ milliseconds: 7, reason: expect.stringMatching(/fastest/) as string });
  });

  test("times nothing twice for a model of the same kind on the same device", async () => {
    const known = experience();
    await fastest(match({ wasm: 20, webgpu: 30 }), machine(ORDER).start, known, none);
    const again = match({ wasm: 1, webgpu: 1 });
    const running = await fastest(again, machine(ORDER).start, known, none);
    expect(again.trials).toEqual([]);
    expect(told(running)[1]).toEqual(["wasm", "chosen", 20]);
    expect(known.find("webgpu", "the webgpu", kindOf(load))?.milliseconds).toBe(30);
  });

  test("takes WebAssembly where the GPU is not ready in time, fails in its trial, or is not there", async () => {
    const late = await fastest(match({ wasm: 20, webgpu: null }), machine(ORDER).start, experience(), none);
    expect([late.report.chosen, late.report.tried[0]!.verdict, late.report.tried[0]!.reason]).toEqual(["wasm", "slower", expect.stringMatching(/more than 5/)]);
    const failing = { load: () => load, trial: async ({ report }: RunningBackend) => {
      if (report.chosen === "webgpu") throw new DeviceFailure("the GPU was lost");
      return 20;
    } };
    expect((await fastest(failing, machine(ORDER).start, experience(), none)).report.chosen).toBe("wasm");
    const without = await fastest(match({ wasm: 20 }), machine(["wasm", "cpu"]).start, experience(), none);
    expect(told(without)).toEqual([["webgpu", "refused", undefined], ["wasm", "chosen", 20], ["cpu", "not_tried", undefined]]);
  });

  test("leaves the choice to the order of backends where there is nothing to compare", async () => {
    const noSimd = match({});
    expect((await fastest(noSimd, machine(["webgpu", "cpu"]).start, experience(), none)).report.chosen).toBe("webgpu");
    const lostTwice = match({});
    expect((await fastest(lostTwice, machine(ORDER).start, experience(), new Map([["webgpu", "lost twice"]]))).report.chosen).toBe("wasm");
    expect([...noSimd.trials, ...lostTwice.trials]).toEqual([]);
  });

  test("takes the GPU where WebAssembly has no room for the model, or breaks off in its trial", async () => {
    const failures = [new RangeError("WebAssembly.Memory.grow(): Maximum memory size exceeded"), Object.assign(new Error("unreachable"), { name: "RuntimeError" })];
    for (const failure of failures) {
      const failing = { load: () => load, trial: async ({ report }: RunningBackend) => {
        if (report.chosen === "wasm") throw failure;
        return 20;
      } };
      expect((await fastest(failing, machine(ORDER).start, experience(), none)).report.chosen, failure.message).toBe("webgpu");
    }
  });

  test("compares nobody over a model that cannot be built", async () => {
    const { start, started } = machine(ORDER);
    const unbuilt = { ...match({}), load: () => null };
    expect((await fastest(unbuilt, start, experience(), none)).report.chosen).toBe("wasm");
    expect([started, unbuilt.trials]).toEqual([["wasm"], []]);
  });

  test("does not hide a mistake of ours", async () => {
    const broken = { load: () => load, trial: () => Promise.reject(new TypeError("not a device's fault")) };
    await expect(fastest(broken, machine(ORDER).start, experience(), none)).rejects.toThrow("not a device's fault");
  });
});
