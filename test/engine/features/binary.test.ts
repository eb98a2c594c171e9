import { describe, expect, test } from "vitest";
import { input, numbers, output } from "./open.ts";

describe("binary", () => {
  test.each([
    [
      ["yes", "no"],
      [1, 0],
    ],
    [
      ["True", "FALSE"],
      [1, 0],
    ],
    [
      ["0", "1"],
      [0, 1],
    ],
    [
      ["1.0", "0.0"],
      [1, 0],
    ],
    [
      ["1", "2"],
      [0, 1],
    ], // the larger of two numbers
    [
      ["no", "severe"],
      [0, 1],
    ], // what is not the one that means no
    [
      ["ham", "spam"],
      [0, 1],
    ], // the event of a known pair
    [
      ["left", "right"],
      [1, 0],
    ], // alphabetically first, as in Ludwig
  ])("%j encodes to %j", (labels, expected) => {
    expect(numbers(input("binary", labels).feature, "value", labels)).toEqual(expected);
  });

  test("the user may say which label means yes", () => {
    const { feature, complaints } = input("binary", ["alive", "dead"], { fallback_true_label: "Dead" });
    expect(numbers(feature, "value", ["alive", "dead"])).toEqual([0, 1]);
    expect(complaints).toEqual([]);
  });

  test("a choice made for the user is said, with its cure", () => {
    expect(input("binary", ["Male", "Female"]).complaints).toEqual([
      "note: 'Female' counts as yes; write fallback_true_label: Male to turn that around",
    ]);
  });

  test("spellings that differ in capitals are one label, shown as most rows have it", () => {
    const { feature } = output("binary", ["Yes", "YES", "Yes", "no"]);
    expect(feature.facts).toMatchObject({ bool2str: ["no", "Yes"], positives: 3, negatives: 1 });
  });

  test("any number but zero is true where there are more than two, aloud", () => {
    const { feature, complaints } = input("binary", ["0", "1", "2"]);
    expect(numbers(feature, "value", ["0", "2", "17"])).toEqual([0, 1, 1]);
    expect(complaints).toEqual([expect.stringContaining("every number but 0 counts as yes")]);
  });

  test("more than two words are an error", () => {
    expect(input("binary", ["a", "b", "c"]).complaints[0]).toMatch(/^error: a binary column has two labels, this one has 3: 'a', 'b', 'c'/);
  });

  test("a lone 'Yes' and blanks: a blank means no", () => {
    const { feature, complaints } = input("binary", ["Yes", null, null]);
    expect(numbers(feature, "value", [null, "Yes", "No"])).toEqual([0, 1, 0]);
    expect(feature.facts).toMatchObject({ bool2str: ["No", "Yes"], negatives: 2 });
    expect(complaints).toEqual([]);
  });

  test.each([
    ["fill_with_true", 1],
    ["fill_with_false", 0],
    ["fill_with_mode", 1],
  ])("%s", (missing_value_strategy, expected) => {
    expect(numbers(input("binary", ["yes", "yes", "no"], { missing_value_strategy }).feature, "value", [null])).toEqual([expected]);
  });

  test("a target of one class, or a label the training rows did not have", () => {
    expect(output("binary", ["yes", "yes"]).complaints).toEqual([expect.stringMatching(/^error: the training rows hold 'yes' only/)]);
    const { feature } = output("binary", ["Male", "Female"]);
    expect(Array.from(feature.target(["Male", "Female", "?"]).data)).toEqual([0, 1, -1]);
    const logits = Float32Array.of(-2, 2, 50);
    expect(feature.score(logits, feature.target(["Male", "Female", "?"]), 3)["accuracy"]).toBe(1);
    expect(feature.loss.value(logits, feature.target(["Male", "Female", "?"]).data, 3)).toBeCloseTo(Math.log1p(Math.exp(-2)), 6);
  });

  test("answers by its threshold, in the labels of the column", () => {
    const { feature } = output("binary", ["yes", "no"], { threshold: 0.8 });
    expect(feature.columns(feature.predict(Float32Array.of(Math.log(3), Math.log(9)), 2))).toEqual({
      f_predictions: ["no", "yes"],
      f_probabilities: ["[0.25, 0.75]", "[0.1, 0.9]"],
      f_probabilities_no: ["0.25", "0.1"],
      f_probabilities_yes: ["0.75", "0.9"],
      f_probability: ["0.75", "0.9"],
    });
  });

  test("the baseline says the training rows' share", () => {
    const { feature } = output("binary", ["yes", "yes", "yes", "no"]);
    expect(feature.baseline[0]).toBeCloseTo(Math.log(3), 2);
  });
});
