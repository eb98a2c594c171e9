import { expect, test } from "vitest";
import type { PartAnswers, RowAnswers } from "../../../src/engine/charts.ts";
import { lookupOf, sameRows, saysSo } from "../../../src/app/screens/4-evaluate/answered.ts";

const labels: RowAnswers = { kind: "labels", labels: ["a", "b"], rows: Uint32Array.of(4, 9), truth: Int32Array.of(0, -1), predicted: Int32Array.of(1, 1), confidence: Float32Array.of(0.75, 0.9995) };
const numbers: RowAnswers = { kind: "numbers", rows: Uint32Array.of(4), truth: Float64Array.of(10), predicted: Float64Array.of(12.5) };

test("a row shows what was answered, how sure, and how far off", () => {
  const of = lookupOf({ name: "kind", answers: labels });
  expect(of(4)).toEqual({ predicted: "b", truth: "a", right: false, how: "75%", by: 0.75 });
  expect(of(9)).toMatchObject({ truth: null, right: false, how: "> 99.9%" });
  expect(of(5)).toBeNull();
  expect(lookupOf({ name: "mass (g)", answers: numbers })(4)).toMatchObject({ predicted: "12.5\u00a0g", how: "+2.5\u00a0g", by: 2.5 });
  expect(lookupOf({ name: "tags", answers: undefined })(4)).toBeNull();
});

test("rows that the table does not have any more are rows of another table", () => {
  const read: readonly (readonly string[])[] = [["a"], [], [], []]; // one is left of four
  const checked = read.map((cells) => saysSo(cells[0] ?? null, { truth: "a" }, "labels"));
  expect(sameRows(checked)).toBe(false);
});

test("of several parts a row shows what they come to, and a cell must still say them", () => {
  const parts = (more: Omit<PartAnswers, "kind" | "rows" | "more" | "labels">): PartAnswers => ({ kind: "parts", labels: ["red", "blue", "<UNSEEN>"], rows: Uint32Array.of(4), more: 0, ...more });
  const set = parts({ of: "set", truth: { starts: Uint32Array.of(0, 2), labels: Int32Array.of(0, 2) }, predicted: { starts: Uint32Array.of(0, 1), labels: Int32Array.of(0) }, error: Float32Array.of(0.5), confidence: Float32Array.of(0.75) });
  const answer = lookupOf({ name: "colours", answers: set })(4)!;
  expect(answer).toMatchObject({ predicted: "red", truth: "red, <UNSEEN>", right: false, how: "75%", by: 0.75 });
  expect(["Red, green", "blue", null].map((cell) => saysSo(cell, answer, "parts"))).toEqual([true, false, false]);

  const vector = parts({ of: "vector", truth: { starts: Uint32Array.of(0, 2), values: Float32Array.of(0.1, 2) }, predicted: { starts: Uint32Array.of(0, 2), values: Float32Array.of(0.1, 2) }, error: Float32Array.of(0) });
  const exact = lookupOf({ name: "effort (h)", answers: vector })(4)!;
  expect(exact).toMatchObject({ predicted: "0.1, 2", right: true, how: "0\u00a0h", by: 0 });
  expect(["[0.1, 2.0]", "1e-1;2", "0.2 2", "none", null].map((cell) => saysSo(cell, exact, "parts"))).toEqual([true, true, false, false, true]);

  const shares = parts({ of: "distribution", truth: { starts: Uint32Array.of(0, 2), labels: Int32Array.of(1, 0), values: Float32Array.of(0.6, 0.4) }, predicted: { starts: Uint32Array.of(0, 1), labels: Int32Array.of(1), values: Float32Array.of(1) }, error: Float32Array.of(0.4) });
  const shared = lookupOf({ name: "mix", answers: { ...shares, labels: ["red", "blue"] } })(4)!;
  expect(["40 60", "60 40", "1"].map((cell) => saysSo(cell, shared, "parts"))).toEqual([true, false, false]);
});

test("rows of another table are told from rows that were corrected", () => {
  expect(saysSo("a ", { truth: "a" }, "labels")).toBe(true);
  expect(saysSo("c", { truth: "a" }, "labels")).toBe(false);
  expect(saysSo("new", { truth: null }, "labels")).toBe(true); // the run had no label for it
  expect(saysSo("10.00001", { truth: "10" }, "numbers")).toBe(true);
  expect(saysSo(null, { truth: "10" }, "numbers")).toBe(false);
  expect([sameRows([]), sameRows([true, false]), sameRows([true, false, false])]).toEqual([true, true, false]);
});
