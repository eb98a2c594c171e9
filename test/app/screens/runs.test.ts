import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { csvOf } from "../../../src/app/charts/chart-table.ts";
import { curveTable, curvesOf } from "../../../src/app/screens/runs/run-curves.ts";
import { historiesAsTable, runsAsTable, tensorBoardZip } from "../../../src/app/screens/runs/run-files.ts";
import { betterAt, judgedOn, referenceOf, runTable } from "../../../src/app/screens/runs/run-table.ts";
import { runRecords } from "../fixtures/runs.ts";

const [poor, similar, first] = runRecords as [typeof runRecords[0], typeof runRecords[0], typeof runRecords[0]];
const table = runTable(runRecords, first);

test("runs are measured against the one with a star, else the first", () => {
  expect(referenceOf(runRecords)).toBe(first);
  expect(referenceOf([poor, similar])).toBe(similar);
  expect(referenceOf([])).toBeUndefined();
});

test("each run with what it says otherwise, and whether it is better beyond noise", () => {
  expect(table.rows.map(({ differences }) => differences.map(({ where }) => where.at(-1)))).toEqual([["learning_rate"], ["batch_size"], []]);
  expect(table.rows.map(({ scores }) => scores[0]?.comparison?.verdict)).toEqual(["worse", "within_noise", undefined]);
  expect(table.rows[0]?.scores[0]?.comparison).toMatchObject({ paired: true });
  expect(runTable(runRecords, poor).rows.map(({ scores }) => scores[0]?.comparison?.verdict)).toEqual([undefined, "better", "better"]);
  expect(betterAt(runTable(runRecords, poor), 0).map(({ record }) => record.name)).toEqual(["Run 2", "Run 1"]);
  expect(table.rows.map(({ bytes }) => bytes)).toEqual([7680, 5120, 2560]);
});

test("rows of another data set are not paired, other parts of the rows not compared at all", () => {
  const elsewhere = { ...poor, model: { ...poor.model, made: { ...poor.model.made, dataset: { ...poor.model.made.dataset, fingerprint: "other" } } } };
  expect(runTable([elsewhere, first], first).rows[0]?.scores[0]?.comparison).toMatchObject({ paired: false });
  const untested = { ...poor, evaluations: poor.evaluations.map((evaluation) => ({ ...evaluation, split: "test" as const })) };
  expect(judgedOn(untested)?.split).toBe("test");
  expect(runTable([untested, first], first).rows[0]?.scores[0]?.comparison).toBeNull();
  const imported = { ...poor, evaluations: [], rounds: [] };
  expect(runTable([imported, first], first).rows[0]).toMatchObject({ seconds: null, scores: table.outputs.map(() => null) });
});

test("the table and the histories as files, names of runs that are formulas or folders made harmless", () => {
  const named = [{ ...poor, name: "=1+1" }, { ...similar, name: "../a/b" }, { ...first, name: "../a\\b" }];
  const lines = csvOf(runsAsTable(runTable(named, named[2]!))).split("\r\n");
  expect(lines).toHaveLength(5);
  expect(lines[0]).toMatch(/^run,started,star,note,Species: metric,Species,Species: low/);
  expect(lines[1]).toMatch(/^"'=1\+1",/);
  expect(lines[2]).toContain("trainer.batch_size: 64");
  const histories = historiesAsTable(runRecords);
  const scores = (round: typeof first.rounds[number]) => [round.training, round.validation].flatMap((part) => Object.values(part).flatMap((metrics) => Object.keys(metrics))).length;
  expect(histories.rows).toHaveLength(runRecords.flatMap(({ rounds }) => rounds).reduce((sum, round) => sum + scores(round), 0));
  expect(Object.keys(unzipSync(tensorBoardZip(named))).map((path) => path.split("/").slice(0, -1).join("/"))).toEqual(["_1_1/training", "_1_1/validation", "_a_b/training", "_a_b/validation", "_a_b 2/training", "_a_b 2/validation"]);
});

test("one curve for each run that measured it, of at most eight runs and always the reference", () => {
  const { metric, curves } = curvesOf(table, "Species");
  expect(metric).toBe("accuracy_micro");
  expect(curves.map(({ rounds }) => rounds.length)).toEqual([60, 40, 20]);
  expect(curveTable(curves, [1, 30]).rows[1]).toEqual([30, expect.any(Number), expect.any(Number), null]);
  const many = Array.from({ length: 20 }, (_, i) => ({ ...poor, id: `m${i}` }));
  const drawn = curvesOf(runTable([...many, first], first), "combined").curves;
  expect(drawn).toHaveLength(8);
  expect(drawn.at(-1)?.isReference).toBe(true);
  expect(curvesOf(runTable([{ ...poor, rounds: [] }], poor), "combined").curves).toEqual([]);
});
