import { classifier, mlpClassifier } from "../../decoders/classifier.ts";
import type { Encoded } from "../../data/encoded.ts";
import { categoryLosses } from "../../losses/index.ts";
import { categoryMetrics, type CategoryScored } from "../../metrics/category.ts";
import { confusionMatrix, confusionStatistics } from "../../metrics/confusion.ts";
import { falseYet, int, Type, type Params } from "../../schema/params.ts";
import { confusionChart } from "../classification-charts.ts";
import type { OutputSpec } from "../feature.ts";
import { scoreAll, shortFloat } from "../scores.ts";
import { indexOf, type CategoryFacts } from "./facts.ts";

const settings = Type.Object({
  top_k: int(3, "How many guesses `hits_at_k` allows.", { min: 1 }),
  calibration: falseYet("Scale the logits after training, so that probabilities are frequencies."),
});
/** As many as there are labels, whatever else a file says. */
const units = (facts: CategoryFacts): number => facts.idx2str.length;

export const output: OutputSpec<typeof settings, CategoryFacts> = {
  settings,
  decoders: { noun: "decoder", choices: { classifier: classifier(units), mlp_classifier: mlpClassifier(units) }, fallback: "classifier" },
  losses: { noun: "loss", choices: categoryLosses, fallback: "softmax_cross_entropy" },
  defaultMetric: "accuracy",
  metrics: categoryMetrics,
  target: (cells, facts) => ({ dtype: "int32", shape: [], data: Int32Array.from(cells, (cell) => indexOf(cell, facts)) }),
  predict(logits, rows, facts) {
    const probabilities = softmax(logits, rows, units(facts));
    return { kind: "category", labels: facts.idx2str, probabilities, predicted: argMax(probabilities, rows, units(facts)) };
  },
  score(logits, target, rows, facts, read) {
    const { hits_at_k, ...always } = categoryMetrics;
    return scoreAll(units(facts) > read.top_k ? { ...always, hits_at_k } : always, scoredOf(logits, target, rows, facts, read));
  },
  baseline: (facts) => Float32Array.from(facts.idx2str, (label) => Math.log((Object.hasOwn(facts.str2freq, label) ? facts.str2freq[label]! : 0) + 1e-3)),
  charts({ name, logits, target, rows, facts, settings: read }) {
    const { truth, predicted } = scoredOf(logits, target, rows.length, facts, read);
    return rows.length === 0 ? [] : [confusionChart(name, facts.idx2str, truth, predicted, rows)];
  },
  statistics({ logits, target, rows, facts, settings: read }) {
    const { truth, predicted } = scoredOf(logits, target, rows.length, facts, read);
    return confusionStatistics(confusionMatrix(truth, predicted, units(facts)), facts.idx2str);
  },
  columns(name, predictions) {
    if (predictions.kind !== "category") throw new Error(`internal: expected predictions of a category, got ${predictions.kind}`);
    const { labels, probabilities, predicted } = predictions;
    const texts = Array.from(probabilities, shortFloat);
    const rowOf = (row: number): string[] => texts.slice(row * labels.length, (row + 1) * labels.length);
    return {
      [`${name}_predictions`]: Array.from(predicted, (c) => labels[c]!),
      [`${name}_probabilities`]: Array.from(predicted, (_, row) => `[${rowOf(row).join(", ")}]`),
      ...Object.fromEntries(
        labels.map((label, c) => [`${name}_probabilities_${label}`, Array.from(predicted, (_, row) => texts[row * labels.length + c]!)]),
      ),
      [`${name}_probability`]: Array.from(predicted, (c, row) => texts[row * labels.length + c]!),
    };
  },
};

function scoredOf(
  logits: Float32Array,
  target: Encoded,
  rows: number,
  facts: CategoryFacts,
  { top_k: topK }: Params<typeof settings>,
): CategoryScored {
  const probabilities = softmax(logits, rows, units(facts));
  return { classes: units(facts), probabilities, predicted: argMax(probabilities, rows, units(facts)), truth: target.data, topK };
}

/** [rows, classes] logits → probabilities. */
function softmax(logits: Float32Array, rows: number, classes: number): Float32Array {
  const out = new Float32Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    const own = logits.subarray(row * classes, (row + 1) * classes);
    const highest = own.reduce((a, b) => Math.max(a, b), -Infinity);
    const powers = Float64Array.from(own, (z) => Math.exp(z - highest));
    const sum = powers.reduce((a, b) => a + b, 0);
    powers.forEach((p, c) => {
      out[row * classes + c] = p / sum;
    });
  }
  return out;
}

/** [rows] the likeliest class; of equals, the first. */
const argMax = (probabilities: Float32Array, rows: number, classes: number): Int32Array =>
  Int32Array.from({ length: rows }, (_, row) => {
    let best = 0;
    for (let c = 1; c < classes; c++) if (probabilities[row * classes + c]! > probabilities[row * classes + best]!) best = c;
    return best;
  });
