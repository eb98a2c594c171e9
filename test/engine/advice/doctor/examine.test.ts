import { expect, test } from "vitest";
import { examine } from "../../../../src/engine/advice/doctor/examine.ts";
import { tableFrom } from "../../../../src/engine/data/table.ts";
import { clean, NOW, yamlOf } from "./tables.ts";

test("what makes scores lie comes before what harms the model, and that before what is worth knowing, however sure each is", async () => {
  const whole = clean(1);
  const given = {
    ...whole,
    // A copy of the answer (lies), stand-ins for what is missing (harms), a column that says nothing (to know).
    cells: { code: whole.cells["class"]!.map((cell) => (cell === "yes" ? "1" : "2")), same: whole.cells["a"]!.map(() => "x"), ...whole.cells, b: whole.cells["b"]!.map((cell, row) => (row % 20 === 0 ? "-999" : cell)) },
    types: { ...whole.types, code: "category", same: "category" },
  };
  const progress: number[] = [];
  const found = await examine({ yaml: yamlOf(given), table: tableFrom(given.cells), seed: 42, now: NOW, onProgress: (done) => void progress.push(done) });
  if (!found.ok) throw new Error(found.problems[0]?.message);
  const { findings, looked, rows } = found.value;
  expect(findings.map(({ check }) => check)).toEqual(expect.arrayContaining(["target_copy", "stand_ins", "constant"]));
  const order = findings.map(({ harm }) => ["lies", "harms", "notice"].indexOf(harm));
  expect(order).toEqual(order.toSorted());
  expect(findings.filter(({ harm }) => harm === findings[0]!.harm).map(({ rank }) => rank)).toEqual(findings.filter(({ harm }) => harm === findings[0]!.harm).map(({ rank }) => rank).toSorted((a, b) => b - a));
  expect(rows).toBe(300);
  expect(looked).not.toHaveLength(0);
  expect(progress.at(-1)).toBe(1);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
});

test("a config that does not open is told of, and nothing is looked at", async () => {
  const found = await examine({ yaml: "input_features: nothing", table: tableFrom({ a: ["1"] }), seed: 1, now: NOW });
  expect(found.ok).toBe(false);
});
