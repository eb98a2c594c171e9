import { classifier, mlpClassifier } from "../../decoders/classifier.ts";
import { categoryLosses } from "../../losses/index.ts";
import { categoryAnswers, largest } from "../../metrics/category-answers.ts";
import { categoryMetrics } from "../../metrics/category.ts";
import { confusionStatistics } from "../../metrics/confusion.ts";
import { int, Type } from "../../schema/params.ts";
import { brierBars, calibrationChart, classCalibrations, classPromises } from "../calibration-chart.ts";
import { calibration } from "../calibration.ts";
import { classBars, confusionChart, mistakesChart } from "../classification-charts.ts";
import { classCoverages, coverageChart, topKChart } from "../ranking-charts.ts";
import { classCurves } from "../threshold-charts.ts";
import type { Answers } from "../answers.ts";
import type { OutputSpec } from "../feature.ts";
import { scoreAll, softmaxRows } from "../scores.ts";
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
  unseen: (cell, facts) => (indexOf(cell, facts) < 0 ? [cell.trim()] : []),
  predict(logits, rows, facts) {
    const probabilities = softmaxRows(logits, rows, units(facts));
    return { kind: "category", labels: facts.idx2str, probabilities, predicted: largest(probabilities, units(facts)) };
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
      const scored = kept.scored();
      const { truth, predicted, confidence } = scored;
      const labels = facts.idx2str;
      const right = (row: number): boolean => truth[row] === predicted[row];
      if (rows.length === 0) return [];
      const classes = classPromises(labels, kept.whole(), truth, rows);
      return [
        confusionChart(name, labels, truth, predicted, rows),
        ...mistakesChart(name, labels, scored, rows),
        ...classBars(name, labels, truth, predicted, rows),
        ...topKChart(name, labels.length, scored.rank, rows),
        {
          ...calibrationChart({ output: name, positive: null, promised: confidence, rows, cameTrue: right, brier: categoryMetrics.brier_score.score(scored) }),
          classes: classCalibrations(classes),
        },
        ...brierBars(name, labels.length, classes),
        ...classCurves(name, classes),
        { ...coverageChart(name, confidence, right), classes: classCoverages(labels, truth, confidence, right) },
      ];
    },
    each(rows) {
      const { truth, predicted, confidence } = kept.scored();
      return { kind: "labels", labels: facts.idx2str, rows: Uint32Array.from(rows), truth: truth.map((label) => Math.max(-1, label)), predicted, confidence };
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
