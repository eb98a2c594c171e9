import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openConfig } from "../../../src/engine/config/open.ts";
import type { OpenedConfig } from "../../../src/engine/config/opened.ts";
import { preparedCells, type ReadsColumn } from "../../../src/engine/data/missing.ts";
import { prepareRows, type PreparedRows } from "../../../src/engine/data/rows.ts";
import { tableFrom, type Cells, type Table } from "../../../src/engine/data/table.ts";

const opened = (config: object): OpenedConfig => {
  const opening = openConfig({ input_features: [{ name: "x", type: "number" }], output_features: [{ name: "y", type: "number" }], ...config });
  if (!opening.opened) throw new Error(JSON.stringify(opening.problems));
  return opening.opened;
};
const prepared = (table: Table, config: object = {}, seed = 1): PreparedRows => {
  const outcome = prepareRows(opened(config), table, seed);
  if (!outcome.ok) throw new Error(outcome.problems[0]!.message);
  return outcome.value;
};
const reads = (missing: ReadsColumn["missing"]): ReadsColumn => ({ column: "c", missing, isMissing: (cell) => cell === "?" });

const cells = (...asked: Parameters<typeof preparedCells>): Cells => [...preparedCells(...asked)];

describe("prepareRows", () => {
  const table = tableFrom({ x: ["1", null, "3", "4", "n.k."], y: ["1", "2", null, "n.k.", "5"] });

  it("drops rows whose target is missing or unreadable, and counts them", () => {
    const { rows, dropped, notes } = prepared(table);
    expect([[...rows], dropped]).toEqual([[0, 1, 4], { y: 2 }]);
    expect(notes.map(({ severity, message }) => [severity, message])).toEqual([["note", "2 of 5 rows are left out because 'y' is missing there"]]);
  });

  it("drops rows for an input that is told to, each row counted once", () => {
    const { rows, dropped } = prepared(table, { input_features: [{ name: "x", type: "number", preprocessing: { missing_value_strategy: "drop_row" } }] });
    expect([[...rows], dropped]).toEqual([[0], { x: 2, y: 2 }]);
  });

  it("keeps rows for the outputs that have a target, and counts those without any for the first", () => {
    const outputs = ["y", "z"].map((name) => ({ name, type: "number", preprocessing: { missing_value_strategy: "mask_loss" } }));
    const partly = tableFrom({ x: ["1", "2", "3", "4"], y: ["1", null, "n.k.", null], z: [null, "1", null, "2"] });
    const { rows, dropped } = prepared(partly, { output_features: outputs });
    expect([[...rows], dropped]).toEqual([[0, 1, 3], { y: 1 }]);
    expect([...prepared(partly, { output_features: [outputs[0], { name: "x", type: "number" }], input_features: [{ name: "z", type: "number" }] }).rows]).toEqual([0, 1, 2, 3]);
  });

  it("samples before it drops, the same rows for the same seed", () => {
    const many = tableFrom({ x: new Array<string>(100).fill("1"), y: new Array<string>(100).fill("2") });
    expect(prepared(many, { preprocessing: { sample_size: 30 } }).rows).toHaveLength(30);
    expect(prepared(many, { preprocessing: { sample_size: 300 } }).rows).toHaveLength(100);
    const half = prepared(many, { preprocessing: { sample_ratio: 0.5 } }).rows;
    expect(half).toHaveLength(50);
    expect([...half]).toEqual([...half].sort((a, b) => a - b));
    expect(prepared(many, { preprocessing: { sample_ratio: 0.5 } }).rows).toEqual(half);
    expect(prepared(many, { preprocessing: { sample_ratio: 0.5 } }, 2).rows).not.toEqual(half);
  });

  it("says when nothing is left, and why", () => {
    const message = (t: Table): string => {
      const outcome = prepareRows(opened({}), t, 1);
      return outcome.ok ? "" : outcome.problems.map((p) => p.message).join("; ");
    };
    expect(message(tableFrom({ x: ["1", "2"], y: [null, "?"] }))).toBe("no rows are left to learn from: of 2 rows, 'y' is missing or unreadable in 2");
    expect(message(tableFrom({ x: [], y: [] }))).toBe("the table has no rows");
    expect(message(tableFrom({ z: ["1"] }))).toBe("the table has no column 'x'; the table has no column 'y'");
  });
});

describe("preparedCells", () => {
  const table = tableFrom({ c: [null, "a", "?", "b", null] });

  it("leaves what is missing or unreadable as null, for the feature to fill", () => {
    expect(cells(reads("facts"), table)).toEqual([null, "a", null, "b", null]);
    expect(cells(reads("drop_row"), table, [1, 2])).toEqual(["a", null]);
  });

  it("fills from neighbours over the whole column, whatever rows are asked for", () => {
    expect(cells(reads("bfill"), table)).toEqual(["a", "a", "b", "b", "b"]);
    expect(cells(reads("ffill"), table)).toEqual(["a", "a", "a", "b", "b"]);
    expect(cells(reads("ffill"), table, [4, 2])).toEqual(["b", "a"]);
  });

  it("takes an absent column as missing throughout", () => {
    expect(cells({ ...reads("bfill"), column: "d" }, table, [0, 3])).toEqual([null, null]);
    expect(cells({ ...reads("facts"), column: "d" }, table)).toEqual([null, null, null, null, null]);
  });
});

describe("cells of neighbours", () => {
  it("keep what is there and leave a gap only where there is no value at all", () => {
    fc.assert(fc.property(fc.array(fc.option(fc.constantFrom("a", "b"))), fc.constantFrom("bfill" as const, "ffill" as const), (own: Cells, direction) => {
      const fill = (of: Cells, way: "bfill" | "ffill"): Cells => cells(reads(way), tableFrom({ c: of }));
      const filled = fill(own, direction);
      expect(filled).toHaveLength(own.length);
      own.forEach((cell, i) => { if (cell !== null) expect(filled[i]).toBe(cell); });
      expect(filled.includes(null)).toBe(own.length > 0 && own.every((cell) => cell === null));
      expect(fill(own.toReversed(), direction === "bfill" ? "ffill" : "bfill").toReversed()).toEqual(filled);
    }));
  });
});
