import { expect, test } from "vitest";
import type { LabelAnswers } from "../../../src/engine/charts.ts";
import { agreementOf, type Agreement } from "../../../src/engine/evaluation/agreement.ts";
import { agreementFinding, classesFinding, comparable, labelsOf, standingNames } from "../../../src/app/screens/runs/run-agreement.ts";
import { runRecords } from "../fixtures/runs.ts";

const named = { before: "Run 1", after: "Run 2" };
const [third, second, first] = runRecords as [typeof runRecords[number], typeof runRecords[number], typeof runRecords[number]]; // three of them

test("runs are compared where both answer an output with one label", () => {
  expect(comparable(runRecords, first, ["Species", "Body Mass (g)", "Sex"]).map(({ output, records }) => [output, records.map(({ name }) => name)])).toEqual([["Species", ["Run 3", "Run 2"]], ["Sex", ["Run 3", "Run 2"]]]);
  expect(labelsOf(first, "Body Mass (g)")).toBeNull();
});

test("who is right where the other is not, in words", () => {
  const agreement = agreementOf(labelsOf(first, "Species")!, labelsOf(third, "Species")!)!;
  const { onlyBefore, onlyAfter, bothRight, alikeWrong, apartWrong } = agreement.standings;
  expect([onlyBefore, onlyAfter, bothRight, alikeWrong, apartWrong].reduce((sum, { length }) => sum + length, 0)).toBe(agreement.rows);
  expect(agreementFinding(agreement, named)).toMatch(new RegExp(`^Run 1 alone is right in ${onlyBefore.length} of the ${onlyBefore.length + onlyAfter.length} rows where just one of them is: `));
  const close = agreementOf(labelsOf(first, "Species")!, labelsOf(second, "Species")!)!;
  expect(agreementFinding(close, named)).toMatch(/^Neither is better beyond chance: only Run 1 is right in \d rows?, only Run 2 in \d$/);
  expect(agreementFinding(agreementOf(labelsOf(first, "Sex")!, labelsOf(third, "Sex")!)!, named)).toBe("Where one of them is right, so is the other");
  expect(standingNames(named)).toMatchObject({ onlyBefore: "only Run 1 right", onlyAfter: "only Run 2 right" });
});

test("the class that is said too often or too seldom", () => {
  const labels = (predicted: readonly number[]): LabelAnswers => ({ kind: "labels", labels: ["a", "b"], rows: Uint32Array.of(0, 1, 2, 3), truth: Int32Array.of(0, 0, 1, 1), predicted: Int32Array.from(predicted), confidence: new Float32Array(4) });
  const of = (one: readonly number[], other: readonly number[]): Agreement => agreementOf(labels(one), labels(other))!;
  expect(classesFinding(of([0, 1, 1, 0], [0, 0, 1, 1]), named)).toBe("Both answer each class about as often as it occurs");
  expect(classesFinding(of([0, 0, 1, 1], [0, 0, 0, 0]), named)).toBe("Run 2 says a too often: in 4 rows, where 2 are");
  expect(classesFinding(of([1, 0, 1, 1], [0, 0, 1, 1]), named)).toBe("Run 1 says a too seldom: in 1 row, where 2 are");
});
