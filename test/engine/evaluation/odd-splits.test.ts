/** Splits that leave little to judge by, or very much. */
import { expect, test } from "vitest";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { evaluateJudged, evaluateSplit } from "../../../src/engine/evaluation/evaluate.ts";
import { judgeOf } from "../../../src/engine/evaluation/scores.ts";
import { output } from "../features/open.ts";

test("of five thousand classes the matrix shows a few and the rest as one, and every row is in it", () => {
  const [classes, rows, piece] = [5000, 2000, 100];
  const random = seededRandom(2, "five thousand");
  const labels = Array.from({ length: classes }, (_, c) => `part ${c}`);
  const { feature } = output("category", labels);
  const truth = Array.from({ length: rows }, () => Math.floor(classes * random() ** 3));
  const target = feature.target(truth.map((c) => labels[c]!));
  const answers = judgeOf(feature, target, rows);
  const wrong = (row: number): boolean => row % 4 === 0;
  for (let from = 0; from < rows; from += piece) {
    const logits = new Float32Array(piece * classes);
    for (let i = 0; i < piece; i++) logits[i * classes + (target.data[from + i]! + Number(wrong(from + i))) % classes] = 20;
    answers.take(logits, from);
  }
  const judged = evaluateJudged({ split: "validation", outputs: [feature], answers: { f: answers }, targets: { f: target }, rows: truth.map((_, i) => i), seed: 1 }).outputs["f"]!;
  expect(judged.metrics["accuracy_micro"]).toBe(0.75);
  const matrix = judged.charts.find((chart) => chart.kind === "confusion_matrix")!;
  expect(matrix.labels.length).toBeLessThanOrEqual(40);
  expect(matrix.rest).toBeTruthy();
  expect(matrix.rows.flat(2).toSorted((a, b) => a - b)).toEqual(truth.map((_, i) => i));
  expect(judged.statistics).toMatchObject({ confusion_matrix: null });
  expect(JSON.stringify(judged.charts).length).toBeLessThan(1_000_000);
}, 60_000);

test("one class of a category in the rows leaves nothing to rank, and the rest is measured", () => {
  const { feature } = output("category", ["a", "b", "c"]);
  const rows = 50;
  const target = feature.target(Array.from({ length: rows }, () => "b"));
  const at = target.data[0]!;
  const logits = Float32Array.from({ length: 3 * rows }, (_, i) => (i % 3 === (i < 30 ? (at + 1) % 3 : at) ? 2 : 0));
  const { metrics, intervals, charts } = evaluateSplit({ split: "validation", outputs: [feature], logits: { f: logits }, targets: { f: target }, rows: Array.from({ length: rows }, (_, i) => i), seed: 1 }).outputs["f"]!;
  expect(metrics["roc_auc"]).toBeNaN();
  expect(intervals).not.toHaveProperty("roc_auc");
  expect(metrics["accuracy_micro"]).toBeCloseTo(0.8, 10);
  expect(intervals["accuracy_micro"]![0]).toBeLessThan(0.8);
  expect(charts.find((chart) => chart.kind === "confusion_matrix")!.rows.flat(2)).toHaveLength(rows);
});
