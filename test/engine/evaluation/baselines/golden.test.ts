/** The simple models against scikit-learn's (test/golden/evaluation.py), on numbers that are standardised by the training rows. */
import { describe, expect, test } from "vitest";
import type { Encoded } from "../../../../src/engine/data/encoded.ts";
import { linearAnswers, neighbourAnswers, treeAnswers, type Task } from "../../../../src/engine/evaluation/baselines/answers.ts";
import { logisticRegression, oneVersusRest, ridgeRegression, shareRegression } from "../../../../src/engine/evaluation/baselines/linear.ts";
import { reader } from "../../../../src/engine/evaluation/baselines/matrix.ts";
import { nearest } from "../../../../src/engine/evaluation/baselines/neighbours.ts";
import { placeAnswers, tokenAnswers } from "../../../../src/engine/evaluation/baselines/tags.ts";
import { classTargets, decisionTree, numberTargets } from "../../../../src/engine/evaluation/baselines/tree.ts";
import golden from "../../../golden/evaluation.json" with { type: "json" };

const { width, rows, x, kind, price, sold, ...wanted } = golden.simple;
const part = (from: number, to: number): readonly Encoded[] =>
  Array.from({ length: width }, (_, c) => ({ dtype: "float32", shape: [], data: Float32Array.from({ length: to - from }, (_, row) => x[(from + row) * width + c]!) }));
const read = reader(part(0, rows), rows);
const train = read(part(0, rows), rows);
const fresh = kind.length - rows;
const test_ = read(part(rows, kind.length), fresh);
const always = (): Promise<boolean> => Promise.resolve(true);
const quiet = (): Promise<void> => Promise.resolve();

function close(found: ArrayLike<number>, golden: readonly number[], digits: number): void {
  expect(found.length).toBe(golden.length);
  golden.forEach((value, i) => expect(found[i], `at ${i}`).toBeCloseTo(value, digits));
}
const softmax = (logits: Float64Array, classes: number): Float64Array => {
  const powers = logits.map(Math.exp);
  return powers.map((power, i) => power / powers.subarray(i - (i % classes), i - (i % classes) + classes).reduce((a, b) => a + b));
};

describe("beside scikit-learn", () => {
  test("logistic regression of three classes and of two", async () => {
    close(softmax((await logisticRegression(train, kind, 3, always))(test_), 3), wanted.logistic.kind, 4);
    close((await logisticRegression(train, sold, 2, always))(test_).map((z) => 1 / (1 + Math.exp(-z))), wanted.logistic.sold, 4);
  });

  test("ridge regression", () => close(ridgeRegression(train, price)(test_), wanted.ridge, 5));

  test("a decision tree", async () => {
    close((await decisionTree(train, classTargets(kind, 3), quiet))(test_), wanted.tree.kind, 6);
    close((await decisionTree(train, numberTargets(price), quiet))(test_), wanted.tree.price, 5);
  });

  test("nearest neighbours", async () => {
    const mean = (of: (row: number) => number, out: (row: number) => number) => (neighbours: readonly number[], answer: Float64Array) => {
      for (const row of neighbours) answer[out(row)]! += of(row) / neighbours.length;
    };
    close(await nearest(train, test_, 3, mean(() => 1, (row) => kind[row]!), quiet), wanted.neighbours.kind, 6);
    close(await nearest(train, test_, 1, mean((row) => price[row]!, () => 0), quiet), wanted.neighbours.price, 5);
  });
});

