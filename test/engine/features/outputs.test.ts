import { describe, expect, test } from "vitest";
import { output } from "./open.ts";

const rowsOf = (values: ArrayLike<number>, width: number) => Array.from({ length: values.length / width }, (_, row) => Array.from(values).slice(row * width, (row + 1) * width));

describe("a set that is predicted", () => {
  const cells = ["red round", "red", "green round", "red green"];
  const { feature } = output("set", cells, { threshold: 0.6 });
  test("has a target for each item of the training rows, and none for others", () => {
    const { data, shape } = feature.target(["round red", "blue", "red red blue"]);
    expect(shape).toEqual([3]);
    expect(rowsOf(data, 3)).toEqual([[1, 0, 1], [0, 0, 0], [1, 0, 0]]);
  });
  test("holds the items whose probability reaches the threshold", () => {
    const predictions = feature.predict(Float32Array.of(0, 1, -1, 5, 0.5, 0.3), 2);
    expect(predictions).toMatchObject({ kind: "set", labels: ["red", "green", "round"] });
    expect(feature.columns(predictions)["f_predictions"]).toEqual(['["green"]', '["red","green"]']);
    expect(feature.columns(predictions)["f_probabilities"]![0]).toBe("[0.5, 0.7310586, 0.26894143]");
  });
  test("shows the F1 of each label and the rows with a mistake in it", () => {
    const [bars] = feature.charts(Float32Array.of(9, -9, -9, 9, -9, 9), feature.target(["red", "red green"]), [7, 8]);
    expect(bars).toMatchObject({ kind: "bars", labels: ["red", "green", "round"], values: [1, 0, 0], counts: [2, 1, 0], rows: [[], [8], [8]] });
  });
  test("shows what each row was answered", () => {
    const taken = feature.judge(feature.target(["red", "red green"]), 2);
    taken.take(Float32Array.of(9, -9, -9, 9, -9, 9), 0);
    expect(taken.each!([7, 8])).toMatchObject({
      kind: "parts", of: "set", labels: ["red", "green", "round"], error: Float32Array.of(0, 1 - 1 / 3),
      truth: { starts: Uint32Array.of(0, 1, 3), labels: Int32Array.of(0, 0, 1) }, predicted: { starts: Uint32Array.of(0, 1, 3), labels: Int32Array.of(0, 0, 2) },
    });
  });
  test("an empty set is a target where the strategy says what an empty cell counts as", () => {
    const { feature: filled } = output("set", ["a", "b", "a"], { preprocessing: { missing_value_strategy: "fill_with_const" } });
    expect(filled.missing).toBe("facts");
    expect(Array.from(filled.target([null]).data)).toEqual([0, 0]);
  });
});

describe("a vector that is predicted", () => {
  const { feature } = output("vector", ["1 2", "3 4", "[5, 0]"]);
  test("is read in the column's own units, and a cell of another size has no target", () => {
    const target = feature.target(["1 -2", "1 2 3"]);
    expect(Array.from(target.data)).toEqual([1, -2, 0, 0]);
    expect(Array.from(target.known!)).toEqual([1, 0]);
    expect(feature.target(["1 -2"]).known).toBeUndefined();
  });
  test("is written as a list, and judged by the mean error of each number", () => {
    const answers = Float32Array.of(1, 2, 0.5, -3);
    expect(feature.columns(feature.predict(answers, 2))["f_predictions"]).toEqual(["[1, 2]", "[0.5, -3]"]);
    const [bars] = feature.charts(answers, feature.target(["1 4", "1.5 -3"]), [0, 1]);
    expect(bars).toMatchObject({ of: "error_of_dimension", labels: ["1", "2"], values: [0.5, 1], rows: [[1, 0], [0, 1]] });
    expect(feature.baseline).toEqual(Float32Array.of(3, 2));
  });
  test("shows the first numbers of each row, and how far off all are", () => {
    const { feature: long } = output("vector", [Array.from({ length: 20 }, (_, i) => i).join(" ")]);
    const taken = long.judge(long.target([new Array(20).fill(1).join(" ")]), 1);
    taken.take(new Float32Array(20).fill(1.5), 0);
    expect(taken.each!([3])).toMatchObject({ of: "vector", more: 4, error: Float32Array.of(0.5), truth: { starts: Uint32Array.of(0, 16) }, predicted: { values: new Float32Array(16).fill(1.5) } });
  });
  test("with softmax it is shares", () => {
    const { feature: shares } = output("vector", ["0.5 0.5"], { softmax: true, loss: { type: "softmax_cross_entropy" } });
    expect(shares.predict(Float32Array.of(0, Math.log(3)), 1)).toMatchObject({ values: Float32Array.of(0.25, 0.75) });
  });
  test("clip needs room", () => {
    expect(output("vector", ["1"], { decoder: { type: "projector", clip: [1, 1] } }).problems).toEqual([expect.stringContaining("min below max")]);
  });
});

describe("a distribution that is predicted", () => {
  const preprocessing = { vocab: ["north", "east", "west"] };
  test("is shares of the classes that vocab names, whatever their sum", () => {
    const { feature } = output("category_distribution", ["20 30 50", "[1, 0, 0]"], { preprocessing });
    expect(rowsOf(feature.target(["20, 30, 50", "0;1;1"]).data, 3)).toEqual([[0.2, 0.3, 0.5].map(Math.fround), [0, 0.5, 0.5]]);
    expect(["0.1 0.9", "-1 1 1", "0 0 0", "a b c"].map((cell) => feature.isMissing(cell))).toEqual([true, true, true, true]);
    const columns = feature.columns(feature.predict(Float32Array.of(0, 0, Math.log(2)), 1));
    expect(columns).toEqual({
      f_predictions: ["west"],
      f_probabilities: ["[0.25, 0.25, 0.5]"],
      f_probabilities_north: ["0.25"],
      f_probabilities_east: ["0.25"],
      f_probabilities_west: ["0.5"],
      f_probability: ["0.5"],
    });
  });
  test("says what it needs", () => {
    expect(output("category_distribution", ["1 2"]).complaints[0]).toContain("vocab must name the classes");
    expect(output("category_distribution", ["1 2"], { preprocessing: { vocab: ["a", "a"] } }).complaints[0]).toContain("more than once");
    expect(output("category_distribution", ["x"], { preprocessing }).complaints[0]).toContain("no cell of the training rows");
  });
});
