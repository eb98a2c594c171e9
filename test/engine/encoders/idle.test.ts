/** Keys of Ludwig's that its own encoders do not obey. */
import { expect, it } from "vitest";
import { openConfig } from "../../../src/engine/config/open.ts";

const problemsOf = (type: string, encoder: object) =>
  openConfig({ input_features: [{ name: "a", type, encoder }], output_features: [{ name: "y", type: "number" }], combiner: { type: "concat" } })
    .problems.map(({ severity, path, message }) => `${severity} ${path.join(".")}: ${message}`);

it("are taken in silence when they say what is so anyway", () => {
  expect(problemsOf("text", { type: "rnn", activation: "tanh", recurrent_activation: "sigmoid" })).toEqual([]);
  expect(problemsOf("category", { type: "sparse", embedding_initializer: null })).toEqual([]);
});

it("are noted when they ask for something", () => {
  expect(problemsOf("text", { type: "cnnrnn", activation: "relu" })).toEqual(["note input_features.0.encoder.activation: activation has no effect here"]);
  expect(problemsOf("category", { type: "sparse", embedding_initializer: "ones" })).toHaveLength(1);
});
