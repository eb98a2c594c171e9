import { classifier } from "../../decoders/classifier.ts";
import { distributionLosses } from "../../losses/index.ts";
import { largest } from "../../metrics/category-answers.ts";
import { distributionMetrics } from "../../metrics/distribution.ts";
import { falseYet, Type } from "../../schema/params.ts";
import type { OutputSpec } from "../feature.ts";
import { errorBars } from "../error-bars.ts";
import { shareAnswers } from "../part-answers.ts";
import { listText, scoreAll, shortFloat, softmaxRows } from "../scores.ts";
import { sharesOf, type DistributionFacts } from "./facts.ts";

const settings = Type.Object({
  calibration: falseYet("Scale the logits after training, so that probabilities are frequencies."),
});
const units = (facts: DistributionFacts): number => facts.idx2str.length;

export const output: OutputSpec<typeof settings, DistributionFacts> = {
  settings,
  decoders: { noun: "decoder", choices: { classifier: classifier(units) }, fallback: "classifier" },
  losses: { noun: "loss", choices: distributionLosses, fallback: "softmax_cross_entropy", planned: ["corn", "entropic_open_set", "objectosphere", "focal", "poly", "sparsemax", "entmax15"] },
  defaultMetric: "accuracy",
  metrics: distributionMetrics,
  target: (cells, facts) => ({ dtype: "float32", shape: [units(facts)], data: Float32Array.from(cells.flatMap((cell) => sharesOf(cell, units(facts)))) }),
  predict: (logits, rows, facts) => ({ kind: "distribution", labels: facts.idx2str, shares: softmaxRows(logits, rows, units(facts)) }),
  score: (logits, target, rows, facts) =>
    scoreAll(distributionMetrics, { classes: units(facts), shares: softmaxRows(logits, rows, units(facts)), truth: target.data }),
  baseline: (facts) => Float32Array.from(facts.mean, (share) => Math.log(share + 1e-3)),
  charts: ({ name, logits, target: { data }, rows, facts }) =>
    rows.length === 0 ? [] : [errorBars(name, "error_of_share", facts.idx2str, { predicted: softmaxRows(logits, rows.length, units(facts)), actual: data, rows })],
  each: ({ logits, target: { data }, rows, facts }) => shareAnswers(facts.idx2str, rows, data, softmaxRows(logits, rows.length, units(facts))),
  statistics: () => ({}),
  columns(name, predictions) {
    if (predictions.kind !== "distribution") throw new Error(`internal: expected predictions of a distribution, got ${predictions.kind}`);
    const { labels, shares } = predictions;
    const width = labels.length;
    const texts = Array.from(shares, shortFloat);
    const rows = Array.from({ length: texts.length / width }, (_, row) => row * width);
    const answer = largest(shares, width);
    return {
      [`${name}_predictions`]: Array.from(answer, (c) => labels[c]!),
      [`${name}_probabilities`]: rows.map((at) => listText(texts.slice(at, at + width))),
      ...Object.fromEntries(labels.map((label, c) => [`${name}_probabilities_${label}`, rows.map((at) => texts[at + c]!)])),
      [`${name}_probability`]: rows.map((at, row) => texts[at + answer[row]!]!),
    };
  },
};
