/** Runs whose rows lie in a file: the same numbers, wherever the rows lie. */
import { describe, expect, test } from "vitest";
import { createEngine } from "../../../../src/engine/engine.ts";
import type { TrainEvent } from "../../../../src/engine/training/events.ts";
import type { TrainedRun } from "../../../../src/engine/api.ts";
import { spillsInMemory, type SpillsInMemory } from "../../../support/spills.ts";
import { keptInMemory, hastyClock, stepOf } from "../resuming.ts";
import { history } from "../runs.ts";
import { tinyHost, tinyTable, tinyYaml } from "../tiny.ts";

const ROWS = 240;
const MEMORY = 2048;

interface Asked { readonly backend?: "cpu" | "wasm"; readonly memory?: number; readonly spills?: SpillsInMemory; readonly seed?: number }

async function run(yaml: string, { backend = "cpu", memory = MEMORY, spills = spillsInMemory(), seed = 1 }: Asked = {}): Promise<{ trained: TrainedRun; events: readonly TrainEvent[] }> {
  const events: TrainEvent[] = [];
  const trained = await createEngine({ ...tinyHost(tinyTable(ROWS)), spills }, { memory }).train({ yaml, dataset: "tiny", seed, backend }, (event) => void events.push(event));
  if (!trained.ok) throw new Error(trained.problems.map(({ message }) => message).join("; "));
  expect(spills.open).toBe(0);
  return { trained: trained.value, events };
}

const numbersOf = ({ rounds, bundle, evaluations }: TrainedRun) => ({ rounds: history(rounds), weights: bundle.weights.data, evaluations });

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  test.each(["", "evaluate_training_set: true", "eval_steps: 2", "increase_batch_size_on_plateau: 2, increase_batch_size_on_plateau_patience: 1"])(
    "a run from a file gives the numbers of one from memory, the order being the same (%s)", async (trainer) => {
      const yaml = tinyYaml(`should_shuffle: false${trainer && `, ${trainer}`}`).replace("batch_size: 32", "batch_size: 13");
      const spills = spillsInMemory();
      const stored = await run(yaml, { backend, spills });
      expect(spills.made).toBe(1);
      expect(numbersOf(stored.trained)).toEqual(numbersOf((await run(yaml, { backend, memory: 1e9 })).trained));
      expect(stored.events.flatMap((event) => (event.type === "note" ? [event.note.message] : []))).toEqual([]); // each step is replayed
    });
});

test("shuffled, it learns, and the same again with the same seed", async () => {
  const yaml = tinyYaml("early_stop: -1").replace("epochs: 3", "epochs: 12");
  const stored = await run(yaml);
  expect(numbersOf((await run(yaml)).trained)).toEqual(numbersOf(stored.trained));
  expect(numbersOf((await run(yaml, { seed: 2 })).trained)).not.toEqual(numbersOf(stored.trained));
  const losses = stored.trained.rounds.map(({ validation }) => validation["combined"]!["loss"]!);
  expect(losses.at(-1)!).toBeLessThan(0.2 * losses[0]!);
});

test("tells how far the rows are, before it begins, and stops with a sentence", async () => {
  const { events } = await run(tinyYaml());
  expect(events.filter(({ type }) => type === "reading").at(-1)).toEqual({ type: "reading", done: ROWS, rows: ROWS });
  const spills = spillsInMemory();
  const engine = createEngine({ ...tinyHost(tinyTable(ROWS)), spills }, { memory: MEMORY });
  const stopped = await engine.train({ yaml: tinyYaml(), dataset: "tiny", seed: 1, backend: "cpu" }, ({ type }) => { if (type === "reading") void engine.control("stop"); });
  expect(stopped.ok ? "" : stopped.problems[0]!.message).toMatch(/^stopped while the rows were made ready, at row \d+ of 240/);
  expect(spills.open).toBe(0);
});

test("rests while it makes rows ready and before, so that a stop is heard that comes as a message", async () => {
  const spills = spillsInMemory();
  const clock = { ...hastyClock(), breathe: () => new Promise<void>((done) => { setImmediate(done); }) };
  let rests = 0;
  const counted = { ...clock, breathe: () => { rests += 1; return clock.breathe(); } };
  const engine = createEngine({ ...tinyHost(tinyTable(20_000)), spills }, { memory: MEMORY, clock: counted });
  let before = 0;
  const stopped = await engine.train({ yaml: tinyYaml(), dataset: "tiny", seed: 1, backend: "cpu" }, ({ type }) => {
    if (type !== "reading" || before > 0) return;
    before = rests;
    setImmediate(() => void engine.control("stop"));
  });
  expect(before).toBeGreaterThan(3);
  expect(stopped.ok ? "" : stopped.problems[0]!.message).toMatch(/^stopped while the rows were made ready, at row (4,096|8,192) of/);
});

test("goes on from any checkpoint, in the middle of an epoch too, as if it had not been interrupted", async () => {
  const yaml = tinyYaml().replace("batch_size: 32", "batch_size: 20");
  const kept = keptInMemory();
  const asked = { yaml, dataset: "tiny", seed: 1, backend: "cpu", run: "a run" } as const;
  const engineWith = (store: typeof kept) => createEngine({ ...tinyHost(tinyTable(ROWS)), spills: spillsInMemory(), checkpoints: store }, { memory: MEMORY, clock: hastyClock() });
  const whole = await engineWith(kept).train(asked, () => {});
  if (!whole.ok) throw new Error(whole.problems[0]!.message);
  const middle = kept.saved.filter((checkpoint) => stepOf(checkpoint) % 9 === 4);
  expect(middle.length).toBeGreaterThan(0);
  for (const checkpoint of middle) {
    const resumed = await engineWith(keptInMemory(checkpoint)).train({ ...asked, resume: true }, () => {});
    if (!resumed.ok) throw new Error(resumed.problems[0]!.message);
    expect(numbersOf(resumed.value)).toEqual(numbersOf(whole.value));
  }
});

test.each([
  ["create", 0],
  ["write", 0],
  ["read", 3],
] as const)("a disk that refuses to %s ends it with a sentence, and nothing is left", async (use, after) => {
  let left: number = after;
  const spills = spillsInMemory((used) => {
    if (used === use && left-- === 0) throw new Error("no room");
  });
  const trained = await createEngine({ ...tinyHost(tinyTable(ROWS)), spills }, { memory: MEMORY }).train({ yaml: tinyYaml(), dataset: "tiny", seed: 1, backend: "cpu" }, () => {});
  expect(trained.ok ? "" : trained.problems[0]!.message).toMatch(/^the rows are too many for memory, .*\(no room\); free some room/);
  expect(spills.open).toBe(0);
});

test("rows that fit in memory stay there", async () => {
  const spills = spillsInMemory();
  await run(tinyYaml(), { spills, memory: 1e6 });
  expect(spills.made).toBe(0);
});
