import { expect, test } from "vitest";
import { openYaml } from "../../../src/engine/config/open.ts";
import { withoutRest } from "../../../src/engine/data/rests.ts";
import { tableFrom, type Cells } from "../../../src/engine/data/table.ts";
import { cellReader } from "../../../src/engine/prediction/encode.ts";
import { targeting, targetOf } from "../../../src/engine/training/targets.ts";

const output = (type: string, cells: Cells) => openYaml(`
input_features: [{name: x, type: number}]
output_features: [{name: y, type: ${type}}]`).opened!.outputs[0]!.fit(cells, () => {});

const ROWS = 10_000;
const rows = Uint32Array.from({ length: ROWS }, (_, row) => row);

test.each([
  ["binary", "yes", "no", "perhaps"],
  ["vector", "1 2", "3 4", "1 2 3"],
  ["number", "1", "2", "3"],
  ["category", "a", "b", "c"],
])("targets of %s read piece by piece are those of all rows at once, wherever one is not known", (type, one, other, odd) => {
  const fitted = output(type, [one, other, one]);
  for (const places of [[], [0], [ROWS - 1], [5, 5000]]) {
    const cells = Array.from({ length: ROWS }, (_, row) => (places.includes(row) ? odd : row % 2 === 0 ? one : other));
    const table = tableFrom({ y: cells });
    expect(withoutRest(targeting([fitted], table, rows))).toEqual([targetOf(fitted, cellReader(table)(fitted, rows))]);
  }
  expect(withoutRest(targeting([fitted], tableFrom({ y: [one] }), new Uint32Array(0)))[0]!.data).toHaveLength(0);
});
