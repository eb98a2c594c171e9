import { expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { anew, eagerRepeater, type Repeater } from "../../../src/engine/acceleration/repeat.ts";
import { features } from "../../../src/engine/features/index.ts";
import { caseOf, fitInput, fitOutput } from "../../contract/checks/cases.ts";
import { lossesOf } from "../../contract/checks/replay.ts";

const ADAM = { type: "adam", betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0, amsgrad: false } as const;
const whole = () => caseOf({ input: [fitInput(features.image, { encoder: { type: "mobilenetv2", width: 0.1 }, preprocessing: { height: 8, width: 8 } })], output: fitOutput(features.category) });
const losses = (steps: number, repeater: Repeater) => lossesOf(whole(), ADAM, steps, repeater, {});

// The contract checks replay a part of it, with a smoother nonlinearity. In the whole one, some twenty norms over a few pixels let rounding grow
// from step to step: plain JavaScript is the oracle of the first ones, and after these the same backend, where not one digit may differ.
test("a whole mobilenetv2 with relu6, replayed, takes the steps that are computed anew", async () => {
  await startBackend("cpu", { gpu: null, timeout: 20_000 });
  const oracle = await losses(3, eagerRepeater);
  const { repeater } = await startBackend("wasm", { gpu: null, timeout: 20_000 });
  const [computed, replayed] = [await losses(12, { ...repeater, repeat: (work) => anew(work, null) }), await losses(12, repeater)];
  expect([computed.captured, replayed.captured, replayed.why]).toEqual([false, true, null]);
  expect(replayed.losses).toEqual(computed.losses);
  oracle.losses.forEach((loss, step) => expect(replayed.losses[step]).toBeCloseTo(loss, 3));
  expect(new Set(replayed.losses).size).toBe(12);
}, 60_000);
