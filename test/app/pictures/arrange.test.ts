import { expect, test } from "vitest";
import { arranged, classesOf, EVERYTHING, judgedBy, partOf } from "../../../src/app/pictures/arrange.ts";
import type { SplitEvaluation } from "../../../src/engine/evaluation/evaluation.ts";

const evaluation = (split: "test" | "validation", rows: readonly (readonly (readonly number[])[])[], labels = ["a", "b"]): SplitEvaluation => ({
  split, rows: 0, combined: { loss: 0 },
  outputs: { o: { type: "category", rows: 0, metrics: {}, baseline: {}, intervals: {}, goals: {}, statistics: {}, charts: [{ kind: "confusion_matrix", output: "o", labels, rows }] } },
});
const labels = ["a", "b", " a", "b", null, "a", "b"];
const judged = judgedBy([evaluation("validation", [[[0], []], [[1], []]]), evaluation("test", [[[2], []], [[], [3]]])], "o");
const known = { rows: labels.length, labels, judged };

test("what a run judged, and in which part; the others with an answer are those it learnt from", () => {
  expect(labels.map((_, row) => partOf(known, row))).toEqual(["validation", "validation", "test", "test", null, "training", "training"]);
  expect(judged.get(1)).toEqual({ part: "validation", predicted: "a" });
  expect(partOf({ ...known, judged: new Map() }, 5)).toBeNull();
});

test.each([
  [{}, [0, 1, 2, 3, 4, 5, 6]],
  [{ part: "test" }, [2, 3]],
  [{ part: "training" }, [5, 6]],
  [{ label: "a" }, [0, 2, 5]],
  [{ verdict: "wrong" }, [1]],
  [{ verdict: "right", part: "test" }, [2, 3]],
  [{ order: "class" }, [4, 0, 2, 5, 1, 3, 6]],
  [{ order: "verdict" }, [1, 0, 2, 3, 4, 5, 6]],
] as const)("%j shows %j", (change, rows) => expect(arranged(known, { ...EVERYTHING, ...change })).toEqual(rows));

test("classes, the commonest first", () => expect(classesOf(labels)).toEqual(["a", "b"]));

test("of classes that share the last of forty lines nobody is right or wrong among each other", () => {
  const names = Array.from({ length: 40 }, (_, i) => `c${i}`);
  const rows = names.map((_, i) => names.map((__, j) => (i === 39 && j === 39 ? [7] : i === 39 && j === 0 ? [8] : [])));
  const found = judgedBy([evaluation("test", rows, names)], "o");
  expect([found.has(7), found.get(8)?.predicted]).toEqual([false, "c0"]);
});

test("twenty thousand rows are arranged within a frame or two", () => {
  const many = Array.from({ length: 20_000 }, (_, i) => `class ${i % 100}`);
  const milliseconds = Array.from({ length: 5 }, () => {
    const start = performance.now();
    arranged({ rows: many.length, labels: many, judged }, { ...EVERYTHING, order: "class" });
    return performance.now() - start;
  });
  expect(Math.min(...milliseconds)).toBeLessThan(100); // what else the machine does lengthens some of them
});
