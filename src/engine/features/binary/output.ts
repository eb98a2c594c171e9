import type { Chart } from "../../charts.ts";
import type { Encoded } from "../../data/encoded.ts";
import type { Cells } from "../../data/table.ts";
import { mlpClassifier } from "../../decoders/classifier.ts";
import { regressor } from "../../decoders/regressor.ts";
import { binaryLosses } from "../../losses/index.ts";
import { binaryMetrics, type BinaryScored } from "../../metrics/binary.ts";
import { confusionStatistics } from "../../metrics/confusion.ts";
import { precisionRecall, rocCurve } from "../../metrics/roc.ts";
import { calibrationChart } from "../calibration-chart.ts";
import { calibration } from "../calibration.ts";
import { confusionChart, mistakesChart } from "../classification-charts.ts";
import { coverageChart } from "../ranking-charts.ts";
import { thresholdCharts } from "../threshold-charts.ts";
import { float, Type, type Params } from "../../schema/params.ts";
import type { Judged, OutputSpec } from "../feature.ts";
import { scoreAll, shortFloat } from "../scores.ts";
import { truthOf, type BinaryFacts } from "./facts.ts";

const settings = Type.Object({
  threshold: float(0.5, "Probability from which the answer is yes.", { min: 0, max: 1, impact: "medium" }),
  calibration,
});
type Settings = Params<typeof settings>;

export const output: OutputSpec<typeof settings, BinaryFacts> = {
  settings,
  decoders: { noun: "decoder", choices: { regressor, mlp_classifier: mlpClassifier(() => 1) }, fallback: "regressor" },
  losses: { noun: "loss", choices: binaryLosses, fallback: "binary_weighted_cross_entropy" },
  defaultMetric: "roc_auc",
  metrics: binaryMetrics,
  target,
  unseen: (cell, facts) => (truthOf(cell, facts) === undefined ? [cell.trim()] : []),
  predict(logits, rows, facts, read) {
    const probability = probabilities(logits, rows);
    return { kind: "binary", labels: facts.bool2str, probability, predicted: predicted(probability, read) };
  },
  score: (logits, target, rows, _, read) => scoreAll(binaryMetrics, judgeable(logits, target, rows, read).scored),
  baseline: ({ positives, negatives }) => Float32Array.of(Math.log((positives + 1e-3) / (negatives + 1e-3))),
  charts({ name, logits, target, rows, facts, settings: read }): readonly Chart[] {
    const { scored, kept } = judgeable(logits, target, rows.length, read);
    if (kept.length === 0) return [];
    const judged = Uint32Array.from(kept, (i) => rows[i]!);
    const labels = facts.bool2str;
    const confidence = confidences(scored);
    return [
      confusionChart(name, labels, scored.truth, scored.predicted, judged),
      ...mistakesChart(name, labels, { ...scored, confidence }, judged),
      ...thresholdCharts({ ...scored, output: name, labels, threshold: read.threshold }),
      calibrationChart({
        output: name, positive: labels[1], promised: scored.probability, rows: judged,
        cameTrue: (row) => scored.truth[row] === 1, brier: binaryMetrics.brier_score.score(scored),
      }),
      coverageChart(name, confidence, (row) => scored.truth[row] === scored.predicted[row]),
    ];
  },
  each({ logits, target, rows, facts, settings: read }) {
    const { scored, kept } = judgeable(logits, target, rows.length, read);
    return {
      kind: "labels", labels: facts.bool2str, confidence: confidences(scored), positive: Float32Array.from(scored.probability),
      rows: Uint32Array.from(kept, (i) => rows[i]!), truth: Int32Array.from(scored.truth), predicted: Int32Array.from(scored.predicted),
    };
  },
  statistics: ({ logits, target, rows, facts, settings: read }: Judged<typeof settings, BinaryFacts>) => {
    const { scored } = judgeable(logits, target, rows.length, read);
    const positive = (row: number): boolean => scored.truth[row] === 1;
    const roc = rocCurve(scored.probability, positive);
    const pr = precisionRecall(scored.probability, positive);
    return {
      ...confusionStatistics(scored.truth, scored.predicted, facts.bool2str),
      roc_curve: { false_positive_rate: roc.falsePositiveRate, true_positive_rate: roc.truePositiveRate },
      roc_auc_macro: roc.area,
      roc_auc_micro: roc.area,
      precision_recall_curve: { precisions: pr.precisions, recalls: pr.recalls },
      average_precision_macro: pr.averagePrecision,
      average_precision_micro: pr.averagePrecision,
      average_precision_samples: pr.averagePrecision,
    };
  },
  columns(name, predictions) {
    if (predictions.kind !== "binary") throw new Error(`internal: expected binary predictions, got ${predictions.kind}`);
    const {
      labels: [no, yes],
      probability,
      predicted: answers,
    } = predictions;
    const p = Array.from(probability, shortFloat);
    const q = p.map((share) => shortFloat(1 - Number(share)));
    return {
      [`${name}_predictions`]: Array.from(answers, (answer) => (answer === 1 ? yes : no)),
      [`${name}_probabilities`]: p.map((yesShare, i) => `[${q[i]}, ${yesShare}]`),
      [`${name}_probabilities_${no}`]: q,
      [`${name}_probabilities_${yes}`]: p,
      [`${name}_probability`]: p.map((share, i) => (Number(share) >= 0.5 ? share : q[i]!)),
    };
  },
};

/** 1 for yes, 0 for no; −1 where a cell says neither, which is no target. */
function target(cells: Cells, facts: BinaryFacts): Encoded {
  const truths = cells.map((cell) => truthOf(cell, facts));
  const data = Float32Array.from(truths, (truth) => Number(truth ?? -1));
  return { dtype: "float32", shape: [], data, ...(truths.includes(undefined) && { known: Uint8Array.from(truths, (truth) => Number(truth !== undefined)) }) };
}

const probabilities = (logits: Float32Array, rows: number): Float32Array =>
  Float32Array.from({ length: rows }, (_, row) => 1 / (1 + Math.exp(-logits[row]!)));
const predicted = (probability: Float32Array, { threshold }: Settings): Uint8Array =>
  Uint8Array.from(probability, (p) => (p >= threshold ? 1 : 0));

/** [rows] of the label that was answered. */
const confidences = ({ probability, predicted: answers }: BinaryScored): Float32Array =>
  Float32Array.from(probability, (yes, i) => (answers[i] === 1 ? yes : 1 - yes));

/** The rows whose truth is one of the two labels, and their answers. */
function judgeable(
  logits: Float32Array,
  target: Encoded,
  rows: number,
  read: Settings,
): { readonly scored: BinaryScored; readonly kept: readonly number[] } {
  const kept = Array.from({ length: rows }, (_, row) => row).filter((row) => target.data[row]! >= 0);
  const probability = probabilities(
    Float32Array.from(kept, (row) => logits[row]!),
    kept.length,
  );
  return {
    kept,
    scored: { probability, predicted: predicted(probability, read), truth: Uint8Array.from(kept, (row) => target.data[row]!) },
  };
}
