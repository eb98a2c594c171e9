/** The simple models against scikit-learn's (test/golden/evaluation.py), on numbers that are standardised by the training rows. */
import { describe, expect, test } from "vitest";
import type { Encoded } from "../../../../src/engine/data/encoded.ts";
import { logisticRegression, ridgeRegression } from "../../../../src/engine/evaluation/baselines/linear.ts";
import { reader } from "../../../../src/engine/evaluation/baselines/matrix.ts";
import { nearest } from "../../../../src/engine/evaluation/baselines/neighbours.ts";
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
