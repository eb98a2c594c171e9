import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openYaml } from "../../../src/engine/config/open.ts";
import { takeRows, type Encoded } from "../../../src/engine/data/encoded.ts";
import { seededRandom, shuffle } from "../../../src/engine/data/random.ts";
import { evaluateJudged, evaluateSplit, type Answered } from "../../../src/engine/evaluation/evaluate.ts";
import { scorecard } from "../../../src/engine/evaluation/scorecard.ts";
import { judgeOf } from "../../../src/engine/evaluation/scores.ts";
import type { OutputFeature } from "../../../src/engine/features/feature.ts";

const ROWS = 60;
const yaml = `input_features: [{name: x, type: number}]
output_features:
  - {name: kind, type: category}
  - {name: price, type: number, preprocessing: {normalization: zscore}, loss: {type: mean_squared_error, weight: 0.5}}
  - {name: sold, type: binary}
`;
const cells = {
  kind: Array.from({ length: ROWS }, (_, i) => ["a", "a", "b", "c"][i % 4]!),
  price: Array.from({ length: ROWS }, (_, i) => String((i * 7) % 31)),
  sold: Array.from({ length: ROWS }, (_, i) => (i % 3 === 0 ? "yes" : "no")),
};
const { opened, problems } = openYaml(yaml);
if (!opened) throw new Error(problems.map(({ message }) => message).join("; "));
const outputs = opened.outputs.map((output) => output.fit(cells[output.name as keyof typeof cells], () => {})); // the outputs are named after them
const targets = Object.fromEntries(outputs.map((output) => [output.name, output.target(cells[output.name as keyof typeof cells])]));

/** Logits that say the truth, as strongly as asked, with noise added. */
function logitsFor(output: OutputFeature, strength: number, noise: number): Float32Array {
  const units = output.baseline.length;
  const random = seededRandom(3, output.name);
  const target = targets[output.name]!.data;
  const truth = (row: number, unit: number): number => {
    if (output.type === "number") return target[row]!;
    return strength * (units > 1 ? Number(target[row] === unit) : 2 * target[row]! - 1);
  };
  return Float32Array.from({ length: ROWS * units }, (_, i) => truth(Math.floor(i / units), i % units) + noise * (random() - 0.5));
}

const answered = (strength: number, noise: number): Answered => ({
  split: "test",
  outputs,
  logits: Object.fromEntries(outputs.map((output) => [output.name, logitsFor(output, strength, noise)])),
  targets,
  rows: Uint32Array.from({ length: ROWS }, (_, i) => 100 + 2 * i),
  seed: 1,
});
const evaluation = (strength = 4, noise = 3) => evaluateSplit(answered(strength, noise));

