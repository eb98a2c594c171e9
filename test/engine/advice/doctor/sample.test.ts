import { expect, test } from "vitest";
import { finding } from "../../../../src/engine/advice/doctor/finding.ts";
import { inData, leaveOut } from "../../../../src/engine/advice/doctor/remedies.ts";
import { amongLooked, inWhole, lookedAt } from "../../../../src/engine/advice/doctor/sample.ts";
import { cellOf, tableFrom } from "../../../../src/engine/data/table.ts";

/** 10,000 rows of about ten bytes. */
const whole = tableFrom({ a: Array.from({ length: 10_000 }, (_, row) => `a${row}`), b: Array.from({ length: 10_000 }, (_, row) => (row % 7 === 0 ? null : `ü${row % 10}`)) });
const bytes = whole.columns.reduce((sum, column) => sum + column.bytes.length, 0);

test("a table that is small enough is looked at whole", () => {
  const looked = lookedAt(whole, 1, bytes);
  expect(looked).toEqual({ table: whole, rows: null });
  expect(amongLooked(Uint32Array.of(3, 5), looked)).toEqual({ rows: Uint32Array.of(3, 5), places: Uint32Array.of(3, 5) });
});

test("of a larger one rows are drawn that have as many bytes as may be looked at, from everywhere, and they keep their cells", () => {
  const { table, rows } = lookedAt(whole, 1, bytes / 10);
  if (!rows) throw new Error("all rows");
  expect(table.rows).toBe(1000);
  expect(table.columns.reduce((sum, column) => sum + column.bytes.length, 0)).toBeLessThan(bytes / 9);
  expect(Array.from(rows)).toEqual([...new Set(rows)].sort((a, b) => a - b));
  // A tenth of each tenth, within five standard errors of 9.5.
  for (let tenth = 0; tenth < 10; tenth++) expect(Math.abs(rows.filter((row) => Math.floor(row / 1000) === tenth).length - 100)).toBeLessThan(48);
  whole.columns.forEach((column, k) => rows.forEach((row, i) => expect(cellOf(table.columns[k]!, i)).toBe(cellOf(column, row))));
  expect(lookedAt(whole, 1, bytes / 10).rows).toEqual(rows);
  expect(lookedAt(whole, 2, bytes / 10).rows).not.toEqual(rows);
});

test("rows that take no part are not drawn", () => {
  const excluded = Uint32Array.from({ length: 9000 }, (_, row) => row);
  const { rows } = lookedAt({ ...whole, changed: { cells: 0, excluded } }, 1, bytes / 20);
  expect(rows).toHaveLength(500);
  expect(rows!.every((row) => row >= 9000)).toBe(true);
});

test("what is found names the rows of the whole table, in its rows and in what its buttons do", () => {
  const looked = { table: whole, rows: Uint32Array.of(10, 200, 3000) };
  const found = finding({
    check: "outliers", harm: "harms", rank: 1, columns: ["a"], title: "", why: "", rows: [0, 2],
    remedies: [leaveOut([0, 2]), inData("", { kind: "cells", column: "a", cells: [{ row: 1, from: "x", to: null }] }, { kind: "spelling", column: "a", from: ["x"], to: "y" })],
  });
  const { findings: [named], of } = inWhole({ findings: [found], looked: [], rows: 3 }, looked, whole);
  expect(of).toBe(10_000);
  expect(named!.rows).toEqual({ shown: [10, 3000], total: 2 });
  expect(named!.remedies.flatMap((remedy) => (remedy.kind === "data" ? remedy.changes : []))).toEqual([
    { kind: "exclude", rows: [10, 3000] },
    { kind: "cells", column: "a", cells: [{ row: 200, from: "x", to: null }] },
    { kind: "spelling", column: "a", from: ["x"], to: "y" },
  ]);
  expect(amongLooked(Uint32Array.of(5, 10, 11, 3000, 4000), looked)).toEqual({ rows: Uint32Array.of(10, 3000), places: Uint32Array.of(0, 2) });
});
