import { expect, test } from "vitest";
import { tableFrom } from "../../../src/engine/data/table.ts";
import { cellReader } from "../../../src/engine/prediction/encode.ts";

test("a column that is filled from its neighbours is prepared once, however often rows of it are asked for", () => {
  let looks = 0;
  const feature = { column: "x", missing: "bfill" as const, isMissing: (cell: string) => { looks++; return cell === "?"; } };
  const cellsAt = cellReader(tableFrom({ x: ["a", "?", "c", null, "e", "?"] }));
  const read = [0, 2, 4].map((from) => [...cellsAt(feature, Uint32Array.of(from, from + 1))]);
  expect(read).toEqual([["a", "c"], ["c", "e"], ["e", "e"]]);
  expect(looks).toBe(5);
});
