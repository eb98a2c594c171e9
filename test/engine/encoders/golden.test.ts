/** Encoders and reductions against PyTorch and scikit-learn (test/golden/encoders.py). */
import { beforeAll, describe, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { features, type FeatureTypeName } from "../../../src/engine/features/index.ts";
import type { InputFeature } from "../../../src/engine/features/feature.ts";
import { sequenceOf } from "../../../src/engine/layers/marks.ts";
import { reduce, type Reduction } from "../../../src/engine/layers/reduce.ts";
import type { BuildContext } from "../../../src/engine/model/context.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/encoders.json" with { type: "json" };
import { tensorType } from "../../../src/engine/data/encoded.ts";
import { encodedNow } from "../../support/encoding.ts";

beforeAll(async () => {
  await startBackend("wasm", { gpu: null, timeout: 20_000 });
});

const fit = (type: FeatureTypeName, encoder: object, cells: readonly string[], preprocessing: object = {}): InputFeature =>
  features[type].openInput({ name: "f", type, encoder, preprocessing }, [], (problem) => expect.fail(problem.message)).fit(cells, () => {});

const context = (input: BuildContext["input"]): BuildContext => ({ name: (part) => part, seed: (part) => part.length, input });

/** An input's encoder as a model of its own. */
function modelOf(feature: InputFeature, part: string): tf.LayersModel {
  const { shape, dtype } = feature.parts[part]!;
  const input = tf.input({ name: part, shape: [...shape], dtype: tensorType({ dtype }) });
  return tf.model({ inputs: input, outputs: feature.build(context(() => input)).tensor });
}

function setWeight(model: tf.LayersModel, name: string, values: tf.Tensor): void {
  const weight = model.weights.find(({ originalName }) => originalName === name)!;
  (weight.read() as tf.Variable).assign(tf.reshape(values, weight.shape as number[])); // a weight is a variable, without gaps
}

async function answer(model: tf.LayersModel, feature: InputFeature, part: string, cells: readonly string[]): Promise<readonly number[]> {
  const { data, shape, dtype } = encodedNow(feature, cells)[part]!;
  return Array.from(await (model.predict(tf.tensor(data, [cells.length, ...shape], tensorType({ dtype }))) as tf.Tensor).data()); // one output
}

const near = (found: ArrayLike<number>, wanted: readonly number[]) => {
  expect(found).toHaveLength(wanted.length);
  wanted.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
};

describe("numbers", () => {
  const { numbers } = golden;
  const cells = numbers.column.map(String);
  const asked = cells.slice(0, numbers.asked);

  test("ple: quantiles of the training rows, and how much of each bin lies below", async () => {
    const feature = fit("number", { type: "ple", num_bins: numbers.bins, output_size: numbers.bins }, cells);
    near((feature.facts as { bin_edges: number[] }).bin_edges, numbers.edges); // the facts of a column with bins
    const model = modelOf(feature, "value");
    setWeight(model, "mixed/kernel", tf.eye(numbers.bins));
    near(await answer(model, feature, "value", asked), numbers.ple);
    const beyond = await answer(model, feature, "value", ["-1e30", "1e30", "NaN"]);
    expect(beyond.slice(0, 2 * numbers.bins)).toEqual([...new Array<number>(numbers.bins).fill(0), ...new Array<number>(numbers.bins).fill(1)]);
    expect(beyond.every(Number.isFinite)).toBe(true);
  });

  test("bins: the value's own, edges to the right", () => {
    const feature = fit("number", { type: "bins", num_bins: numbers.bins }, cells);
    expect(Array.from(encodedNow(feature, asked)["bin"]!.data)).toEqual(numbers.bin);
    expect(Array.from(encodedNow(feature, ["-1e300", "1e300"])["bin"]!.data)).toEqual([0, numbers.bins - 1]);
  });

  test("a column that repeats itself has fewer bins, and a constant one still has one", () => {
    const edges = (column: readonly string[]) => (fit("number", { type: "bins", num_bins: 8 }, column).facts as { bin_edges: number[] }).bin_edges;
    expect(edges(["1", "1", "1", "1", "1", "1", "2", "2"]).length).toBeLessThan(9);
    expect(edges(["7", "7"])).toHaveLength(2);
  });

  test("periodic: sine and cosine, and the gradient of the frequencies", async () => {
    const feature = fit("number", { type: "periodic", num_frequencies: 3, output_size: 6 }, cells);
    const model = modelOf(feature, "value");
    setWeight(model, "mixed/kernel", tf.eye(6));
    setWeight(model, "waves/coefficients", tf.tensor1d(numbers.frequencies));
    near(await answer(model, feature, "value", asked), numbers.waves);
    const x = tf.tensor(encodedNow(feature, asked)["value"]!.data, [asked.length, 1]);
    const [coefficients] = model.trainableWeights.filter(({ originalName }) => originalName === "waves/coefficients").map((w) => w.read() as tf.Variable);
    const { grads } = tf.variableGrads(() => tf.sum(tf.mul(tf.square(model.apply(x) as tf.Tensor), tf.range(1, 7))), [coefficients!]);
    const slopes = await grads[coefficients!.name]!.data();
    numbers.frequency_gradient.forEach((slope, i) => expect(slopes[i]! / slope).toBeCloseTo(1, 3));
  });
});

test("hash: a name falls where it falls, known or not", () => {
  const feature = fit("category", { type: "hash", num_hash_buckets: 8 }, ["a", "b"]);
  const buckets = (cells: readonly string[]) => Array.from(encodedNow(feature, cells)["bucket"]!.data);
  expect(buckets(["a", " a ", "never seen"])).toEqual([buckets(["a"])[0], buckets(["a"])[0], buckets(["never seen"])[0]]);
  expect(new Set(buckets(Array.from({ length: 200 }, (_, i) => `city ${i}`))).size).toBe(8);
});

describe("tf_idf", () => {
  test.each(golden.terms.cases)("n-grams $ngram_range, in $min_df texts or more, in a share of $max_df or less", ({ rows, ...encoder }) => {
    const feature = fit("text", { type: "tf_idf", ...encoder }, golden.terms.texts, { tokenizer: "space" });
    const { terms } = (feature.facts as { tf_idf: { terms: string[] } }).tf_idf; // the facts of a column whose terms are counted
    const { data } = encodedNow(feature, golden.terms.texts)["terms"]!;
    rows.forEach((row, i) => {
      const wanted: Readonly<Record<string, number | undefined>> = row;
      near(data.subarray(i * terms.length, (i + 1) * terms.length), terms.map((term) => wanted[term] ?? 0));
      expect(Object.keys(wanted).every((term) => terms.includes(term))).toBe(true);
    });
  });
});

describe("reductions", () => {
  const { x, mask, shape, weights, y } = golden.reductions;
  const given = () => [tf.tensor(x, shape), tf.tensor(mask, [...shape.slice(0, 2), 1])];
  const wired = (how: Reduction) => {
    const [values, marks] = [tf.input({ name: "x", shape: shape.slice(1) }), tf.input({ name: "mask", shape: [shape[1]!, 1] })];
    const none = () => { throw new Error("no part is asked for"); };
    return tf.model({ inputs: [values, marks], outputs: reduce(context(none), "reduced", sequenceOf(context(none), "x", { tensor: values, mask: marks }), how) });
  };

  test.each(Object.entries(y))("%s, padding left out", async (how, wanted) => {
    const model = wired(how as Reduction); // a name out of the golden file
    const own = weights[how as keyof typeof weights] ?? []; // likewise
    model.trainableWeights.forEach(({ originalName }, i) => setWeight(model, originalName, tf.tensor1d(own[i]!)));
    near(await (model.predict(given()) as tf.Tensor).data(), wanted);
  });

  test.each(["sum", "mean", "max", "last", "concat", "attention", "attention_pooling"] as const)("%s of padding alone is zeros", async (how) => {
    const made = wired(how).predict([tf.ones(shape), tf.zeros([...shape.slice(0, 2), 1])]) as tf.Tensor;
    expect(Math.max(...(await made.data()).map(Math.abs))).toBe(0);
  });
});
