import { describe, expect, it } from "vitest";
import type { GroupsChart, RowAnswers } from "../../../src/engine/charts.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { tableFrom } from "../../../src/engine/data/table.ts";
import { groupsChart, inputColumns } from "../../../src/engine/evaluation/groups.ts";

const ROWS = 400;
const DATA = Uint32Array.from({ length: ROWS }, (_, i) => 3 * i);

/** Three inputs; the model is right on 85 % of the rows, and where the island is Biscoe on `there`. */
function made(seed: number, there: number) {
  const random = seededRandom(seed, "groups");
  const cell = (of: (row: number) => string | null) => Array.from({ length: 3 * ROWS }, (_, row) => of(row));
  const island = cell((row) => ["Biscoe", "Dream", "Torgersen", "Dream", "Torgersen"][(row / 3) % 5 | 0]!);
  const table = tableFrom({ island, depth: cell((row) => (row % 21 === 0 ? null : String(Math.round(random() * 1e6) / 100))), id: cell((row) => `penguin ${row}`), sex: cell(() => (random() < 0.5 ? "f" : "m")) });
  const truth = Int32Array.from(DATA, () => Number(random() < 0.5));
  const predicted = truth.map((label, i) => (random() < (island[3 * i] === "Biscoe" ? there : 0.85) ? label : 1 - label));
  const answers: RowAnswers = { kind: "labels", labels: ["a", "b"], rows: DATA, truth, predicted, confidence: new Float32Array(ROWS).fill(0.8) };
  return { table, answers };
}
const chartOf = (seed: number, there: number): GroupsChart => {
  const { table, answers } = made(seed, there);
  return groupsChart("o", answers, table.columns)[0]!;
};
const worse = ({ inputs }: GroupsChart) => inputs.flatMap(({ column, groups }) => groups.filter((group) => group.worse).map(({ name }) => `${column} ${JSON.stringify(name)}`));

describe("groups of rows that are alike in an input", () => {
  it("are found where the model does badly, and seldom where it does not", () => {
    const seeds = Array.from({ length: 100 }, (_, seed) => seed);
    expect(seeds.filter((seed) => worse(chartOf(seed, 0.6)).includes('island {"value":"Biscoe"}')).length).toBeGreaterThanOrEqual(95);
    expect(seeds.filter((seed) => worse(chartOf(seed, 0.85)).length > 0).length).toBeLessThanOrEqual(5);
  });

  it("are values, ranges of numbers and missing cells, and never names of single rows", () => {
    const { inputs, overall, judged } = chartOf(1, 0.6);
    expect(inputs.map(({ column }) => column).sort()).toEqual(["depth", "island", "sex"]);
    expect(inputs[0]!.column).toBe("island");
    const depth = inputs.find(({ column }) => column === "depth")!.groups;
    expect(depth).toHaveLength(6);
    expect(depth.at(-1)!.name).toEqual({ value: null });
    for (const { groups } of inputs) {
      expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(judged);
      expect(groups.reduce((sum, { count, value }) => sum + count * value, 0) / judged).toBeCloseTo(overall, 10);
    }
  });

  it("are ranges of a column whose numbers have a unit, where what is no such number is missing", () => {
    const { answers } = made(1, 0.6);
    const weight = Array.from({ length: 3 * ROWS }, (_, row) => (row % 60 === 0 ? "12 lb" : `${(1000 + ((row * 7919) % 4000)).toLocaleString("de")} kg`));
    const control = { kind: "number", min: 0, max: 1, typical: 0, integers: true, histogram: [], writing: { unit: "kg", decimal: ",", thousands: "." } } as const;
    const [chart] = groupsChart("o", answers, inputColumns([{ column: "weight", control }], tableFrom({ weight })));
    const groups = chart!.inputs[0]!.groups;
    expect(groups).toHaveLength(6);
    expect(groups[0]!.name).toEqual({ from: expect.closeTo(1000, -2), to: expect.closeTo(1800, -3) });
    expect(groups.at(-1)).toMatchObject({ name: { value: null }, count: ROWS / 20 });
  });

  it("lead back to the rows that are wrong", () => {
    const { answers } = made(1, 0.6);
    if (answers.kind !== "labels") throw new Error("labels were made");
    const wrong = new Set([...DATA].filter((_, i) => answers.truth[i] !== answers.predicted[i]));
    for (const { groups } of chartOf(1, 0.6).inputs) {
      for (const group of groups) {
        expect(group.rows.length).toBe(Math.round(group.count * (1 - group.value)));
        expect(group.rows.every((row) => wrong.has(row))).toBe(true);
      }
    }
  });

  it("of numbers are judged by the size of the errors", () => {
    const { table } = made(2, 0.85);
    const random = seededRandom(5, "errors");
    const island = [...DATA].map((row) => ["Biscoe", "Dream", "Torgersen", "Dream", "Torgersen"][(row / 3) % 5 | 0]!);
    const truth = new Float64Array(ROWS);
    const predicted = Float64Array.from(truth, (_, i) => (random() - 0.5) * (island[i] === "Dream" ? 4 : 1));
    const [chart] = groupsChart("o", { kind: "numbers", rows: DATA, truth, predicted }, table.columns);
    expect(chart).toMatchObject({ of: "error" });
    expect(worse(chart!)).toEqual(['island {"value":"Dream"}']);
    expect(groupsChart("o", { kind: "numbers", rows: DATA, truth, predicted }, [])).toEqual([]);
  });

  it("of answers of several parts are judged by how far off they are, which is a share but for vectors", () => {
    const { table } = made(2, 0.85);
    const random = seededRandom(6, "parts");
    const none = { starts: new Uint32Array(ROWS + 1) };
    const error = Float32Array.from(DATA, (row) => random() * ((row / 3) % 5 === 0 ? 0.9 : 0.3));
    const [shares, numbers] = (["set", "vector"] as const).map((of) => groupsChart("o", { kind: "parts", of, labels: [], rows: DATA, truth: none, predicted: none, more: 0, error }, table.columns)[0]!);
    expect([shares!.of, numbers!.of]).toEqual(["share_off", "error"]);
    expect([worse(shares!), worse(numbers!)]).toEqual([['island {"value":"Biscoe"}'], ['island {"value":"Biscoe"}']]);
  });
});
