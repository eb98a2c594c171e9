import { expect, test } from "vitest";
import type { Round } from "../../../src/engine/training/events.ts";
import { barFigure, barsFinding } from "../../../src/app/charts/bars.ts";
import { axisEnd } from "../../../src/app/charts/curve-data.ts";
import { confusionFinding, coverageFinding, curvesFinding, residualsFinding, rocFinding } from "../../../src/app/charts/findings.ts";
import { headlineMetric, metricWords } from "../../../src/app/charts/metrics.ts";

const round = (n: number, validation: number, training = validation): Round => ({
  round: n, epoch: n, step: n, seconds: n, learningRate: 0.001, best: false,
  training: { combined: { loss: training } }, validation: { combined: { loss: validation } },
});
const matrix = (labels: readonly string[], counts: readonly (readonly number[])[]) => ({
  kind: "confusion_matrix" as const, output: "o", labels, rows: counts.map((line) => line.map((n) => Array.from({ length: n }, (_, i) => i))),
});

test("curves say whether it still improves, has levelled off, learns by heart, or what was kept", () => {
  expect(curvesFinding([], null, false)).toContain("first round");
  expect(curvesFinding([round(1, 2), round(2, 1)], 2, false)).toBe("Still improving: round 2 is the best so far");
  expect(curvesFinding([1, 1.05, 1.04, 1.06].map((v, i) => round(i + 1, v)), 1, false)).toBe("Learning has levelled off: round 1 is still the best");
  expect(curvesFinding([round(1, 1, 1), round(2, 1.2, 0.8), round(3, 1.3, 0.6), round(4, 1.4, 0.4)], 1, false)).toBe("After round 1 it learns its own rows by heart");
  expect(curvesFinding([round(1, 1), round(2, 2), round(3, 2)], 1, true)).toBe("Round 1 is kept: 2 rounds after it brought nothing better");
});

test("a matrix names its commonest mistake", () => {
  expect(confusionFinding(matrix(["a", "b"], [[3, 0], [0, 4]]))).toBe("All 7 are right");
  expect(confusionFinding(matrix(["a", "b", "c"], [[3, 0, 0], [1, 4, 0], [0, 0, 2]]))).toBe("One b was taken for a");
  expect(confusionFinding(matrix(["Female", "Male"], [[29, 4], [6, 28]]))).toBe("Male is taken for Female more often than the reverse: 6 times against 4");
  expect(confusionFinding(matrix(["Female", "Male"], [[29, 4], [4, 28]]))).toContain("equally often");
  expect(confusionFinding(matrix(["a", "b", "c"], [[3, 2, 0], [1, 4, 0], [0, 0, 2]]))).toBe("The commonest mistake: a taken for b, 2 times of 5");
  expect(confusionFinding(matrix(["a"], [[0]]))).toContain("no rows");
});

test("errors of a number lean to a side, or to none", () => {
  const chart = { kind: "residuals" as const, output: "o", edges: [], rows: [], mean: -26, medianAbsolute: 227 };
  expect(residualsFinding(chart, "g")).toBe("On average it guesses 26\u00a0g too low");
  expect(residualsFinding({ ...chart, mean: 26 }, "")).toBe("On average it guesses 26 too high");
  expect(residualsFinding({ ...chart, mean: 3 }, "g")).toContain("neither");
});

test("a ROC curve says how well it ranks, or that there is nothing to rank", () => {
  const chart = { kind: "roc_curve" as const, output: "o", positive: "MALE", area: 0.94, falsePositiveRate: [], truePositiveRate: [] };
  expect(rocFinding(chart)).toContain("94%");
  expect(rocFinding({ ...chart, area: NaN })).toContain("nothing to rank");
});

test("bars name what does worst, or say that all do alike", () => {
  const chart = { kind: "bars" as const, output: "o", of: "f1_of_tag" as const, labels: ["O", "B", "I"], values: [0.9, 0.25, null], counts: [9, 2, 0], rows: [[], [1], []], all: 3 };
  expect(barsFinding(chart, "")).toBe("B is the hardest tag (F1 0.25)");
  expect(barFigure(chart, 2, "")).toBe("–");
  expect(barsFinding({ ...chart, of: "error_of_dimension" }, "m")).toBe("Number O is the furthest off: 0.9\u00a0m on average");
  expect(barsFinding({ ...chart, of: "right_at_place", values: [0.5, 0.5, 0.5] }, "")).toBe("At every place of a text 50% are right");
  expect(barsFinding({ ...chart, values: [null, null, null] }, "")).toContain("nothing to measure");
});

test("ordinary accuracy stands for a category; its neighbour is called balanced", () => {
  const metrics = { accuracy: 0.9, accuracy_micro: 0.95, loss: 0.1 };
  expect(headlineMetric(metrics)).toBe("accuracy_micro");
  expect(metricWords("accuracy", metrics).name).toBe("balanced accuracy");
  expect(metricWords("accuracy", { accuracy: 0.9 }).name).toBe("accuracy");
  expect(headlineMetric({ loss: 1, root_mean_squared_error: 3 })).toBe("root_mean_squared_error");
  expect(metricWords("my_metric", {}).name).toBe("my metric");
});

test("the axis of rounds leaves room ahead and ends where the run ended", () => {
  expect(axisEnd([round(4, 1)], 100, false)).toBe(10);
  expect(axisEnd([round(71, 1)], 100, false)).toBe(100);
  expect(axisEnd([round(23, 1)], 100, true)).toBe(23);
  expect(axisEnd([], 5, false)).toBe(5);
});

test("of the rows that would get an answer at least so many are right: of two rows that are, not 95%", () => {
  const curve = { coverage: [0.05, 0.1, 0.15, 1], accuracy: [1, 1, 2 / 3, 0.8], thresholds: [0.995, 0.99, 0.98, 0.5], wrong: [0, 0, 1, 4] };
  expect(coverageFinding(curve)).toBe("If it answered only when 99% sure, 10% of the rows would get an answer, and at least 95% of those would be right instead of 80%");
});
