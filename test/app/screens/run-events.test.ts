import { expect, test } from "vitest";
import { runEvents } from "../../../src/app/screens/3-train/run-events.ts";
import { runAt } from "../fixtures/penguins.ts";

const base = runAt(0, "running");
const plan = { ...runAt(5, "running").plan!, dropped: { Sex: 11, Species: 0 } };
const [template] = runAt(1, "running").rounds;
const rounds = (best: readonly boolean[], rates: readonly number[] = []) => best.map((b, i) => ({ ...template!, round: i + 1, learningRate: rates[i] ?? 0.006, best: b }));

test("rounds that each beat the one before are one line, latest first", () => {
  const run = { ...base, plan, rounds: rounds([true, true, true, false, true]) };
  expect(runEvents(run)).toEqual([
    { at: "5", text: "best so far" },
    { at: "1–3", text: "better each time" },
    { at: "", text: "11 rows left out: no Sex" },
  ]);
});

test("the kept round is named once the run is over; a new learning rate is told", () => {
  const run = { ...base, plan: { ...plan, dropped: {} }, status: "finished" as const, bestRound: 2, rounds: rounds([true, true, false], [0.006, 0.003, 0.003]) };
  expect(runEvents(run)).toEqual([
    { at: "2", text: "best, kept" },
    { at: "2", text: "learning rate 0.003" },
    { at: "1", text: "best so far" },
  ]);
});

test("a note that tells of the rows left out is not repeated", () => {
  const run = { ...base, plan, notes: [{ severity: "note" as const, path: [], message: "11 of 344 rows are left out because 'Sex' is missing there" }] };
  expect(runEvents(run).map((e) => e.text)).toEqual(["11 of 344 rows are left out because 'Sex' is missing there"]);
});
