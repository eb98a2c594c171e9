import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { describeLanguage } from "../../../src/engine/config/language.ts";
import { difference } from "../../../src/app/editor/difference.ts";
import { helpAt, suggestionsAt } from "../../../src/app/editor/completion.ts";
import { contextAt } from "../../../src/app/editor/yaml-context.ts";
import { goodYaml } from "../fixtures/penguins.ts";
import fc from "fast-check";

const known = { language: describeLanguage(), columns: ["Island", "Beak Length (mm)", "Species"], config: parse(goodYaml) as unknown };

/** The cursor stands at the bar. */
const at = (marked: string) => ({ text: marked.replace("|", ""), offset: marked.indexOf("|") });
const context = (marked: string) => contextAt(at(marked).text, at(marked).offset);
const labels = (marked: string) => suggestionsAt(at(marked).text, at(marked).offset, known)?.options.map((o) => o.label) ?? [];

describe("where the cursor stands", () => {
  test.each([
    ["|", [], null, ""],
    ["comb|", [], null, "comb"],
    ["trainer:\n  epo|", ["trainer"], null, "epo"],
    ["trainer:\n  optimizer:\n    ty|", ["trainer", "optimizer"], null, "ty"],
    ["trainer:\n  epochs: 3\n  ba|", ["trainer"], null, "ba"],
    ["input_features:\n  - name: a\n    ty|", ["input_features", 0], null, "ty"],
    ["input_features:\n  - name: a\n  - na|", ["input_features", 1], null, "na"],
    ["input_features:\n- name: a\n- name: b\n  type: nu|", ["input_features", 1], "type", "nu"],
    ["input_features:\n  - name: a\n    encoder:\n      type: de|", ["input_features", 0, "encoder"], "type", "de"],
    ["input_features:\n  - name: a\n    encoder: {type: |", ["input_features", 0, "encoder"], "type", ""],
    ["input_features:\n  - {name: a, ty|", ["input_features", 0], null, "ty"],
    ["a: 1\ncombiner:\n  type: concat\n\n  out|", ["combiner"], null, "out"],
    ["trainer:\n  epochs: 3\noutput_features:\n  - na|", ["output_features", 0], null, "na"],
  ])("%j", (marked, path, key, typed) => {
    expect(context(marked)).toMatchObject({ path, key, typed });
  });

  test("nothing in a comment, behind closed braces, or in a list on the line", () => {
    expect(context("trainer: # epo|")).toBeNull();
    expect(context("encoder: {type: a} |")).toBeNull();
    expect(context("probabilities: [0.|")).toBeNull();
  });

  test("any text can be asked at any place", () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom("a", ":", " ", "-", "\n", "{", "}", ",", '"', "#", "[") , maxLength: 60 }), fc.nat(60), (text, offset) => {
      expect(() => suggestionsAt(text, Math.min(offset, text.length), known)).not.toThrow();
    }));
  });
});

describe("what is offered", () => {
  test("sections, without those that are there", () => {
    expect(labels("|")).toEqual(["preprocessing", "defaults"]);
  });
  test("settings of the trainer that are not set", () => {
    expect(labels("trainer:\n  |")).toContain("gradient_clipping");
    expect(labels("trainer:\n  |")).not.toContain("epochs");
  });
  test("types, encoders, columns as values", () => {
    expect(labels("input_features:\n  - name: |")).toEqual(["Island", "Beak Length (mm)", "Species"]);
    expect(labels("input_features:\n  - name: Island\n    type: |")).toEqual(expect.arrayContaining(["number", "category", "binary", "text"]));
    expect(labels("output_features:\n  - name: Island\n    type: |")).not.toContain("date");
    expect(labels("input_features:\n  - name: Island\n    type: category\n    encoder: {type: |")).toEqual(Object.keys(known.language.types["category"]!.input!.families["encoder"]!.choices));
  });
  test("outputs and their metrics where the trainer names one", () => {
    expect(labels("trainer:\n  validation_field: |")).toEqual(["combined", "Species", "Body Mass (g)", "Sex"]);
    expect(labels("trainer:\n  validation_metric: |")).toEqual(expect.arrayContaining(["accuracy", "roc_auc"]));
  });
  test("settings of the part that is chosen, blocks inside blocks too", () => {
    expect(labels("combiner:\n  |")).toContain("dropout");
    expect(labels("trainer:\n  gradient_clipping:\n    |")).toEqual(expect.arrayContaining(["clipnorm"]));
  });
  test("what goes for every feature of a type, block by block", () => {
    expect(labels("defaults:\n  |")).toContain("number");
    expect(labels("defaults:\n  number:\n    |")).toEqual(["preprocessing", "encoder", "decoder", "loss"]);
    expect(labels("defaults:\n  number:\n    preprocessing:\n      |")).toContain("normalization");
    expect(labels("defaults:\n  text:\n    encoder:\n      type: |")).toContain("parallel_cnn");
    expect(labels("defaults:\n  nonsense:\n    |")).toEqual(["preprocessing"]);
  });
  test("the inputs whose encoder one may share: others of its type", () => {
    const config = parse("input_features: [{name: a, type: text}, {name: b, type: text}, {name: c, type: number}]") as unknown;
    const { text, offset } = at("input_features:\n  - name: a\n    type: text\n    tied: |");
    expect(suggestionsAt(text, offset, { ...known, config })?.options.map((o) => o.label)).toEqual(["b"]);
  });
  test("a name that YAML would read as something else is quoted", () => {
    const { text, offset } = at("input_features:\n  - name: |");
    const options = suggestionsAt(text, offset, { ...known, columns: ["yes: no", "true", "plain"] })?.options;
    expect(options?.map((o) => parse(`x: ${o.text}`) as unknown)).toEqual([{ x: "yes: no" }, { x: "true" }, { x: "plain" }]);
  });
});

test("a key is explained where the pointer rests on it", () => {
  const help = (marked: string) => helpAt(at(marked).text, at(marked).offset, known);
  expect(help("trainer:\n  batch|_size: 16")).toMatchObject({ title: "batch_size", detail: "default auto · at least 1" });
  expect(help("trainer:\n  learning|_rate: auto")?.detail).toBe("default 0.001 · more than 0, at most 1 · matters much");
  expect(help("trainer:\n  regularization|_lambda: 0")?.detail).toBe("default 0 · 0 to 1");
  expect(helpAt("trainer:\n  batch_size: sixteen", 25, known)).toBeNull();
});

test("the smallest replacement turns one text into the other", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const change = difference(a, b);
      expect(change === null ? a : a.slice(0, change.from) + change.insert + a.slice(change.to)).toBe(b);
    }),
  );
  expect(difference("epochs: 10", "epochs: 100")).toEqual({ from: 10, to: 10, insert: "0" });
});
