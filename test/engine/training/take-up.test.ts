import { expect, test } from "vitest";
import { runControl } from "../../../src/engine/training/control.ts";
import type { TrainEvent } from "../../../src/engine/training/events.ts";
import { takeUp } from "../../../src/engine/training/run.ts";
import { tinyHost, tinyTable, tinyYaml } from "./tiny.ts";

const table = tinyTable(200_000);

/** stopAt: the rest, among those that were counted since the last event, in which a stop comes; null: none comes. */
async function taken(yaml: string, stopAt: (last: TrainEvent | undefined) => number | null) {
  const control = runControl();
  const told: TrainEvent[] = [];
  let rests = 0;
  const breathe = async (): Promise<void> => { if (++rests === stopAt(told.at(-1))) control.set("stop"); };
  const work = takeUp({ yaml, dataset: "tiny", seed: 1, backend: "auto" }, { host: tinyHost(table), control, clock: { now: () => 0, breathe } });
  for (;;) {
    const step = await work.next();
    if (step.done) return { told, said: step.value.ok ? "" : step.value.problems[0]?.message };
    told.push(step.value);
    rests = 0;
  }
}

test("of many rows it is told whose column is looked through", async () => {
  const { told, said } = await taken(tinyYaml(), () => null);
  expect(said).toBe("");
  expect(told).toEqual(["size", "colour", "note", "kind", "weight", "sweet"].map((feature, done) => ({ type: "fitting", feature, done, of: 6 })));
});

test("a stop is heard within a column, and while rows are shared out", async () => {
  const sentence = "stopped while the columns were looked through: nothing was learnt yet";
  const amidst = await taken(tinyYaml(), (last) => (last?.type === "fitting" && last.feature === "note" ? 3 : null));
  expect([amidst.said, amidst.told.at(-1)]).toEqual([sentence, { type: "fitting", feature: "note", done: 2, of: 6 }]);
  const before = await taken(tinyYaml("", "{type: hash, column: size}"), () => 3);
  expect([before.said, before.told]).toEqual([sentence, []]);
});
