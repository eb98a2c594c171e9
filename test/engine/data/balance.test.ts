import { expect, test } from "vitest";
import { balanced } from "../../../src/engine/data/balance.ts";

const rows = Uint32Array.from({ length: 100 }, (_, i) => 10 + i);
/** Ten rows of class 1, one without a class, the others of class 0. */
const labels = Float32Array.from(rows, (row) => (row === 15 ? -1 : row % 10 === 0 ? 1 : 0));
const classOf = (found: Uint32Array, label: number) => [...found].filter((row) => labels[row - 10] === label);

test("rows of the rarer class are drawn again, and all of them stay", () => {
  const found = balanced(rows, labels, { oversample: 0.5, undersample: null }, 1);
  expect(classOf(found, 1)).toHaveLength(Math.round(0.5 * 89));
  expect(new Set(found)).toEqual(new Set(rows));
  expect([...found]).toEqual([...found].sort((a, b) => a - b));
  expect(balanced(rows, labels, { oversample: 0.5, undersample: null }, 1)).toEqual(found);
  expect(balanced(rows, labels, { oversample: 0.5, undersample: null }, 2)).not.toEqual(found);
});

test("rows of the other class are left out, and none comes twice", () => {
  const found = balanced(rows, labels, { oversample: null, undersample: 0.25 }, 1);
  expect(classOf(found, 0)).toHaveLength(40);
  expect(classOf(found, 1)).toHaveLength(10);
  expect(classOf(found, -1)).toEqual([15]);
  expect(new Set(found).size).toBe(found.length);
});

test("what is in balance already stays as it is, and so does a class alone", () => {
  for (const balance of [{ oversample: 0.05, undersample: null }, { oversample: null, undersample: 0.05 }]) expect(balanced(rows, labels, balance, 1)).toEqual(rows);
  expect(balanced(rows, rows.map(() => 1), { oversample: 1, undersample: null }, 1)).toEqual(rows);
});
