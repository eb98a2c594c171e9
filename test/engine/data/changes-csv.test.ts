import { describe, expect, it } from "vitest";
import { changesCsv } from "../../../src/engine/data/changes-csv.ts";
import { fitChanges, type TableNow } from "../../../src/engine/data/changes-fit.ts";
import type { DataChange } from "../../../src/engine/data/changes.ts";
import { readChanges } from "../../../src/ingest/changes-file.ts";

const at = Date.UTC(2024, 4, 6, 7, 8, 9);
const LIST: readonly DataChange[] = [
  { kind: "cells", column: "note, long", cells: [{ row: 0, from: "a \"b\",\nc", to: "=1+1" }, { row: 4, from: null, to: "x" }, { row: 5, from: "y", to: null }], at, why: "mended; by hand" },
  { kind: "spelling", column: "city", from: ["Roma", "rome"], to: "Rome", at: at + 1 },
  { kind: "exclude", rows: [1, 2], at: at + 2, why: "Leave out 2 duplicates" },
  { kind: "exclude", rows: [7] },
];

describe("a list of changes as CSV", () => {
  it("says what was changed, where, why and when, a line for each cell and row", () => {
    expect(changesCsv(LIST).split("\n").slice(-7)).toEqual([
      "cells,6,\"note, long\",y,,mended; by hand,2024-05-06T07:08:09.000Z",
      "spelling,,city,Roma,Rome,,2024-05-06T07:08:09.001Z",
      "spelling,,city,rome,Rome,,2024-05-06T07:08:09.001Z",
      "exclude,2,,,,Leave out 2 duplicates,2024-05-06T07:08:09.002Z",
      "exclude,3,,,,Leave out 2 duplicates,2024-05-06T07:08:09.002Z",
      "exclude,8,,,,,",
      "",
    ]);
    expect(changesCsv(LIST)).toContain(",'=1+1,"); // no spreadsheet runs it
  });
});

describe("a list on a table", () => {
  const now: Readonly<Record<string, readonly (string | null)[]>> = { city: ["Roma", "Oslo", null, "Bonn"], size: ["1", "2", "3", "4"] };
  const table: TableNow = { rows: 4, columns: Object.keys(now), isExcluded: (row) => row === 3, cells: async (column, rows) => rows.map((row) => now[column]![row]!) };
  const fitted = async (...changes: readonly DataChange[]) => {
    const read = await readChanges(new Blob([JSON.stringify({ format: 1, changes })]));
    if (!read.ok) throw new Error(read.problems[0]!.message);
    return fitChanges(read.value, table);
  };

  it("is added where a cell holds what stood there, one change after the other", async () => {
    const first: DataChange = { kind: "cells", column: "city", cells: [{ row: 0, from: "Roma", to: "Rom" }, { row: 2, from: null, to: "Rome" }], at };
    const second: DataChange = { kind: "cells", column: "city", cells: [{ row: 0, from: "Rom", to: "Rome" }], at: at + 1 };
    expect(await fitted(first, second, { kind: "exclude", rows: [1] })).toEqual({ changes: [first, second, { kind: "exclude", rows: [1] }], already: 0, refused: [] });
  });

  it("passes over what is so already", async () => {
    expect(await fitted({ kind: "cells", column: "city", cells: [{ row: 1, from: "Olso", to: "Oslo" }] }, { kind: "exclude", rows: [3] })).toEqual({ changes: [], already: 2, refused: [] });
  });

  it("names what does not fit, and takes the rest", async () => {
    const { changes, refused } = await fitted(
      { kind: "cells", column: "city", cells: [{ row: 1, from: "Paris", to: "Rome" }, { row: 3, from: "Bonn", to: "Rome" }, { row: 9, from: "a", to: "b" }] },
      { kind: "cells", column: "town", cells: [{ row: 0, from: "a", to: "b" }] }, { kind: "spelling", column: "town", from: ["a"], to: "b" }, { kind: "exclude", rows: [4] },
    );
    expect(changes).toEqual([{ kind: "cells", column: "city", cells: [{ row: 3, from: "Bonn", to: "Rome" }] }]);
    expect(refused.map(({ why }) => why)).toEqual([
      "city in row 2 holds “Oslo”, not “Paris”", "row 10 is not among the 4 rows of this table", "the table has no column “town”", "the table has no column “town”", "row 5 is not among the 4 rows of this table",
    ]);
    expect(refused[0]!.change).toEqual({ kind: "cells", column: "city", cells: [{ row: 1, from: "Paris", to: "Rome" }] });
  });

  it("sees spellings that were merged before", async () => {
    const { changes, refused } = await fitted({ kind: "spelling", column: "city", from: ["Roma"], to: "Rome" }, { kind: "cells", column: "city", cells: [{ row: 0, from: "Rome", to: null }] });
    expect({ changes: changes.length, refused }).toEqual({ changes: 2, refused: [] });
  });
});
