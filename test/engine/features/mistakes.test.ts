import { describe, expect, test } from "vitest";
import { mistakesChart } from "../../../src/engine/features/classification-charts.ts";
import { output } from "./open.ts";

describe("the surest mistakes", () => {
  test("are wrong rows alone, the surest first; a label that was never seen is no mistake", () => {
    const [chart] = mistakesChart("f", ["a", "b"], { truth: [0, 1, 0, -1, 1], predicted: [1, 1, 1, 0, 0], confidence: [0.6, 0.99, 0.9, 1, 0.7] }, [10, 11, 12, 13, 14]);
    expect(chart).toEqual({ kind: "mistakes", output: "f", all: 3, rows: [12, 14, 10], truth: ["a", "b", "a"], predicted: ["b", "a", "b"], confidence: [0.9, 0.7, 0.6] });
  });
  test("are few, and said to be of more", () => {
    const rows = Array.from({ length: 100 }, (_, i) => i);
    const [chart] = mistakesChart("f", ["a", "b"], { truth: rows.map(() => 0), predicted: rows.map(() => 1), confidence: rows.map((i) => i / 100) }, rows);
    expect(chart).toMatchObject({ all: 100, rows: Array.from({ length: 24 }, (_, i) => 99 - i) });
  });
  test("do not exist where all is right", () => expect(mistakesChart("f", ["a"], { truth: [0], predicted: [0], confidence: [1] }, [0])).toEqual([]));

  test.each([["category", ["b", "a", "b"], Float32Array.of(0, 3, 5, 0, 9, 0)], ["binary", ["yes", "no", "yes"], Float32Array.of(-2, 1, 3)]] as const)("stand among the charts of a %s with the probability of what was answered", (type, cells, logits) => {
    const { feature } = output(type, [...cells, ...cells]);
    const charts = feature.charts(logits, feature.target(cells), [4, 5, 6]);
    const mistakes = charts.find(({ kind }) => kind === "mistakes");
    expect(mistakes).toMatchObject({ rows: type === "category" ? [5, 4] : [4, 5] });
    if (mistakes?.kind !== "mistakes") throw new Error("no mistakes");
    for (const share of mistakes.confidence) expect(share).toBeGreaterThan(0.5);
  });
});

describe("the largest errors of a number", () => {
  const cells = ["1", "2", "3", "4"];
  const { feature } = output("number", cells);
  const chartOf = (logits: readonly number[]) => feature.charts(Float32Array.from(logits), feature.target(cells), [10, 11, 12, 13]).find(({ kind }) => kind === "largest_errors");
  test("are the answers farthest from the truth, on either side, in the column's unit", () => {
    expect(chartOf([1, 5, 2.5, 3])).toEqual({ kind: "largest_errors", output: feature.name, all: 4, rows: [11, 13, 12], actual: [2, 4, 3], predicted: [5, 3, 2.5] });
  });
  test("do not exist where every answer is exact", () => expect(chartOf([1, 2, 3, 4])).toBeUndefined());
});
