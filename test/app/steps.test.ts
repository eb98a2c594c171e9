import { expect, test } from "vitest";
import type { RunView } from "../../src/app/screens/props.ts";
import { stepViews, type StepFacts } from "../../src/app/state/steps.ts";

const run: RunView = { id: "r", name: "Run 1", status: "finished", yaml: "", plan: null, backend: null, rounds: [], progress: null, fitting: null, reading: null, notes: [], problems: [], reason: "all_rounds", bestRound: 3, outputs: [], keptAt: null, keepProblem: null, incidents: [] };
const ready: StepFacts = { rows: 344, columns: 7, findings: 0, inputs: 4, outputs: 3, problems: 0, run: null, stale: false, judged: 0, hasModel: false };
const states = (facts: Partial<StepFacts>) => stepViews({ ...ready, ...facts }).map(({ state }) => state);

test("each step says how far the project is", () => {
  expect(states({ rows: null, inputs: 0, outputs: 0 })).toEqual(["empty", "empty", "empty", "empty", "empty"]);
  expect(states({ outputs: 0 })).toEqual(["done", "empty", "empty", "empty", "empty"]);
  expect(states({ problems: 2 })).toEqual(["done", "stale", "stale", "empty", "empty"]);
  expect(states({})).toEqual(["done", "done", "ready", "empty", "empty"]);
  expect(states({ run: { ...run, status: "running" } })).toEqual(["done", "done", "running", "empty", "empty"]);
  expect(states({ run, judged: 67, hasModel: true })).toEqual(["done", "done", "done", "done", "done"]);
  expect(states({ run, judged: 67, hasModel: true, stale: true })).toEqual(["done", "done", "stale", "stale", "done"]);
  expect(states({ run: { ...run, status: "interrupted" } })).toEqual(["done", "done", "stale", "empty", "empty"]);
  expect(states({ run: { ...run, status: "failed" } })).toEqual(["done", "done", "stale", "empty", "empty"]);
});

test("a run without rows to judge it by was judged on none, and is not to come", () => {
  const fact = (facts: Partial<StepFacts>) => stepViews({ ...ready, ...facts })[3]!.fact;
  expect(fact({ run, hasModel: true })).toEqual({ kind: "judged", rows: 0 });
  expect(fact({})).toEqual({ kind: "after_training" });
  expect(fact({ run: { ...run, status: "failed" } })).toEqual({ kind: "after_training" });
});

test("a run that goes on says its round, and its pause", () => {
  const [, , train] = stepViews({ ...ready, run: { ...run, status: "paused" } });
  expect(train?.fact).toEqual({ kind: "round", round: 0, rounds: 0, paused: true });
});
