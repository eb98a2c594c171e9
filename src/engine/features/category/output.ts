import { classifier, mlpClassifier } from "../../decoders/classifier.ts";
import { categoryLosses } from "../../losses/index.ts";
import { categoryAnswers } from "../../metrics/category-answers.ts";
import { categoryMetrics } from "../../metrics/category.ts";
import { confusionStatistics } from "../../metrics/confusion.ts";
import { int, Type } from "../../schema/params.ts";
import { calibration } from "../calibration.ts";
import { confusionChart } from "../classification-charts.ts";
import type { Answers } from "../answers.ts";
import type { OutputSpec } from "../feature.ts";
import { scoreAll } from "../scores.ts";
import { categoryColumns } from "./columns.ts";
import { indexOf, type CategoryFacts } from "./facts.ts";

const settings = Type.Object({
  top_k: int(3, "How many guesses `hits_at_k` allows.", { min: 1 }),
  calibration,
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
  answers,
  score: (logits, target, _, facts, read) => whole({ name: "", logits, target, facts, settings: read }).scores(),
  baseline: (facts) => Float32Array.from(facts.idx2str, (label) => Math.log((Object.hasOwn(facts.str2freq, label) ? facts.str2freq[label]! : 0) + 1e-3)),
  charts: (about) => whole(about).charts(about.rows),
  statistics: (about) => whole(about).statistics(about.rows),
  columns: categoryColumns,
};

type About = Parameters<NonNullable<typeof output.answers>>[0];

function answers({ name, target, facts, settings: { top_k: topK } }: About): Answers {
  const kept = categoryAnswers(target.data, units(facts), topK);
  const { hits_at_k, hits_at_k_micro, ...always } = categoryMetrics;
  const metrics = units(facts) > topK ? { ...always, hits_at_k, hits_at_k_micro } : always;
  return {
    take: kept.take,
    scores: (drawn) => scoreAll(metrics, kept.scored(drawn)),
    charts(rows) {
      const { truth, predicted } = kept.scored();
      return rows.length === 0 ? [] : [confusionChart(name, facts.idx2str, truth, predicted, rows)];
    },
    statistics() {
      const { truth, predicted } = kept.scored();
      return confusionStatistics(truth, predicted, facts.idx2str);
    },
  };
}

function whole(about: About & { readonly logits: Float32Array }): Answers {
  const taken = answers(about);
  taken.take(about.logits, 0);
  return taken;
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
