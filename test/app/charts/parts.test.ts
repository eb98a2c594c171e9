import { expect, test } from "vitest";
import type { BarsChart, PartAnswers } from "../../../src/engine/charts.ts";
import { barsFinding, barsTable, measured, thresholdWords } from "../../../src/app/charts/bars.ts";
import { partLines, partsText } from "../../../src/app/charts/parts.ts";

const one = (more: Partial<PartAnswers> & Pick<PartAnswers, "of" | "truth" | "predicted">): PartAnswers => ({ kind: "parts", labels: ["a", "b", "c"], rows: Uint32Array.of(7), more: 0, error: Float32Array.of(0.5), ...more });
const classes = (...places: readonly number[]) => ({ starts: Uint32Array.of(0, places.length), labels: Int32Array.from(places) });
const numbers = (...values: readonly number[]) => ({ starts: Uint32Array.of(0, values.length), values: Float32Array.from(values) });

test("a set in words, and label by label", () => {
  const set = one({ of: "set", truth: classes(0, 2), predicted: classes() });
  expect([partsText(set, "truth", 0), partsText(set, "predicted", 0)]).toEqual(["a, c", "none"]);
  expect(partLines(set, 0, "")).toEqual([{ part: "a", truth: "yes", answer: "no", off: "", right: false }, { part: "c", truth: "yes", answer: "no", off: "", right: false }]);
});

test("tags in words, and place by place; where no tag was answered stands a dash", () => {
  const tags = one({ of: "sequence", truth: classes(0, 1), predicted: classes(0, -2) });
  expect([partsText(tags, "truth", 0), partsText(tags, "predicted", 0)]).toEqual(["a b", "a –"]);
  expect(partLines(tags, 0, "").map(({ part, answer, right }) => [part, answer, right])).toEqual([["1", "a", true], ["2", "–", false]]);
  const long = one({ of: "sequence", truth: classes(...Array.from({ length: 30 }, () => 0)), predicted: classes() });
  expect(partsText(long, "truth", 0)).toBe(`${"a ".repeat(12)}… 18 more`);
});

test("numbers in words, with what is not kept, and one by one", () => {
  const vector = one({ of: "vector", truth: numbers(1, 2), predicted: numbers(1.5, 2), more: 3 });
  expect(partsText(vector, "predicted", 0)).toBe("1.5, 2");
  expect(partsText(one({ ...vector, truth: numbers(...new Array<number>(16).fill(1)), more: 3 }), "truth", 0)).toMatch(/1, … 7 more$/);
  expect(partLines(vector, 0, "h")[0]).toEqual({ part: "1", truth: "1\u00a0h", answer: "1.5\u00a0h", off: "0.5\u00a0h", right: true });
});

test("shares in words, the largest first, and class by class", () => {
  const shares = one({ of: "distribution", truth: { ...classes(2, 0), ...numbers(0.75, 0.25) }, predicted: { ...classes(0, 1), ...numbers(0.5, 0.5) } });
  expect(partsText(shares, "truth", 0)).toBe("c 75%, a 25%");
  expect(partLines(shares, 0, "").map(({ part, truth, answer, off }) => [part, truth, answer, off])).toEqual([["c", "75%", "–", ""], ["a", "25%", "50%", "25%"], ["b", "–", "50%", ""]]);
});

const bars: BarsChart = {
  kind: "bars", output: "o", of: "f1_of_label", labels: ["a", "b"], values: [0.9, 0.5], counts: [9, 2], rows: [[1, 2, 3], [4]], all: 2,
  parts: { precision: [0.8, 1], recall: [1, 0.25], given: [[1, 2], []], missed: [[3], [4]], threshold: { own: 0.5, best: [0.5, 0.2], f1: [0.9, 0.8] } },
};
test("bars of labels show what their F1 is made of, with the rows of each", () => {
  expect(measured(bars, "precision")).toEqual({ values: [0.8, 1], rows: [[1, 2], []] });
  expect(measured(bars, "recall").rows).toEqual([[3], [4]]);
  expect(barsFinding(bars, "", "precision")).toBe("Of the times it says a, the fewest are right: 80%");
  expect(barsFinding(bars, "", "recall")).toBe("b is missed most often: 25% of it are found");
  expect(barsTable(bars, "").columns.map(({ label }) => label)).toEqual(["label", "F1", "Precision", "Recall", "in the truth", "own threshold", "best threshold", "F1 there"]);
  expect(barsTable(bars, "").rows[1]).toEqual(["b", 0.5, 1, 0.25, 2, 0.5, 0.2, 0.8]);
});
test("another threshold is spoken of where it gains something", () => {
  expect(thresholdWords(bars)).toContain("b would be told better from 20% on (F1 0.8 instead of 0.5)");
  expect(thresholdWords({ ...bars, values: [0.9, 0.79] })).toBeNull();
  const { threshold: _, ...parts } = bars.parts!;
  expect(thresholdWords({ ...bars, parts })).toBeNull();
});
