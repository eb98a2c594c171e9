import { expect, test } from "vitest";
import { openConfig } from "../../../src/engine/config/open.ts";

const number = (name: string, more: object = {}) => ({ name, type: "number", ...more });
const problems = (config: object): readonly string[] =>
  openConfig(config).problems.map(({ severity, path, message }) => `${severity} ${path.join(".")}: ${message}`);

const inputs = (...features: readonly object[]) => problems({ input_features: features, output_features: [number("y")] });
const outputs = (...features: readonly object[]) => problems({ input_features: [number("x")], output_features: features });

test("a tied input is read and encoded as the one at the end of its chain, and says so where it was told otherwise", () => {
  const { opened, problems: found } = openConfig({
    input_features: [
      number("a", { encoder: { type: "dense", output_size: 3 }, preprocessing: { normalization: "minmax" } }),
      number("b", { tied: "a", encoder: { type: "passthrough" } }),
      number("c", { tied: "b", column: "d" }),
    ],
    output_features: [number("y")],
    combiner: { type: "concat" },
  });
  expect(found.map(({ severity, message }) => `${severity}: ${message}`)).toEqual(["note: 'b' is tied to 'a' and has its encoder: what is written here has no effect"]);
  expect(opened?.inputs.map(({ name, column, tied }) => [name, column, tied])).toEqual([["a", "a", null], ["b", "b", "a"], ["c", "d", "a"]]);
  const resolved = opened?.resolved["input_features"] as readonly { encoder: object; preprocessing: object }[];
  expect(resolved[2]?.encoder).toEqual(resolved[0]?.encoder);
  expect(resolved[2]?.preprocessing).toEqual(resolved[0]?.preprocessing);
  expect(openConfig(opened?.resolved).opened?.inputs.map(({ tied }) => tied)).toEqual([null, "a", "a"]);
});

test("what cannot be tied is refused at its line", () => {
  expect(inputs(number("a"), number("b", { tied: "aa" }))).toEqual(["error input_features.1.tied: 'b' is tied to 'aa', which is no other input; did you mean 'a'?"]);
  expect(inputs({ name: "a", type: "category" }, number("b", { tied: "a" }))).toEqual([
    "error input_features.1.tied: 'b' is of type number and is tied to 'a' of type category: inputs that share an encoder are of one type",
  ]);
  expect(inputs(number("a", { tied: "b" }), number("b", { tied: "a" }))).toEqual([
    "error input_features.1.tied: inputs are tied in a circle: a → b → a; one of them needs an encoder of its own",
    "error input_features.0.tied: inputs are tied in a circle: b → a → b; one of them needs an encoder of its own",
  ]);
});

test("outputs depend on outputs that are there, and on none that depends on them", () => {
  expect(outputs(number("y", { dependencies: ["z"] }), number("z", { decoder: { type: "regressor", num_fc_layers: 1 } }))).toEqual([]);
  expect(outputs(number("y", { dependencies: ["z"] }), number("z"))).toEqual([
    "note output_features.0.dependencies.0: 'y' learns nothing of 'z' by this: the decoder of 'z' has no layer of its own, so that it hands on only what every output reads; give it num_fc_layers: 1",
  ]);
  expect(outputs(number("y", { dependencies: ["zz"] }), number("z"))).toEqual(["error output_features.0.dependencies.0: 'y' depends on 'zz', which is no other output; did you mean 'z'?"]);
  expect(outputs(number("y", { dependencies: ["z"] }), number("z", { dependencies: ["y"] }))).toEqual([
    "error output_features.0.dependencies: outputs depend on each other in a circle: y → z → y; take out one of these dependencies",
    "error output_features.1.dependencies: outputs depend on each other in a circle: z → y → z; take out one of these dependencies",
  ]);
  expect(outputs(number("y", { dependencies: ["y"] }))).toEqual(["error output_features.0.dependencies: outputs depend on each other in a circle: y → y; take out one of these dependencies"]);
});
