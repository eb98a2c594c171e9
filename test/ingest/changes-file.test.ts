import { describe, expect, it } from "vitest";
import type { DataChange } from "../../src/engine/data/changes.ts";
import { changesCsv, joined } from "../../src/engine/data/changes-csv.ts";
import { readChanges } from "../../src/ingest/changes-file.ts";

const at = Date.UTC(2024, 4, 6, 7, 8, 9);
const LIST: readonly DataChange[] = [
  { kind: "cells", column: "note, long", cells: [{ row: 0, from: "a \"b\",\nc", to: "=1+1" }, { row: 4, from: null, to: "x" }, { row: 5, from: "y", to: null }], at, why: "mended; by hand" },
  { kind: "spelling", column: "city", from: ["Roma", "rome"], to: "Rome", at: at + 1 },
  { kind: "exclude", rows: [1, 2], at: at + 2, why: "Leave out 2 duplicates" },
  { kind: "exclude", rows: [7] },
];
const read = async (...parts: BlobPart[]) => {
  const outcome = await readChanges(new Blob(parts));
  if (!outcome.ok) throw new Error(outcome.problems[0]!.message);
  return outcome.value;
};

describe("a list of changes that comes back", () => {
  it("is read as it was written", async () => {
    const lines = await read(changesCsv(LIST));
    expect(joined(lines.map(({ change }) => change))).toEqual(LIST);
    expect(lines.map(({ line }) => line)).toEqual([2, 4, 5, 6, 7, 8, 9, 10]); // the first cell has two lines
  });

  it("is read as spreadsheets save it: with semicolons, Windows line ends, a mark of Unicode, blank lines, columns moved", async () => {
    const lines = await read("\ufeffwhen;reason;Row;change;column;before;after\r\n;;3;cells;city;Roma;Rome\r\n;;;;;;\r\n\r\n;;4;Exclude;;;\r\n");
    expect(lines.map(({ change }) => change)).toEqual([{ kind: "cells", column: "city", cells: [{ row: 2, from: "Roma", to: "Rome" }] }, { kind: "exclude", rows: [3] }]);
    expect(lines.map(({ line }) => line)).toEqual([2, 5]);
  });

  it("is read in the encoding that an old spreadsheet saves it in", async () => {
    const latin = Uint8Array.from("change,row,column,before,after\ncells,1,city,K\u00f6ln,Bonn\n", (sign) => sign.charCodeAt(0));
    expect((await read(latin))[0]?.change).toMatchObject({ cells: [{ row: 0, from: "K\u00f6ln", to: "Bonn" }] });
  });

  it.each([
    ["a,b\n1,2\n", "no column 'change', 'row', 'column', 'before', and 'after'"],
    ["", "no column"],
    ["change,row,column,before,after\ncells,0,city,a,b\n", "line 2 says no change"],
    ["change,row,column,before,after\ncells,1,,a,b\n", "line 2 says no change"],
    ["change,row,column,before,after\n\nexclude,x,,,\n", "line 3 says no change"],
    ["change,row,column,before,after\nremove,1,,,\n", "expected cells, spelling or exclude"],
    ['{"changes": [{"kind": "exclude", "rows": [-1]}]}', "no list of changes"],
    ["[1", "no list of changes"],
    ["{}", "no list of changes"],
  ])("is refused where it is none: %j", async (text, sentence) => {
    await expect(read(text)).rejects.toThrow(sentence);
  });
});