describe("the evaluation of a split", () => {
  it("finds no fault with an oracle", () => {
    const { outputs: found } = evaluation(50, 0);
    expect(found["kind"]!.metrics).toMatchObject({ accuracy: 1, accuracy_micro: 1, roc_auc: 1 });
    expect(found["price"]!.metrics).toMatchObject({ r2: 1, mean_absolute_error: expect.closeTo(0, 4) });
    expect(found["sold"]!.metrics).toMatchObject({ accuracy: 1, roc_auc: 1 });
  });

  it("gives a share of rows without a miss the interval of so many rows, and other scores that no draw moves none", () => {
    const { intervals, rows } = evaluation(50, 0).outputs["sold"]!;
    const z = 1.959964;
    expect(intervals["accuracy"]![0]).toBeCloseTo(rows / (rows + z ** 2), 5); // Wilson's, of all
    expect(intervals["accuracy"]![1]).toBe(1);
    expect(intervals).not.toHaveProperty("roc_auc");
  });

  it("puts the trivial predictor beside it: the commonest class, the mean", () => {
    const { outputs: found } = evaluation();
    expect(found["kind"]!.baseline["accuracy_micro"]).toBeCloseTo(0.5, 10);
    expect(found["price"]!.baseline["r2"]).toBeCloseTo(0, 5);
    expect(found["sold"]!.baseline["accuracy"]).toBeCloseTo(2 / 3, 10);
  });

  it("adds the losses up by their weights", () => {
    const { outputs: found, combined } = evaluation();
    const { kind, price, sold } = found;
    expect(combined.loss).toBeCloseTo(kind!.metrics["loss"]! + 0.5 * price!.metrics["loss"]! + sold!.metrics["loss"]!, 10);
  });

  it("gives each defined metric a goal, and an interval around it", () => {
    for (const { metrics, goals, intervals } of Object.values(evaluation().outputs)) {
      expect(Object.keys(goals)).toEqual(expect.arrayContaining(Object.keys(metrics)));
      for (const [name, [low, high]] of Object.entries(intervals)) {
        expect(low).toBeLessThanOrEqual(metrics[name]!);
        expect(high).toBeGreaterThanOrEqual(metrics[name]!);
      }
      expect(Object.keys(intervals)).toEqual(expect.arrayContaining(["loss"]));
    }
  });

  it("leads every chart back to rows of the data set", () => {
    const rows = new Set(answered(4, 3).rows as Uint32Array); // made above
    const charts = Object.values(evaluation().outputs).flatMap(({ charts }) => charts);
    expect(new Set(charts.map(({ kind }) => kind))).toEqual(new Set(["confusion_matrix", "bars", "top_k", "calibration", "coverage", "roc_curve", "precision_recall", "thresholds", "predicted_against_actual", "largest_errors", "residuals"]));
    for (const chart of charts) {
      const behind = "rows" in chart ? (chart.rows as readonly unknown[]).flat(3) : []; // nested lists of row numbers
      expect(behind.every((row) => rows.has(row as number))).toBe(true);
    }
  });

  it("does not depend on the order of the rows", () => {
    const given = answered(4, 3);
    const whole = evaluateSplit(given);
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const order = shuffle(Uint32Array.from({ length: ROWS }, (_, i) => i), seededRandom(seed, "order"));
        const moved = (part: Encoded) => takeRows(part, order);
        const found = evaluateSplit({
          ...given,
          logits: Object.fromEntries(outputs.map(({ name, baseline }) => [name, moved({ dtype: "float32", shape: [baseline.length], data: given.logits[name]! }).data as Float32Array])),
          targets: Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, moved(target)])),
        });
        for (const { name } of outputs) {
          for (const [metric, value] of Object.entries(whole.outputs[name]!.metrics)) expect(found.outputs[name]!.metrics[metric], metric).toBeCloseTo(value, 8);
        }
      }),
      { numRuns: 10 },
    );
  });

  it("measures nothing where a model gave no number, and says in which rows", () => {
    const given = answered(4, 3);
    const logits = { ...given.logits, sold: given.logits["sold"]!.map((logit, i) => (i === 7 ? NaN : logit)), kind: given.logits["kind"]!.map((logit, i) => (i === 3 * 5 + 1 ? NaN : logit)) };
    const { sold, kind, price } = evaluateSplit({ ...given, logits }).outputs;
    for (const [output, row] of [[sold!, 114], [kind!, 110]] as const) {
      expect(output.unanswered).toEqual([row]);
      expect(Object.values(output.metrics).every(Number.isNaN)).toBe(true);
      expect([output.intervals, output.charts]).toEqual([{}, []]);
    }
    expect(price).not.toHaveProperty("unanswered");
    expect(price!.metrics).toEqual(evaluateSplit(given).outputs["price"]!.metrics);
  });

  it("says of a part with one answer alone that nothing can be ranked", () => {
    const { metrics, charts } = evaluateSplit({ ...answered(4, 3), outputs: outputs.slice(2), targets: { sold: { ...targets["sold"]!, data: new Float32Array(ROWS) } } }).outputs["sold"]!;
    expect([metrics["roc_auc"], metrics["average_precision"]]).toEqual([NaN, NaN]);
    const of = (kind: string) => charts.find((chart) => chart.kind === kind);
    expect(of("roc_curve")).toMatchObject({ area: NaN, falsePositiveRate: [], thresholds: [] });
    expect(of("precision_recall")).toMatchObject({ averagePrecision: NaN, precision: [], thresholds: [], prevalence: 0 });
    expect(of("thresholds")).toMatchObject({ positives: 0, negatives: ROWS });
  });

  it("tells each class from all others by curves whose areas are those of the metrics, the worst first", () => {
    const { metrics, charts } = evaluation().outputs["kind"]!;
    const [roc] = charts.filter((chart) => chart.kind === "roc_curve");
    const [curve] = charts.filter((chart) => chart.kind === "precision_recall");
    const areas = roc!.classes!.map(({ area }) => area);
    const precisions = curve!.classes!.map(({ averagePrecision }) => averagePrecision);
    const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean(areas)).toBeCloseTo(metrics["roc_auc"]!, 6);
    expect(mean(precisions)).toBeCloseTo(metrics["average_precision"]!, 6);
    expect([roc!.area, curve!.averagePrecision]).toEqual([Math.min(...areas), Math.min(...precisions)]);
    expect(roc!.classes!.map(({ judged }) => judged)).toEqual(areas.map(() => ROWS));
  });

  it("keeps what was answered to each row, which the charts agree with", () => {
    const { kind, price, sold } = evaluation().outputs;
    for (const { answers, metrics } of [kind!, sold!]) {
      if (answers?.kind !== "labels") throw new Error("labels were judged");
      expect(answers.truth.filter((label, i) => label === answers.predicted[i]).length / ROWS).toBeCloseTo(metrics["accuracy_micro"] ?? metrics["accuracy"]!, 10);
      expect(Math.max(...answers.confidence)).toBeLessThanOrEqual(1);
    }
    if (price!.answers?.kind !== "numbers") throw new Error("numbers were judged");
    const { truth, predicted } = price!.answers;
    expect(truth.reduce((sum, value, i) => sum + Math.abs(value - predicted[i]!) / ROWS, 0)).toBeCloseTo(price!.metrics["mean_absolute_error"]!, 6);
  });

  it("leaves undefined figures out of the card that goes with the model", () => {
    const oneClass = { ...answered(4, 3), outputs: outputs.slice(2), targets: { sold: { ...targets["sold"]!, data: new Float32Array(ROWS) } } };
    const judged = evaluateSplit(oneClass);
    expect(judged.outputs["sold"]!.metrics["roc_auc"]).toBeNaN();
    const card = scorecard(judged);
    expect(card.outputs["sold"]!.metrics).not.toHaveProperty("roc_auc");
    expect(JSON.parse(JSON.stringify(card))).toEqual(card);
  });

  describe("where rows lack a target", () => {
    const told = Uint32Array.from({ length: ROWS }, (_, i) => i).filter((i) => i % 5 > 1);
    const known = Uint8Array.from({ length: ROWS }, (_, i) => Number(i % 5 > 1));
    const given = answered(4, 3);
    const masked = (some: Uint8Array): Answered => ({ ...given, targets: Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, { ...target, known: some }])) });

    it("judges an output by the others alone", () => {
      const of = (logits: Float32Array, units: number) => told.reduce<number[]>((taken, row) => [...taken, ...logits.subarray(row * units, (row + 1) * units)], []);
      const alone = evaluateSplit({
        ...given,
        logits: Object.fromEntries(outputs.map(({ name, baseline }) => [name, Float32Array.from(of(given.logits[name]!, baseline.length))])),
        targets: Object.fromEntries(Object.entries(targets).map(([name, target]) => [name, takeRows(target, told)])),
        rows: told.map((row) => given.rows[row]!),
      });
      expect(evaluateSplit(masked(known))).toEqual({ ...alone, rows: ROWS });

      const { logits, ...part } = masked(known);
      const answers = Object.fromEntries(outputs.map((output) => [output.name, judgeOf(output, part.targets[output.name]!, ROWS)]));
      for (const { name, baseline } of outputs) {
        for (let row = 0; row < ROWS; row += 7) answers[name]!.take(logits[name]!.subarray(row * baseline.length, (row + 7) * baseline.length), row);
      }
      expect(evaluateJudged({ ...part, answers }), "taken in pieces").toEqual({ ...alone, rows: ROWS });
    });

    it("adds nothing for an output that no row has", () => {
      const { kind, sold } = evaluateSplit(given).outputs;
      const without = { ...given, targets: { ...targets, price: { ...targets["price"]!, known: new Uint8Array(ROWS) } } };
      expect(evaluateSplit(without).combined.loss).toBeCloseTo(kind!.metrics["loss"]! + sold!.metrics["loss"]!, 10);
    });
  });
});
