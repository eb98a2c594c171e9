import { beforeAll, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { openConfig } from "../../../src/engine/config/open.ts";
import type { Cells } from "../../../src/engine/data/table.ts";
import { buildModel } from "../../../src/engine/model/build.ts";
import * as tf from "../../../src/engine/tf.ts";

beforeAll(() => startBackend("cpu", { gpu: null, timeout: 10_000 }));

const cells: Cells = ["1", "2", "3", "5", "8", "13", "21", "34"];

/** A model of a config whose features are all numbers of the same cells. */
function modelOf(config: object) {
  const { opened, problems } = openConfig({ combiner: { type: "concat" }, ...config });
  if (!opened) throw new Error(problems.map(({ message }) => message).join("; "));
  const inputs = opened.inputs.map((feature) => feature.fit(cells, () => {}));
  const outputs = opened.outputs.map((feature) => feature.fit(cells, () => {}));
  const built = buildModel(inputs, outputs, opened.combiner, 1);
  if (!built.ok) throw new Error(built.problems.map(({ message }) => message).join("; "));
  return built.value;
}
const shapes = ({ model }: ReturnType<typeof modelOf>) => Object.fromEntries(model.weights.map(({ originalName, shape }) => [originalName, shape]));

test("tied inputs have one set of layers, each on its own cells", async () => {
  const dense = { type: "dense", num_layers: 1, output_size: 2 };
  const built = modelOf({
    input_features: [{ name: "a", type: "number", encoder: dense }, { name: "b", type: "number", tied: "a" }],
    output_features: [{ name: "y", type: "number" }],
  });
  const { model, inputParts } = built;
  expect(inputParts.map(({ feature, tensorName }) => [feature, tensorName.split("/")[1]])).toEqual([["a", "a"], ["b", "b"]]);
  expect(Object.keys(shapes(built)).filter((name) => name.startsWith("inputs/"))).toEqual(expect.arrayContaining([expect.stringMatching(/^inputs\/a\//)]));
  expect(Object.keys(shapes(built)).some((name) => name.startsWith("inputs/b/"))).toBe(false);
  const joined = tf.model({ inputs: model.inputs, outputs: model.getLayer("combiner/concat").output });
  const [same, other] = [tf.tensor2d([[0.5]]), tf.tensor2d([[-1.5]])];
  const at = async (first: tf.Tensor, second: tf.Tensor) => [...await (joined.predict([first, second]) as tf.Tensor).data()];
  const alike = await at(same, same);
  expect(alike.slice(0, 2)).toEqual(alike.slice(2));
  const crossed = [await at(same, other), await at(other, same)] as const;
  expect(crossed[0].slice(0, 2)).toEqual(crossed[1].slice(2));
  expect(crossed[0].slice(0, 2)).not.toEqual(crossed[0].slice(2));
});

test("an output reads the state of those it depends on, whatever their order in the config", () => {
  const built = modelOf({
    input_features: [{ name: "a", type: "number" }],
    output_features: [
      { name: "last", type: "number", dependencies: ["first", "second"] },
      { name: "second", type: "number", dependencies: ["first"], decoder: { type: "regressor", num_fc_layers: 1, fc_output_size: 4 } },
      { name: "first", type: "number", decoder: { type: "regressor", num_fc_layers: 1, fc_output_size: 3 } },
    ],
  });
  expect(built.outputNames).toEqual(["last", "second", "first"]);
  expect(shapes(built)).toMatchObject({
    "outputs/first/fc_0/kernel": [1, 3],
    "outputs/second/fc_0/kernel": [1 + 3, 4],
    "outputs/last/logits/kernel": [1 + 3 + 4, 1],
  });
});

test("a state that is the combiner's own is read once, however many outputs depend on it, also when only answers are asked for", async () => {
  const built = modelOf({
    input_features: [{ name: "a", type: "number" }],
    output_features: [
      { name: "x", type: "number" },
      { name: "y", type: "number", dependencies: ["x"] },
      { name: "z", type: "number", dependencies: ["y"] },
    ],
  });
  expect(shapes(built)).toMatchObject({ "outputs/z/logits/kernel": [1, 1] });
  const answers = built.model.predict(tf.tensor2d([[0.5], [1]])) as tf.Tensor[];
  for (const answer of answers) expect([...await answer.data()].every(Number.isFinite)).toBe(true);
});
