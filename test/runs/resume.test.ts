import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KeptCheckpoint } from "../../src/engine/api.ts";
import type { TrainEvent } from "../../src/engine/training/events.ts";
import { history } from "../engine/training/runs.ts";
import { keptInMemory, resume, stepOf, stillClock, train, valueOf, type Told } from "../engine/training/resuming.ts";

/** Three steps to an epoch, the last of them short. */
const yamlOf = ({ layer = "", trainer = "" } = {}): string => `
input_features:
  - {name: size, type: number}
  - {name: colour, type: category}
output_features:
  - {name: kind, type: category}
  - {name: weight, type: number}
combiner: {type: concat, num_fc_layers: 1, output_size: 6${layer}}
trainer: {epochs: 3, batch_size: 16, learning_rate: 0.02${trainer}}
`;

/** What a resumed run must share with one that was never interrupted. */
const ends = (told: Told) => {
  const { rounds, reason, bundle, evaluations } = valueOf(told);
  return { rounds: history(rounds), reason, best: bundle.made.bestRound, weights: bundle.weights.data, evaluations };
};

const variants = fc.record({
  layer: fc.constantFrom("", ", dropout: 0.3", ", norm: batch, dropout: 0.2", ", norm: batch"),
  trainer: fc.tuple(
    fc.constantFrom(
      "", ", optimizer: {type: adam, amsgrad: true, weight_decay: 0.01}", ", optimizer: {type: adamw, weight_decay: 0.1}", ", optimizer: {type: adafactor}",
      ", optimizer: {type: schedule_free_adamw, warmup_steps: 4}",
      ", learning_rate_scheduler: {decay: cosine, t_0: 4, warmup_evaluations: 1, reduce_on_plateau: 2, reduce_on_plateau_patience: 0, reduce_eval_metric: accuracy, reduce_eval_split: validation}",
    ),
    fc.constantFrom("", ", gradient_clipping: {clipglobalnorm: 0.1, clipvalue: 0.05}"),
    fc.constantFrom(", early_stop: 0", ", early_stop: 1, validation_field: kind, validation_metric: accuracy"),
    fc.constantFrom("", ", evaluate_training_set: true", ", model_soup: uniform, model_soup_top_k: 2", ", model_soup: greedy"),
    fc.constantFrom("", ", steps_per_checkpoint: 2", ", train_steps: 7"),
    fc.constantFrom("", ", gradient_accumulation_steps: 2", ", increase_batch_size_on_plateau: 1, increase_batch_size_on_plateau_patience: 0, increase_batch_size_eval_metric: accuracy"),
    fc.constantFrom("", ", loss_balancing: log_transform", ", loss_balancing: uncertainty"),
  ).map((parts) => parts.join("")),
});
const somewhere = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const at = <T>(list: readonly T[], share: number): T => list[Math.floor(share * list.length)]!;

describe.each([["cpu", 7], ["wasm", 4]] as const)("on %s", (backend, numRuns) => {
  test("a run that was interrupted at any step, and again later, ends where an uninterrupted one ends", { timeout: 120_000 }, async () => {
    await fc.assert(fc.asyncProperty(variants, somewhere, somewhere, async (variant, first, second) => {
      const yaml = yamlOf(variant);
      const whole = ends(await train({ yaml, backend, request: { run: null } }));
      const store = keptInMemory();
      expect(ends(await train({ yaml, backend, store }))).toEqual(whole);
      const interrupted = at(store.saved, first);
      const again = keptInMemory(interrupted);
      const resumed = await resume(undefined, { yaml, backend, store: again });
      expect(ends(resumed)).toEqual(whole);
      expect(resumed.events[1]).toMatchObject({ type: "resumed_from", step: stepOf(interrupted) });
      expect(ends(await resume(at(again.saved, second), { yaml, backend }))).toEqual(whole);
    }), { numRuns });
  });
});

test("the best round before an interruption stays the best, and so does how long a better one is waited for", async () => {
  const yaml = yamlOf({ trainer: ", early_stop: 3, validation_field: kind, validation_metric: accuracy" }).replace("epochs: 3", "epochs: 30").replace("0.02", "0.3");
  const store = keptInMemory();
  const whole = ends(await train({ yaml, store }));
  expect(whole.reason).toBe("early_stop");
  const sinceBest = store.saved.filter((checkpoint) => stepOf(checkpoint) > 3 * whole.best);
  for (const share of [0, 0.5, 0.8]) expect(ends(await resume(at(sinceBest, share), { yaml }))).toEqual(whole);
});

test("a checkpoint is due at every step of a hasty clock, at a round's end, and when training is over", async () => {
  const store = keptInMemory();
  const { events } = await train({ yaml: yamlOf(), store });
  expect(store.saved.map(stepOf)).toEqual([1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9]);
  const told = events.filter(({ type }) => type === "checkpoint");
  expect(told).toHaveLength(store.saved.length);
  expect(told).toContainEqual(expect.objectContaining({ step: 9, kept: true, problem: null }));
});

test("a run whose training was over is only evaluated", async () => {
  const store = keptInMemory();
  const whole = await train({ yaml: yamlOf(), store });
  const resumed = await resume(store.saved.at(-1), { yaml: yamlOf() });
  expect(ends(resumed)).toEqual(ends(whole));
  expect(resumed.events.map(({ type }) => type)).toEqual(["started", "resumed_from", "finished"]);
});

