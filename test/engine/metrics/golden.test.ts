/** Metrics of sets, vectors, tags and many tied classes against scikit-learn and seqeval (test/golden/judging_metrics.py). */
import { describe, expect, test } from "vitest";
import { logSoftmax } from "../../../src/engine/losses/classes.ts";
import { categoryAnswers } from "../../../src/engine/metrics/category-answers.ts";
import type { Metric } from "../../../src/engine/metrics/metric.ts";
import { categoryMetrics } from "../../../src/engine/metrics/category.ts";
import { sequenceMetrics } from "../../../src/engine/metrics/sequence.ts";
import { setMetrics } from "../../../src/engine/metrics/set.ts";
import { isScheme, spansOf } from "../../../src/engine/metrics/spans.ts";
import { vectorMetrics } from "../../../src/engine/metrics/vector.ts";
import golden from "../../golden/judging_metrics.json" with { type: "json" };

function holds<Scored>(metrics: Readonly<Record<string, Metric<Scored>>>, scored: Scored, scores: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(scores)) expect(metrics[name]!.score(scored), name).toBeCloseTo(value, 6);
}

test("sets", () => holds(setMetrics, golden.sets, golden.sets.scores));
test("every metric of sets and vectors has a golden value", () => {
  expect(Object.keys(golden.sets.scores).sort()).toEqual(Object.keys(setMetrics).sort());
  expect(Object.keys(golden.vectors.scores).sort()).toEqual(Object.keys(vectorMetrics).sort());
  expect(Object.keys(golden.tags[0]!.scores).sort()).toEqual(Object.keys(sequenceMetrics).sort());
});
test("vectors", () => holds(vectorMetrics, golden.vectors, golden.vectors.scores));
test("a place that does not vary has no share in r2", () => {
  expect(vectorMetrics.r2.score({ size: 2, actual: [1, 5, 2, 5], predicted: [1, 4, 2, 6] })).toBe(1);
});

test.each(golden.tags)("tags $labels", ({ labels, time, truth, logits, scores }) => {
  const steps = truth.map((tag, at) => ({ tag, own: logits.slice(at * labels.length, (at + 1) * labels.length) }));
  holds(sequenceMetrics, {
    labels,
    time,
    truth,
    predicted: steps.map(({ own }) => own.indexOf(Math.max(...own))),
    surprise: steps.map(({ tag, own }) => -(logSoftmax(own)[tag] ?? NaN)), // of padding, no number: it must not be looked at
  }, scores);
});

test("areas of many classes, rare and common, with ties", () => {
  const { truth, classes, logits, scores } = golden.ranked;
  const answers = categoryAnswers(truth, classes, 3);
  answers.take(Float32Array.from(logits), 0);
  holds(categoryMetrics, answers.scored(), scores);
});

describe("spans", () => {
  test("an I behind another kind begins a span, and an E or a U ends one", () => {
    expect(spansOf(["I-a", "I-b", "E-b", "U-b", null, "B-a", "B-a"], true)).toEqual([
      { start: 0, end: 1, kind: "a" },
      { start: 1, end: 3, kind: "b" },
      { start: 3, end: 4, kind: "b" },
      { start: 5, end: 6, kind: "a" },
      { start: 6, end: 7, kind: "a" },
    ]);
  });
  test("plain tags are runs, O is none", () => {
    expect(spansOf(["O", "city", "city", "day"], false)).toEqual([
      { start: 1, end: 3, kind: "city" },
      { start: 3, end: 4, kind: "day" },
    ]);
  });
  test("tags are of a scheme when all of them say so", () => {
    expect(isScheme(["<PAD>", "O", "B-per", "I-per"])).toBe(true);
    expect(isScheme(["O", "B-per", "city"])).toBe(false);
    expect(isScheme(["O"])).toBe(false);
  });
});
