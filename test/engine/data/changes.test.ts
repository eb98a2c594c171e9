import { expect, test } from "vitest";
import { changesIn, fittingChanges, includedRows, isDataChange, withChanges, type DataChange } from "../../../src/engine/data/changes.ts";
import { cellsOf, columnFrom, tableFrom, type Table } from "../../../src/engine/data/table.ts";

const table = (): Table => tableFrom({ size: ["1", "22", "333", null], kind: ["cat", "Dog", "dog ", "cät"] });
const cells = (of: Table, name: string) => cellsOf(of.columns.find((column) => column.name === name)!);

test("cells are corrected, emptied and filled; the table as it came stays as it is", () => {
  const before = table();
  const after = withChanges(before, [{ kind: "cells", column: "size", cells: [{ row: 0, from: "1", to: "11111" }, { row: 1, from: "22", to: null }, { row: 3, from: null, to: "4" }] }]);
  expect(cells(after, "size")).toEqual(["11111", null, "333", "4"]);
  expect(cells(after, "kind")).toEqual(["cat", "Dog", "dog ", "cät"]);
  expect(cells(before, "size")).toEqual(["1", "22", "333", null]);
  expect(after.changed).toEqual({ cells: 3, excluded: new Uint32Array() });
});

test("spellings are merged whatever blanks stand around them, and later changes build on earlier ones", () => {
  const after = withChanges(table(), [
    { kind: "cells", column: "kind", cells: [{ row: 0, from: "cat", to: "Dog" }] },
    { kind: "spelling", column: "kind", from: ["Dog", "dog"], to: "dog" },
  ]);
  expect(cells(after, "kind")).toEqual(["dog", "dog", "dog", "cät"]);
});

test("a change that was changed back counts as none", () => {
  const there = { row: 0, from: "cat", to: "cow" };
  const after = withChanges(table(), [{ kind: "cells", column: "kind", cells: [there] }, { kind: "cells", column: "kind", cells: [{ row: 0, from: "cow", to: "cat" }] }]);
  expect(after.changed?.cells).toBe(0);
});

test("rows are left out once however often they are named, and row numbers stay", () => {
  const after = withChanges(table(), [{ kind: "exclude", rows: [3, 1] }, { kind: "exclude", rows: [1, 99] }]);
  expect(after.rows).toBe(4);
  expect(after.changed?.excluded).toEqual(Uint32Array.of(1, 3));
  expect(includedRows(after)).toEqual(Uint32Array.of(0, 2));
  expect(includedRows(table())).toHaveLength(4);
});

test("what names no column or row does nothing; a missing spelling is still missing after a merge", () => {
  const odd: DataChange[] = [{ kind: "cells", column: "gone", cells: [{ row: 0, from: "a", to: "b" }] }, { kind: "cells", column: "kind", cells: [{ row: 7, from: "a", to: "b" }] }];
  expect(cells(withChanges(table(), odd), "kind")).toEqual(cells(table(), "kind"));
  const spelt: Table = { rows: 2, columns: [{ ...columnFrom("kind", ["NA", "cat"]), missing: ["NA"] }] };
  expect(cells(withChanges(spelt, [{ kind: "spelling", column: "kind", from: ["cat"], to: "NA" }]), "kind")).toEqual([null, null]);
});

test("of another table only what still means the same is kept", () => {
  const changes: DataChange[] = [
    { kind: "cells", column: "size", cells: [{ row: 0, from: "1", to: "5" }, { row: 1, from: "another", to: "6" }, { row: 3, from: null, to: "7" }] },
    { kind: "spelling", column: "kind", from: ["Dog"], to: "dog" },
    { kind: "spelling", column: "gone", from: ["Dog"], to: "dog" },
    { kind: "exclude", rows: [2] },
  ];
  expect(fittingChanges(changes, table(), true)).toEqual([{ ...changes[0], cells: [{ row: 0, from: "1", to: "5" }, { row: 3, from: null, to: "7" }] }, changes[1], changes[3]]);
  expect(fittingChanges(changes, table(), false)).toEqual([changes[1]]);
  expect(changesIn(changes)).toBe(6);
});

test("a change of what an earlier one made still fits another reading of the file", () => {
  const changes: readonly DataChange[] = [
    { kind: "cells", column: "kind", cells: [{ row: 0, from: "cat", to: "cow" }, { row: 1, from: "Dog", to: null }] },
    { kind: "cells", column: "kind", cells: [{ row: 0, from: "cow", to: "Dog" }, { row: 1, from: null, to: "horse" }] },
    { kind: "spelling", column: "kind", from: ["Dog", "dog"], to: "hound" },
    { kind: "cells", column: "kind", cells: [{ row: 0, from: "hound", to: "wolf" }, { row: 2, from: "hound", to: "fox" }, { row: 3, from: "cat", to: "lynx" }] },
  ];
  const fitting = fittingChanges(changes, table(), true);
  expect(fitting).toEqual([...changes.slice(0, 3), { ...changes[3], cells: [{ row: 0, from: "hound", to: "wolf" }, { row: 2, from: "hound", to: "fox" }] }]);
  expect(cells(withChanges(table(), fitting), "kind")).toEqual(["wolf", "horse", "fox", "cät"]);
});

test("what a damaged disk gives is not taken for a change", () => {
  expect(isDataChange({ kind: "exclude", rows: [1, 2] })).toBe(true);
  for (const wrong of [null, 3, {}, { kind: "exclude", rows: [-1] }, { kind: "exclude", rows: "all" }, { kind: "cells", column: "a", cells: [{ row: 0, from: 1, to: "b" }] }, { kind: "spelling", column: "a", from: [1], to: "b" }]) {
    expect(isDataChange(wrong)).toBe(false);
  }
});
