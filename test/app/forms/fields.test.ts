import { expect, test } from "vitest";
import { parse } from "yaml";
import { removeIn, setIn } from "../../../src/engine/config/edit.ts";
import { describeLanguage } from "../../../src/engine/config/language.ts";
import { readYaml } from "../../../src/engine/config/open.ts";
import { combinersFor, familiesOf, featuresOf, partOf, problemsUnder, strangers, valueAt } from "../../../src/app/forms/config-view.ts";
import { countFields, fieldsOf, readField, shown, type Field } from "../../../src/app/forms/fields.ts";
import { goodYaml } from "../fixtures/penguins.ts";

const language = describeLanguage();
const config: unknown = parse(goodYaml);
const field = (fields: readonly Field[], key: string) => fields.find((f) => f.key === key)!;
const trainer = fieldsOf(language.trainer);

test("the trainer's settings become fields of their kinds", () => {
  expect(field(trainer, "epochs").shape).toMatchObject({ kind: "number" });
  expect(field(trainer, "batch_size").shape).toEqual({ kind: "number", words: ["auto"] });
  expect(field(trainer, "train_steps").shape).toEqual({ kind: "number", words: [null] });
  expect(field(trainer, "should_shuffle").shape).toEqual({ kind: "switch" });
  expect(field(trainer, "regularization_type").shape).toMatchObject({ kind: "choice" });
  expect(field(trainer, "learning_rate").default).toBe(0.001);
});

test("every setting of every part has a field, and a description", () => {
  const schemas = [language.trainer, language.preprocessing, ...Object.values(language.combiners.choices).map((c) => c.params)];
  for (const schema of schemas) {
    const fields = fieldsOf(schema);
    expect(fields.map((f) => f.key)).toEqual(Object.keys(schema["properties"] as object));
    expect(countFields(fields)).toBeGreaterThanOrEqual(fields.length);
    expect(fields.filter((f) => f.description === "")).toEqual([]);
  }
});

test("what is typed is read as the value the config takes", () => {
  expect(readField({ kind: "number", words: ["auto", null] }, "auto")).toBe("auto");
  expect(readField({ kind: "number", words: ["auto", null] }, "null")).toBeNull();
  expect(readField({ kind: "number", words: [] }, "1e-3")).toBe(0.001);
  expect(readField({ kind: "number", words: [] }, "1.5")).toBe(1.5);
  expect(readField({ kind: "yaml" }, "[0.7, 0.1, 0.2]")).toEqual([0.7, 0.1, 0.2]);
  expect(readField({ kind: "choice", options: ["l1", null] }, "null")).toBeNull();
});

test("what no value can be made of stays as it was typed, for the engine to judge: the form never says other than the text", () => {
  expect(readField({ kind: "number", words: [] }, " many ")).toBe("many");
  expect(readField({ kind: "yaml" }, "[")).toBe("[");
  expect(readField({ kind: "choice", options: ["l1", null] }, "l3")).toBe("l3");
  const text = setIn("trainer:\n  epochs: 5\n", ["trainer", "epochs"], "many");
  expect(text.ok && readYaml(text.value).problems).toContainEqual(expect.objectContaining({ severity: "error", path: ["trainer", "epochs"] }));
});

test("a value shown in its field is read back as itself", () => {
  for (const { shape, default: standard } of trainer) {
    if (standard === undefined || shape.kind === "block") continue;
    expect(readField(shape, shown(standard))).toEqual(standard);
  }
});

test("an edit of a field changes its own line only", () => {
  const edited = setIn(goodYaml, ["trainer", "batch_size"], 32);
  expect(edited).toEqual({ ok: true, value: goodYaml.replace("batch_size: 16", "batch_size: 32") });
  const back = removeIn(goodYaml, ["trainer", "batch_size"]);
  expect(back).toEqual({ ok: true, value: goodYaml.replace("  batch_size: 16\n", "") });
});

test("another encoder leaves behind what only the old one knew", () => {
  const island = featuresOf(config, "input_features")[0]!;
  const family = familiesOf(language, island)["encoder"]!;
  const dense = partOf({ input_features: [{ name: "Island", type: "category", encoder: { type: "dense", embedding_size: 8 } }] }, ["input_features", 0, "encoder"], family);
  expect(strangers({ input_features: [{ encoder: { type: "dense", embedding_size: 8 } }] }, dense, "onehot")).toEqual(["embedding_size"]);
  expect(partOf(config, [...island.path, "encoder"], family)).toMatchObject({ type: "onehot", written: true });
  expect(valueAt(config, ["combiner", "output_size"])).toBe(64);
  expect(valueAt(config, ["nothing", 3, "here"])).toBeUndefined();
});

test("a misspelt key is shown at the field it should have been", () => {
  const problem = { severity: "error", path: ["trainer", "learning_rat"], message: "?", fix: { kind: "rename", label: "", path: ["trainer", "learning_rat"], to: "learning_rate" } } as const;
  expect(problemsUnder([problem], ["trainer", "learning_rate"])).toEqual([problem]);
  expect(problemsUnder([problem], ["trainer", "epochs"])).toEqual([]);
});

test("a config that names no combiner shows the one it has, by its number of inputs", () => {
  const shown = (inputs: number, section: object) => {
    const given = { input_features: Array.from({ length: inputs }, (_, i) => ({ name: `x${i}`, type: "number" })), ...section };
    return partOf(given, ["combiner"], combinersFor(given, language)).type;
  };
  expect([shown(2, {}), shown(3, {}), shown(3, { combiner: null }), shown(3, { combiner: { num_fc_layers: 1 } }), shown(3, { combiner: { type: "tabnet" } })])
    .toEqual(["concat", "ft_transformer", "ft_transformer", "concat", "tabnet"]);
});
