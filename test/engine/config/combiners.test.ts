import { expect, test } from "vitest";
import { openConfig } from "../../../src/engine/config/open.ts";

const inputs = [{ name: "age", type: "number" }, { name: "note", type: "text", encoder: { type: "embed" } }];
const told = (combiner: object, features: readonly object[] = inputs) =>
  openConfig({ input_features: features, output_features: [{ name: "y", type: "binary" }], combiner }).problems.map(({ severity, path, message, fix }) =>
    `${severity} ${path.join(".")}: ${message}${fix ? ` [${fix.label}]` : ""}`);

test.each([
  ["heads that do not divide the width", { type: "ft_transformer", hidden_size: 100 },
    ["error combiner.num_heads: num_heads: the heads share hidden_size, which is 100, so that it must be a multiple of their number; got 8 [Change to 5]"]],
  ["skips between unequal layers", { type: "transformer", fc_residual: true, fc_layers: [{ output_size: 3 }, { output_size: 4 }] },
    ["error combiner.fc_residual: residual adds a layer's input to its output, so all layers need one width; they have 3, 4"]],
  ["a column's name as wide as its token", { type: "tabtransformer", hidden_size: 8, embed_input_feature_name: 8 },
    ["error combiner.embed_input_feature_name: embed_input_feature_name: so many numbers of a token are its column's name, and hidden_size is 8, so that it must be less; got 8"]],
  ["more shared blocks than there are", { type: "tabnet", num_total_blocks: 1 }, ["error combiner.num_shared_blocks: num_shared_blocks counts some of num_total_blocks, so that it can be 1 at most; got 2"]],
  ["nothing to compare", { type: "comparator" }, ["entity_1", "entity_2"].map((key) =>
    `error combiner.${key}: ${key}: list the inputs that describe this one of the two things compared; the inputs are age, note`)],
  ["strangers, and one input on both sides", { type: "comparator", entity_1: ["age", "noet"], entity_2: ["age"] }, [
    "error combiner.entity_1.1: there is no input 'noet'; did you mean 'note'? [Change to note]",
    "error combiner.entity_2.0: 'age' is in entity_1 already; each input describes one of the two things",
    "error combiner.entity_2: each input describes one of the two things compared: add 'note' to entity_1 or entity_2",
  ]],
  ["no sequence to join", { type: "sequence_concat" }, [
    "error combiner.type: this combiner joins the inputs at each step of a sequence, and no input hands one on: give the encoder of a text `reduce_output: null` [Keep the steps of note]"]],
  ["a main sequence that is none", { type: "sequence", main_sequence_feature: "age" }, [
    "error combiner.main_sequence_feature: main_sequence_feature: 'age' hands on one vector, no sequence: give its encoder reduce_output: null"]],
  ["a main sequence that nobody knows", { type: "sequence", main_sequence_feature: "notes" }, ["error combiner.main_sequence_feature: there is no input 'notes'; did you mean 'note'? [Change to note]"]],
])("%s", (_, combiner, expected) => expect(told(combiner)).toEqual(expected));

const steps = [inputs[0]!, { ...inputs[1]!, encoder: { type: "embed", reduce_output: null } }];

test("the encoder inside a combiner is read like any other, and what it cannot obey there is named", () => {
  expect(told({ type: "sequence", encoder: { type: "rnn", state_size: 0 } }, steps)).toEqual(["error combiner.encoder.state_size: state_size: expected an integer of at least 1; got 0"]);
  expect(told({ type: "sequence", encoder: { type: "rnn", embedding_size: 8 } }, steps)).toEqual(["note combiner.encoder.embedding_size: embedding_size has no effect here [Remove embedding_size]"]);
  const { opened } = openConfig({ input_features: steps, output_features: [{ name: "y", type: "binary" }], combiner: { type: "sequence", encoder: { type: "rnn", state_size: 7 } } });
  expect(opened!.resolved["combiner"]).toMatchObject({ type: "sequence", encoder: { type: "rnn", state_size: 7, num_layers: 1 }, reduce_output: null });
});
