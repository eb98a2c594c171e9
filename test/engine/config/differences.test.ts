import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument } from "../../../src/engine/config/document.ts";
import { configDifferences } from "../../../src/engine/config/differences.ts";
import { equalData, removed, valueAt, withValue } from "../../../src/engine/config/plain-edit.ts";

const read = (text: string) => parseDocument(text).value;
const before = read(`
input_features:
  - {name: island, type: category}
  - {name: beak, type: number, encoder: {type: dense, num_layers: 2}}
output_features:
  - {name: species, type: category}
trainer: {epochs: 10, learning_rate: 0.01}
`);

test("a setting that changed, one that came and one that went", () => {
  const after = withValue(removed(withValue(before, ["trainer", "epochs"], 20), ["trainer", "learning_rate"]), ["combiner"], { type: "concat" });
  expect(configDifferences(before, after)).toEqual([
    { where: ["trainer", "epochs"], path: ["trainer", "epochs"], before: 10, after: 20 },
    { where: ["trainer", "learning_rate"], path: ["trainer", "learning_rate"], before: 0.01, after: undefined },
    { where: ["combiner"], path: ["combiner"], before: undefined, after: { type: "concat" } },
  ]);
});

test("features are matched by name, and their settings stand where they are now", () => {
  const after = read(`
input_features:
  - {name: beak, type: number, encoder: {type: dense, num_layers: 3}}
  - {name: mass, type: number}
output_features:
  - {name: species, type: category}
trainer: {epochs: 10, learning_rate: 0.01}
`);
  expect(configDifferences(before, after)).toEqual([
    { where: ["input_features", "beak", "encoder", "num_layers"], path: ["input_features", 0, "encoder", "num_layers"], before: 2, after: 3 },
    { where: ["input_features", "mass"], path: ["input_features", 1], before: undefined, after: { name: "mass", type: "number" } },
    { where: ["input_features", "island"], path: null, before: { name: "island", type: "category" }, after: undefined },
  ]);
});

test("what is no config is a difference, not an error; names from anywhere are names", () => {
  expect(configDifferences(undefined, before)).toHaveLength(1);
  expect(configDifferences(before, [])).toHaveLength(1);
  const odd = JSON.parse('{"__proto__": {"polluted": true}, "trainer": 1}') as unknown;
  expect(configDifferences({}, odd).map(({ where }) => where)).toEqual([["__proto__"], ["trainer"]]);
  expect(configDifferences(odd, odd)).toEqual([]);
});

const json = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small" }, fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.array(fc.integer(), { maxLength: 3 }), tie("block")),
  block: fc.dictionary(fc.constantFrom("a", "b", "c", "trainer", "input"), tie("value"), { maxKeys: 4 }),
})).block;

test("each difference taken back makes the earlier config of the later one", () => {
  fc.assert(fc.property(json, json, (one, other) => {
    const back = configDifferences(one, other).reduce((data: unknown, { path, before: value }) => (value === undefined ? removed(data, path!) : withValue(data, path!, value)), other);
    expect(equalData(back, one)).toBe(true);
    expect(configDifferences(one, one)).toEqual([]);
    for (const { path, after } of configDifferences(one, other)) expect(valueAt(other, path!)).toEqual(after);
  }));
});