describe("beside scikit-learn, where an answer has several parts", () => {
  const { parts } = golden;
  const column = (from: number, to: number): readonly Encoded[] =>
    Array.from({ length: parts.width }, (_, c) => ({ dtype: "float32", shape: [], data: Float32Array.from({ length: to - from }, (_, row) => parts.x[(from + row) * parts.width + c]!) }));
  const all = parts.x.length / parts.width;
  const reading = reader(column(0, parts.rows), parts.rows);
  const [known, unknown] = [reading(column(0, parts.rows), parts.rows), reading(column(parts.rows, all), all - parts.rows)];
  const first = (values: readonly number[], units: number) => values.slice(0, parts.rows * units);
  const task = (kind: Task["kind"], units: number, truth: readonly number[]): Task => ({ kind, units, x: known, truth, goOn: always });
  const alike = (values: ArrayLike<number>) => Array.from(values).filter((_, i) => parts.tree.alike[Math.floor(i / 3)]);
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

  test("a logistic regression of each label against the rest", async () =>
    close((await oneVersusRest(known, first(parts.labels, 3), 3, always))(unknown).map(sigmoid), parts.one_vs_rest, 3));

  test("a softmax regression on shares", async () =>
    close(softmax((await shareRegression(known, first(parts.shares, 3), 3, always))(unknown), 3), parts.soft, 3));

  test("a ridge regression of each number of a vector", () => close(ridgeRegression(known, first(parts.vectors, 2), 2)(unknown), parts.ridge, 5));

  test("a decision tree of labels and of vectors", async () => {
    close(alike((await decisionTree(known, numberTargets(first(parts.labels, 3), 3), quiet))(unknown)), alike(parts.tree.labels), 6);
    close((await decisionTree(known, numberTargets(first(parts.vectors, 2), 2), quiet))(unknown), parts.tree.vectors, 5);
  });

  test("the shares of the nearest neighbours, as logits whose softmax they are", async () => {
    const logits = Float64Array.from(await (await neighbourAnswers(task("distribution", 3, first(parts.shares, 3))))(unknown));
    close(softmax(logits, 3), parts.neighbours, 2); // a little of each class is added
  });

  test("logits of labels are those whose sigmoid is the share", async () => {
    const tree = await (await treeAnswers(task("set", 3, first(parts.labels, 3))))!(unknown);
    close(alike(tree).map(sigmoid), alike(parts.tree.labels), 2);
    const vectors = await (await linearAnswers(task("vector", 2, first(parts.vectors, 2))))!(unknown);
    close(vectors, parts.ridge, 4);
  });

  test("more numbers than are learnt in seconds are left to the neighbours", async () => {
    const wide = task("vector", 201, new Float32Array(201 * parts.rows) as unknown as readonly number[]);
    expect([await linearAnswers(wide), await treeAnswers(wide)]).toEqual([null, null]);
  });
});

describe("tags", () => {
  // Three steps, two tags; token 7 has tag 1 twice of three times, token 8 always 0. The second input tells nothing.
  const inputs: readonly Encoded[] = [
    { dtype: "int32", shape: [3], data: Int32Array.of(5, 5, 5, 5, 5, 5) },
    { dtype: "int32", shape: [3], data: Int32Array.of(7, 8, 7, 8, 7, 0) },
    { dtype: "float32", shape: [3], data: new Float32Array(6) },
  ];
  const taskOfTags = { steps: 3, tags: 2, rows: 2, inputs, truth: [1, 0, 1, 0, 0, -2] };
  const shares = (logits: Float32Array) => Array.from(logits, (z) => Math.round(Math.exp(z) * 100) / 100);

  test("the commonest at a place", () => {
    expect(shares(placeAnswers(taskOfTags)(inputs, 1))).toEqual([0.5, 0.5, 1, 0, 0, 1]);
  });
  test("the commonest for a token, of an unknown one the commonest of all", () => {
    const given = inputs.map((part, i) => (i === 1 ? { ...part, data: Int32Array.of(8, 7, 99) } : part));
    expect(shares(tokenAnswers(taskOfTags)!(given, 1))).toEqual([1, 0, 0.33, 0.67, 0.6, 0.4]);
  });
  test("no input has as many steps", () => expect(tokenAnswers({ ...taskOfTags, inputs: [inputs[2]!] })).toBeNull());
});
