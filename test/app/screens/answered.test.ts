import { expect, test } from "vitest";
import type { RowAnswers } from "../../../src/engine/charts.ts";
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

test("rows of another table are told from rows that were corrected", () => {
  expect(saysSo("a ", { truth: "a" }, "labels")).toBe(true);
  expect(saysSo("c", { truth: "a" }, "labels")).toBe(false);
  expect(saysSo("new", { truth: null }, "labels")).toBe(true); // the run had no label for it
  expect(saysSo("10.00001", { truth: "10" }, "numbers")).toBe(true);
  expect(saysSo(null, { truth: "10" }, "numbers")).toBe(false);
  expect([sameRows([]), sameRows([true, false]), sameRows([true, false, false])]).toEqual([true, true, false]);
});