test("a stopped run stays stopped, and time goes on from where it was", async () => {
  const store = keptInMemory();
  const stopped = await train({ yaml: yamlOf(), store, onEvent: (event, engine) => { if (event.type === "round") void engine.control("stop"); } });
  expect(ends(await resume(store.saved.at(-1), { yaml: yamlOf() }))).toEqual(ends(stopped));
  const { rounds } = valueOf(await resume(store.saved[4], { yaml: yamlOf() }));
  expect(rounds.map(({ seconds }) => seconds)).toEqual(rounds.map(({ seconds }) => seconds).toSorted((a, b) => a - b));
});

test("without a checkpoint a resumed run begins, and without a name none is kept", async () => {
  const whole = await train({ yaml: yamlOf(), request: { run: null } });
  expect(whole.events.filter(({ type }) => type === "checkpoint")).toEqual([]);
  const begun = await resume(undefined, { yaml: yamlOf() });
  expect(ends(begun)).toEqual(ends(whole));
  expect(begun.events.filter(({ type }) => type === "resumed_from")).toEqual([]);
});

const oneOf = async (): Promise<KeptCheckpoint> => {
  const store = keptInMemory();
  await train({ yaml: yamlOf(), store });
  return store.saved[4]!;
};

test("a checkpoint of another config, seed, data set or version is refused with what differs", async () => {
  const kept = await oneOf();
  const yaml = yamlOf();
  const refused = async (told: Promise<Told>) => {
    const { outcome } = await told;
    return outcome.ok ? "" : outcome.problems[0]!.message;
  };
  expect(await refused(resume(kept, { yaml: `${yaml}# changed` }))).toMatch(/the config has changed since; start it anew/);
  expect(await refused(resume(kept, { yaml, request: { seed: 2 } }))).toMatch(/the seed was 1 and is 2/);
  const newer = { ...kept, meta: { ...(kept.meta as object), format: 2 } };
  expect(await refused(resume(newer, { yaml }))).toMatch(/kept by a newer Fidelio/);
  const { tinyHost, tinyTable } = await import("../engine/training/tiny.ts");
  const other = { table: async () => ({ ...(await tinyHost(tinyTable(60)).table("tiny")), fingerprint: "another" }) };
  expect(await refused(resume(kept, { yaml, host: other }))).toMatch(/the data are not the same/);
});

test.each<[string, (kept: KeptCheckpoint) => KeptCheckpoint]>([
  ["cut short", ({ meta, blobs }) => ({ meta, blobs: { numbers: blobs["numbers"]!.slice(0, -8) } })],
  ["changed in one bit", ({ meta, blobs }) => ({ meta, blobs: { numbers: blobs["numbers"]!.map((byte, i) => (i === 99 ? byte ^ 1 : byte)) } })],
  ["without its numbers", ({ meta }) => ({ meta, blobs: {} })],
  ["without its meta", ({ blobs }) => ({ meta: null, blobs })],
])("a checkpoint that is %s is told of, and the run begins anew", async (_, damage) => {
  const kept = await oneOf();
  const begun = await resume(damage(kept), { yaml: yamlOf() });
  expect(begun.events[0]).toMatchObject({ type: "started", notes: [{ severity: "note", message: expect.stringMatching(/cannot be used \(it is cut short or damaged\); the run begins anew/) as string }] });
  expect(begun.events.filter(({ type }) => type === "resumed_from")).toEqual([]);
  expect(ends(begun)).toEqual(ends(await train({ yaml: yamlOf() })));
});

test("a save that fails is told of and tried again, and training goes on", async () => {
  const store = keptInMemory();
  let tries = 0;
  const full = {
    ...store,
    save: async (run: string, checkpoint: KeptCheckpoint) => {
      tries++;
      if (tries === 1) return { ok: false as const, problems: [{ severity: "error" as const, path: [], message: "the disk is full" }] };
      if (tries === 2) throw new Error("the database is closed");
      return store.save(run, checkpoint);
    },
  };
  const told = await train({ yaml: yamlOf(), store: full });
  const checkpoints = told.events.filter((event) => event.type === "checkpoint");
  expect(checkpoints.slice(0, 3)).toMatchObject([
    { kept: false, problem: "the disk is full" },
    { kept: false, problem: "the database is closed" },
    { kept: true, problem: null },
  ]);
  expect(ends(told)).toEqual(ends(await train({ yaml: yamlOf() })));
});

test("a page may ask for a checkpoint at any time, and a pause keeps one", async () => {
  const store = keptInMemory();
  const steps: number[] = [];
  await train({
    yaml: yamlOf({ trainer: ", early_stop: 0" }),
    store,
    clock: stillClock(),
    onEvent(event: TrainEvent, engine) {
      if (event.type === "round" && event.round.round === 1) void engine.checkpoint();
      if (event.type === "round" && event.round.round === 2) void engine.control("pause");
      if (event.type === "checkpoint") steps.push(event.step);
      if (event.type === "checkpoint" && event.step === 6) void engine.control("run");
    },
  });
  expect(steps).toEqual([3, 6, 9]);
  expect(store.saved.map(stepOf)).toEqual([3, 6, 9]);
});
