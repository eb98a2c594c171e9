import { expect, test } from "vitest";
import { cellWithUnit } from "../../../src/app/charts/figures.ts";
import { readableName } from "../../../src/app/charts/names.ts";
import { namesIn } from "../../../src/app/forms/config-names.ts";
import { lookupOf } from "../../../src/app/screens/4-evaluate/answered.ts";
import { configData } from "../../../src/app/state/config-data.ts";

const CONFIG = `
input_features:
  - {name: weight, column: net_weight, type: number, preprocessing: {unit: kg}}
  - {name: Beak (mm), type: number}
output_features:
  - {name: price (EUR), type: number, preprocessing: {unit: " € "}}
defaults:
  number: {preprocessing: {unit: "%"}}
`;

test("a unit that the config names stands beside a name, before one in the name itself", () => {
  const nameOf = namesIn(configData(CONFIG));
  expect(nameOf("price (EUR)")).toEqual({ label: "price", unit: "€" });
  expect([nameOf("weight"), nameOf("net_weight")]).toEqual([{ label: "weight", unit: "kg" }, { label: "net weight", unit: "kg" }]);
  expect(nameOf("Beak (mm)")).toEqual({ label: "Beak", unit: "%" });
  expect(nameOf("not (there)")).toEqual(readableName("not (there)"));
});

test("of several configs the first that names a column counts; a text that is none says nothing", () => {
  const nameOf = namesIn(configData("input_features: [{name: a, type: number, preprocessing: {unit: g}}]"), configData("input_features: [{name: a, type: number}, {name: b, type: number, preprocessing: {unit: m}}]"));
  expect([nameOf("a").unit, nameOf("b").unit]).toEqual(["g", "m"]);
  expect(namesIn(configData("a: ["))("a_b")).toEqual({ label: "a b", unit: "" });
});

test("answers and errors are told in that unit, and a cell that spells it is left as it is", () => {
  const answers = { kind: "numbers", rows: Uint32Array.of(4), truth: Float64Array.of(10), predicted: Float64Array.of(12.5) } as const;
  expect(lookupOf({ name: "price (EUR)", answers }, namesIn(configData(CONFIG)))(4)).toMatchObject({ predicted: "12.5\u00a0€", how: "+2.5\u00a0€" });
  expect([cellWithUnit("12 €", "€"), cellWithUnit("12", "€"), cellWithUnit("12", "")]).toEqual(["12 €", "12\u00a0€", "12"]);
});
