import { expect, test } from "vitest";
import type { LabelAnswers } from "../../../src/engine/charts.ts";
import { agreementOf, signTest } from "../../../src/engine/evaluation/agreement.ts";
import golden from "../../golden/evaluation.json" with { type: "json" };

const answers = (labels: readonly string[], rows: readonly number[], truth: readonly number[], predicted: readonly number[]): LabelAnswers =>
  ({ kind: "labels", labels, rows: Uint32Array.from(rows), truth: Int32Array.from(truth), predicted: Int32Array.from(predicted), confidence: new Float32Array(rows.length).fill(0.9) });

const before = answers(["a", "b", "c"], [10, 11, 12, 13, 14, 15], [0, 0, 1, 1, 2, -1], [0, 0, 1, 2, 0, 1]);
// Its labels stand in another order, it judged row 99 instead of 15, and of row 14 it knows no label.
const after = answers(["c", "a", "b"], [99, 14, 13, 12, 11, 10], [1, -1, 2, 2, 1, 1], [1, 1, 0, 0, 1, 2]);

test("each row that both judged stands in one of five lists", () => {
  const { rows, standings } = agreementOf(before, after)!;
  expect(rows).toBe(5);
  expect(standings).toEqual({ bothRight: [11], onlyBefore: [12, 10], onlyAfter: [], alikeWrong: [14, 13], apartWrong: [] });
});

test("what each says beside the truth, the commonest class first", () => {
  const { classes, all } = agreementOf(before, after)!;
  expect(all).toBe(3);
  expect(classes.map(({ label, truth, before: one, after: other }) => [label, truth.length, one.length, other.length])).toEqual([["a", 2, 3, 2], ["b", 2, 1, 1], ["c", 1, 1, 2]]);
});

test("nothing is said of runs that judged other rows, or of rows whose truth was changed between them", () => {
  expect(agreementOf(before, answers(["a", "b"], [1, 2], [0, 1], [0, 1]))).toBeNull();
  const changed = answers(["a", "b", "c"], [10, 11], [1, 0], [1, 1]);
  expect(agreementOf(before, changed)).toMatchObject({ rows: 1, standings: { onlyBefore: [11] } });
});

test("McNemar's test agrees with SciPy's binomial test", () => {
  for (const { one, other, p } of golden.tests.mcnemar) expect(signTest(one, other)).toBeCloseTo(p, 9);
  expect([signTest(0, 0), signTest(5, 5)]).toEqual([1, 1]);
});
