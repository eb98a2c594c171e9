import Papa from "papaparse";
import { expect, test } from "vitest";
import { readSamples } from "../../scripts/samples.mjs";

const samples = await readSamples();
const byId = Object.fromEntries(samples.map((entry) => [entry.sample.id, entry]));

test.each(samples)("$sample.id: the facts are those of the file", ({ sample, csv }) => {
  const { data, errors } = Papa.parse<string[]>(csv, { skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(data[0]).toEqual(sample.columns);
  expect(data.length - 1).toBe(sample.rows);
  expect(data.every((row) => row.length === sample.columns.length)).toBe(true);
});

test.each(samples)("$sample.id: inputs and outputs are columns, and none is both", ({ sample }) => {
  const roles = [...sample.inputs, ...sample.outputs];
  expect(sample.columns).toEqual(expect.arrayContaining(roles));
  expect(new Set(roles).size).toBe(roles.length);
  expect(sample.inputs.length).toBeGreaterThan(0);
  expect(sample.outputs.length).toBeGreaterThan(0);
});

test("penguins: a missing number is an empty cell, and the sex that nobody noted stays a dot", () => {
  const lines = byId["penguins"]?.csv.split("\n") ?? [];
  expect(lines).toContain("Adelie,Torgersen,,,,,");
  expect(lines.filter((line) => line.endsWith(",."))).toHaveLength(1);
});

test("only the tickets are synthetic, and they say so", () => {
  expect(samples.filter(({ sample }) => sample.synthetic).map(({ sample }) => sample.id)).toEqual(["tickets"]);
});
