import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { binaryMetrics } from "../../../src/engine/metrics/binary.ts";
import { categoryAnswers, type CategoryScored } from "../../../src/engine/metrics/category-answers.ts";
import { categoryMetrics } from "../../../src/engine/metrics/category.ts";
import { confusionStatistics } from "../../../src/engine/metrics/confusion.ts";
import { regressionMetrics } from "../../../src/engine/metrics/regression.ts";
import { rocAuc, rocCurve } from "../../../src/engine/metrics/roc.ts";

describe("roc", () => {
  test("the area by ranks is the area under the curve", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { minLength: 1, maxLength: 60 }), (rows) => {
        const scores = rows.map(([score]) => score / 10);
        const positive = (row: number): boolean => rows[row]![1];
        const [byRanks, underCurve] = [rocAuc(scores, positive), rocCurve(scores, positive).area];
        expect(Number.isNaN(byRanks)).toBe(Number.isNaN(underCurve));
        if (!Number.isNaN(byRanks)) expect(byRanks).toBeCloseTo(underCurve, 10);
      }),
    );
  });

  test("one class only has no curve", () => {
    expect(rocCurve([0.1, 0.2], () => true)).toEqual({ falsePositiveRate: [], truePositiveRate: [], thresholds: [], area: Number.NaN });
    expect(rocAuc([], () => true)).toBeNaN();
  });

  test("points on a straight line are left out", () => {
    expect(rocCurve([4, 3, 2, 1], (row) => row < 2)).toMatchObject({ falsePositiveRate: [0, 0, 1], truePositiveRate: [0, 1, 1], area: 1 });
  });
});

describe("binary", () => {
  test("precision without a positive answer is 0, and everything without rows is NaN", () => {
    const scored = { probability: [0.1, 0.2], predicted: [0, 0], truth: [1, 0] };
    expect(binaryMetrics.precision.score(scored)).toBe(0);
    for (const metric of Object.values(binaryMetrics)) expect(metric.score({ probability: [], predicted: [], truth: [] })).toBeNaN();
  });

  test("precision, recall and specificity cut at one half, accuracy at the output's threshold", () => {
    const scored = { probability: [0.6, 0.4, 0.9], predicted: [0, 0, 1], truth: [1, 1, 1] }; // threshold 0.8
    expect(binaryMetrics.recall.score(scored)).toBeCloseTo(2 / 3);
    expect(binaryMetrics.accuracy.score(scored)).toBeCloseTo(1 / 3);
  });
});

describe("category", () => {
  /** Probabilities 0.7, 0.2, 0.1 of classes 0, 1, 2 on the first two rows, and the other way round on the third. */
  const scoredBy = (truth: readonly number[], topK: number): CategoryScored => {
    const answers = categoryAnswers(truth, 3, topK);
    answers.take(Float32Array.of(0.7, 0.2, 0.1, 0.7, 0.2, 0.1, 0.1, 0.2, 0.7).map(Math.log), 0);
    return answers.scored();
  };

  test("accuracy counts classes alike, accuracy_micro rows", () => {
    const scored = scoredBy([0, 0, 1], 1);
    expect(categoryMetrics.accuracy.score(scored)).toBeCloseTo(1 / 3); // class 0 all, class 1 none, class 2 only answered
    expect(categoryMetrics.accuracy_micro.score(scored)).toBeCloseTo(2 / 3);
  });

  test("a truth unknown in training is never hit", () => {
    const scored = scoredBy([0, -1, 2], 2);
    expect(categoryMetrics.accuracy_micro.score(scored)).toBeCloseTo(2 / 3);
    expect(categoryMetrics.accuracy.score(scored)).toBeCloseTo(2 / 3);
    expect(categoryMetrics.hits_at_k.score(scored)).toBeCloseTo(2 / 3);
    expect(categoryMetrics.mean_reciprocal_rank.score(scored)).toBeCloseTo(2 / 3);
    expect(categoryMetrics.f1_weighted.score(scored)).toBeCloseTo((2 / 3 + 1) / 3); // 0: one of two answers, 2: right
    expect(categoryMetrics.log_loss.score(scored)).toBeCloseTo(-Math.log(0.7), 6); // of the rows whose class was known
  });

  test("answers come in pieces, twice and in any order", () => {
    const logits = Float32Array.from({ length: 40 }, (_, i) => Math.sin(7 * i));
    const truth = Array.from({ length: 10 }, (_, row) => (row * 3) % 4);
    const [whole, pieces] = [categoryAnswers(truth, 4, 2), categoryAnswers(truth, 4, 2)];
    whole.take(logits, 0);
    for (const [from, until] of [[6, 10], [0, 4], [3, 7]] as const) pieces.take(logits.subarray(from * 4, until * 4), from);
    for (const metric of Object.values(categoryMetrics)) expect(metric.score(pieces.scored())).toBe(metric.score(whole.scored()));
  });

  test("without rows there is no figure", () => {
    for (const metric of Object.values(categoryMetrics)) expect(metric.score(categoryAnswers([], 3, 1).scored())).toBeNaN();
  });
});

describe("confusion", () => {
  test("weighted precision is weighted, and what cannot be divided is null", () => {
    const { confusion_matrix, overall_stats, per_class_stats } = confusionStatistics([0, 0, 0, 1, -1], [0, 0, 1, 1, 0], ["a", "b", "c"]) as {
      confusion_matrix: number[][];
      overall_stats: Record<string, number>;
      per_class_stats: Record<string, Record<string, number | null>>;
    };
    expect(confusion_matrix).toEqual([
      [2, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ]);
    expect(overall_stats["avg_precision_weighted"]).toBeCloseTo((3 * 1 + 1 * 0.5) / 4);
    expect(overall_stats["avg_precision_micro"]).toBeCloseTo(3 / 4);
    expect(per_class_stats["c"]).toMatchObject({ true_positives: 0, recall: null, specificity: 1 });
  });

  test("of very many classes, the pairs most often taken for each other stand in for the matrix", () => {
    const labels = Array.from({ length: 300 }, (_, c) => `class ${c}`);
    const { confusion_matrix, most_confused, per_class_stats } = confusionStatistics([7, 7, 7, 250, 1, -1], [8, 8, 9, 250, 2, 0], labels);
    expect(confusion_matrix).toBeNull();
    expect(most_confused).toEqual([
      { truth: "class 7", predicted: "class 8", rows: 2 },
      { truth: "class 1", predicted: "class 2", rows: 1 },
      { truth: "class 7", predicted: "class 9", rows: 1 },
    ]);
    expect(Object.keys(per_class_stats as object)).toHaveLength(300);
  });
});

test("r2 of a truth that does not vary is undefined", () => {
  expect(regressionMetrics.r2.score({ predicted: [1, 2], actual: [3, 3] })).toBeNaN();
});
