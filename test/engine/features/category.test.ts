import { describe, expect, test } from "vitest";
import { input, numbers, output } from "./open.ts";

const cells = ["b", "a", "b", "c", "b", "a"];

describe("category", () => {
  test("an input's labels by frequency, unknown first and apart", () => {
    const { feature } = input("category", [...cells, null]);
    expect(feature.facts).toMatchObject({ idx2str: ["<UNK>", "b", "a", "c"], vocab_size: 4, str2freq: { b: 3, a: 2, c: 1 } });
    expect(numbers(feature, "id", ["b", " a ", "never seen", null, "<UNK>"])).toEqual([1, 2, 0, 0, 0]);
  });

  test("an output has no class 'unknown'; labels it does not know are not judged, and never right", () => {
    const { feature } = output("category", cells);
    expect(feature.facts).toMatchObject({ idx2str: ["b", "a", "c"] });
    const target = feature.target(["b", "z"]);
    expect(Array.from(target.data)).toEqual([0, -1]);
    const logits = Float32Array.of(5, 0, 0, 5, 0, 0);
    expect(feature.score(logits, target, 2)["accuracy_micro"]).toBe(0.5);
    expect(feature.loss.value(logits, target.data, 2)).toBeCloseTo(Math.log(1 + 2 * Math.exp(-5)), 6);
  });

  test("most_common cuts, lowercase folds", () => {
    expect(input("category", cells, { most_common: 2 }).feature.facts).toMatchObject({ idx2str: ["<UNK>", "b", "a"] });
    const { feature } = input("category", ["Red", "red", "BLUE"], { lowercase: true });
    expect(numbers(feature, "id", ["RED", "Blue"])).toEqual([1, 2]);
  });

  test.each([
    [{ missing_value_strategy: "fill_with_const" }, "<UNK>"],
    [{ missing_value_strategy: "fill_with_const", fill_value: "c" }, "c"],
    [{ missing_value_strategy: "fill_with_const", fill_value: "none" }, "none"],
    [{ missing_value_strategy: "fill_with_mode" }, "b"],
    [{ missing_value_strategy: "drop_row" }, "<UNK>"],
  ])("a missing cell under %j is %s", (preprocessing, expected) => {
    const { feature } = input("category", ["b", "b", "c", null], preprocessing);
    const { idx2str } = feature.facts as { readonly idx2str: readonly string[] };
    expect(idx2str[numbers(feature, "id", [null])[0]!]).toBe(expected);
  });

  test("labels that JavaScript's objects have keys for are labels like others", () => {
    const odd = ["__proto__", "constructor", "toString", "__proto__", "constructor", "__proto__"];
    const { feature } = input("category", odd);
    const restored = JSON.parse(JSON.stringify(feature.facts)) as { readonly str2freq: object };
    expect(Object.entries(restored.str2freq)).toEqual([
      ["__proto__", 3],
      ["constructor", 2],
      ["toString", 1],
    ]);
    expect(numbers(feature, "id", odd)).toEqual([1, 2, 3, 1, 2, 1]);
  });

  test("a single class cannot be predicted, and says nothing as an input", () => {
    expect(output("category", ["a", "a"]).complaints).toEqual([
      "error: a category to predict needs at least 2 classes in the training rows; all are 'a'",
    ]);
    expect(input("category", ["a", "a"]).complaints).toEqual(["note: every training row is 'a': the column says nothing"]);
  });

  test("class weights by list or by name, and a list of the wrong length", () => {
    const weighted = (class_weights: unknown) => output("category", cells, { loss: { type: "softmax_cross_entropy", class_weights } });
    const logits = Float32Array.of(1, 0, -1, 0, 0.5, 0);
    const target = Int32Array.of(0, 2);
    const byList = weighted([1, 1, 4]).feature.loss.value(logits, target, 2);
    expect(weighted({ c: 4 }).feature.loss.value(logits, target, 2)).toBe(byList);
    expect(byList).not.toBeCloseTo(weighted(null).feature.loss.value(logits, target, 2), 3);
    expect(weighted([1, 2]).complaints).toEqual(["error: class_weights: expected a list of 3, one per class (b, a, c), got 2"]);
    expect(weighted({ d: 4 }).complaints).toEqual([
      expect.stringContaining("class_weights names 'd', which the training rows do not have"),
    ]);
  });

  test("hits_at_k only where there are more classes than guesses", () => {
    const { feature } = output("category", cells, { top_k: 2 });
    const logits = Float32Array.of(3, 2, 1, 3, 2, 1);
    expect(feature.score(logits, feature.target(["a", "c"]), 2)["hits_at_k"]).toBe(0.5);
    expect(output("category", cells).feature.score(logits, feature.target(["a", "c"]), 2)).not.toHaveProperty("hits_at_k");
  });

  test("a confusion matrix of many classes keeps those that are mistaken, then the frequent, and folds the others into one", () => {
    const many = Array.from({ length: 60 }, (_, c) => new Array<string>(61 - c).fill(`class ${c}`)).flat();
    const { feature } = output("category", many);
    const logits = new Float32Array(60 * 60);
    for (let c = 0; c < 60; c++) logits[c * 60 + (c === 58 ? 55 : c)] = 9;
    const [chart] = feature.charts(
      logits,
      feature.target(Array.from({ length: 60 }, (_, c) => `class ${c}`)),
      Array.from({ length: 60 }, (_, i) => i),
    );
    expect(chart).toMatchObject({ kind: "confusion_matrix" });
    if (chart?.kind !== "confusion_matrix") throw new Error("no matrix");
    expect(chart.labels.length).toBe(40);
    expect(chart.labels.at(-1)).toBe("21 other classes, less often mistaken");
    expect(chart.labels.slice(36, 39)).toEqual(["class 36", "class 55", "class 58"]);
    expect(chart.rows[38]![37]).toEqual([58]);
    expect(chart.rows[39]![39]).toEqual([...Array.from({ length: 18 }, (_, i) => 37 + i), 56, 57, 59]);
  });

  test("of very many classes, a file of predictions holds the likeliest alone", () => {
    const { feature } = output("category", Array.from({ length: 101 }, (_, c) => `class ${String(c).padStart(3, "0")}`));
    const logits = new Float32Array(2 * 101);
    logits[7] = 3;
    logits[101 + 100] = 2;
    const columns = feature.columns(feature.predict(logits, 2));
    expect(Object.keys(columns)).toEqual(["f_predictions", "f_top_predictions", "f_top_probabilities", "f_probability"]);
    expect(columns["f_predictions"]).toEqual(["class 007", "class 100"]);
    expect(JSON.parse(columns["f_top_predictions"]![1]!)).toEqual(["class 100", ...Array.from({ length: 9 }, (_, c) => `class 00${c}`)]);
    const probabilities = JSON.parse(columns["f_top_probabilities"]![0]!) as number[];
    expect(probabilities).toHaveLength(10);
    expect(probabilities[0]).toBeCloseTo(Math.exp(3) / (Math.exp(3) + 100), 5);
    expect(columns["f_probability"]![0]).toBe(String(probabilities[0]));
  });
});
