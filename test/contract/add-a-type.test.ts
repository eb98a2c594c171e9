/**
 * A feature type as src/engine/README.md tells to write one, outside the registry, held to the same checks: the page stays
 * true. Its cells are school grades, A best and F worst.
 */
import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, test } from "vitest";
import { eagerRepeater } from "../../src/engine/acceleration/repeat.ts";
import type { Cell } from "../../src/engine/data/table.ts";
import { regressor } from "../../src/engine/decoders/regressor.ts";
import { passthrough } from "../../src/engine/encoders/passthrough.ts";
import { defineFeature } from "../../src/engine/features/define.ts";
import { scoreAll } from "../../src/engine/features/scores.ts";
import { apply } from "../../src/engine/layers/apply.ts";
import { weightsFrom } from "../../src/engine/layers/initializers.ts";
import { regressionLosses } from "../../src/engine/losses/regression.ts";
import type { Metric } from "../../src/engine/metrics/metric.ts";
import type { BuildContext, EncoderFn } from "../../src/engine/model/context.ts";
import { defineChoice } from "../../src/engine/schema/choice.ts";
import { bool, oneOf, Type } from "../../src/engine/schema/params.ts";
import * as tf from "../../src/engine/tf.ts";
import { admit } from "./checks/cases.ts";
import { checksOfType } from "./checks/index.ts";

const GRADES = "FEDCBA";
type Facts = { readonly usual: number };

const params = (missing: "fill_with_mode" | "drop_row") =>
  Type.Object({ missing_value_strategy: oneOf(["fill_with_mode", "drop_row"], missing, "What happens to empty cells.") });
const preprocessing = { input: params("fill_with_mode"), output: params("drop_row") };

/** A grade as a number from 0 to 1; undefined for what is none. */
const valueOf = (cell: Cell): number | undefined => {
  const place = cell === null || cell.length !== 1 ? -1 : GRADES.indexOf(cell);
  return place < 0 ? undefined : place / (GRADES.length - 1);
};

/** An encoder: parameters with defaults and sentences, an example that keeps it tiny, and the layers it adds, named and seeded. */
const bend = (seedOf: (context: BuildContext) => number) =>
  defineChoice({
    summary: "The grade through a nonlinearity of its own.",
    params: Type.Object({ steep: bool(false, "Use tanh instead of a sigmoid.") }),
    example: {},
    make:
      ({ steep }): EncoderFn<Facts> =>
      (context) => ({
        kind: "vector",
        tensor: apply(
          tf.layers.dense({
            name: context.name("bend"),
            units: 2,
            activation: steep ? "tanh" : "sigmoid",
            kernelInitializer: weightsFrom("xavier_uniform", seedOf(context)),
          }),
          context.input("value"),
        ),
      }),
  });

/** A metric: a sentence, which way is better, and a figure from typed arrays, NaN without rows. */
const withinOne: Metric<{ readonly predicted: ArrayLike<number>; readonly actual: ArrayLike<number> }> = {
  summary: "Share of rows at most one grade off.",
  goal: "max",
  score: ({ predicted, actual }) => Array.from(actual).filter((a, i) => Math.abs(predicted[i]! - a) <= 0.2).length / actual.length,
};
const metrics = { within_one: withinOne };

const gradeWith = (seedOf: (context: BuildContext) => number) =>
  defineFeature({
    type: "grade",
    summary: "A school grade from A to F.",
    likeness: (column) => ({
      score: column.top.every(({ value }) => valueOf(value) !== undefined) ? 0.9 : 0,
      reasons: ["Letters from A to F"],
      doubts: [],
    }),
    preprocessing,
    isMissing: (cell) => valueOf(cell) === undefined,
    fit(cells): Facts {
      let [sum, count] = [0, 0];
      for (const cell of cells) {
        const value = valueOf(cell);
        if (value !== undefined) [sum, count] = [sum + value, count + 1];
      }
      return { usual: count === 0 ? 0.5 : sum / count };
    },
    input: {
      parts: () => ({ value: { dtype: "float32", shape: [1] } }),
      encode: (cells, { usual }) => ({
        value: { dtype: "float32", shape: [1], data: Float32Array.from(cells, (cell) => valueOf(cell) ?? usual) },
      }),
      encoders: { noun: "encoder", choices: { passthrough, bend: bend(seedOf) }, fallback: "passthrough" },
      control: () => ({ kind: "choice", options: [...GRADES].reverse(), typical: "C" }),
    },
    output: {
      settings: Type.Object({}),
      decoders: { noun: "decoder", choices: { regressor }, fallback: "regressor" },
      losses: { noun: "loss", choices: { huber: regressionLosses.huber }, fallback: "huber" },
      defaultMetric: "within_one",
      metrics,
      target: (cells, { usual }) => ({ dtype: "float32", shape: [], data: Float32Array.from(cells, (cell) => valueOf(cell) ?? usual) }),
      predict: (logits, rows) => ({ kind: "number", values: Float64Array.from(logits.subarray(0, rows)) }),
      score: (logits, target, rows) => scoreAll(metrics, { predicted: logits.subarray(0, rows), actual: target.data }),
      baseline: ({ usual }) => Float32Array.of(usual),
      charts: () => [],
      statistics: () => ({}),
      columns: (name, predictions) => ({
        [`${name}_predictions`]: predictions.kind === "number" ? Array.from(predictions.values, String) : [],
      }),
    },
    recipe: {
      input: "A is 1, F is 0, the grades between at equal distances; what is no grade is `usual`.",
      output: "1 is an A and 0 an F.",
    },
    example: { cells: ["A", "B", null, "C", "F", "D", "A", "E", "B"] },
  });

describe("a type that a newcomer adds", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });
  const grade = gradeWith((context) => context.seed("bend"));
  admit(grade);
  const checks = checksOfType(grade);
  for (const { name, run } of checks) test(name, () => run(eagerRepeater));

  test("gets the checks of its encoders, decoder and loss without a line of its own", () => {
    const names = checks.map((check) => check.name).join("\n");
    expect(names).toContain("grade: encodes absurd cells as finite numbers");
    for (const part of ["grade encoder bend", "grade decoder regressor", 'grade loss {"type":"huber"}']) expect(names).toContain(part);
  });

  test("is caught when it forgets to seed a weight", async () => {
    const forgetful = checksOfType(gradeWith(() => Math.floor(Math.random() * 2 ** 32)));
    await expect(forgetful.find(({ name }) => name.startsWith("grade encoder bend: begins with the same weights"))!.run(eagerRepeater)).rejects.toThrow(
      "the same seed gives other weights",
    );
  });
});
