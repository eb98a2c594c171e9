import type { BarsChart } from "../../charts.ts";
import type { Encoded } from "../../data/encoded.ts";
import { classifier } from "../../decoders/classifier.ts";
import { setLosses } from "../../losses/index.ts";
import { setMetrics, type SetScored } from "../../metrics/set.ts";
import { float, Type, type Params } from "../../schema/params.ts";
import type { Judged, OutputSpec } from "../feature.ts";
import { knownItems, unseenItems } from "../items.ts";
import { f1Bars, labelStatistics, MOST_BARS, tallyLabels, type Tally } from "../label-tally.ts";
import { setAnswers } from "../part-answers.ts";
import { listText, scoreAll, shortFloat } from "../scores.ts";
import type { SetFacts } from "./facts.ts";
import { bestThresholds } from "./thresholds.ts";

const settings = Type.Object({
  threshold: float(0.5, "From which probability on an item is in the set.", { min: 0, max: 1, impact: "medium" }),
});
type Settings = Params<typeof settings>;
const units = (facts: SetFacts): number => facts.idx2str.length;

export const output: OutputSpec<typeof settings, SetFacts> = {
  settings,
  decoders: { noun: "decoder", choices: { classifier: classifier(units) }, fallback: "classifier" },
  losses: { noun: "loss", choices: setLosses, fallback: "sigmoid_cross_entropy" },
  defaultMetric: "jaccard",
  metrics: setMetrics,
  target,
  unseen: unseenItems,
  predict(logits, rows, facts, { threshold }) {
    const probabilities = sigmoids(logits, rows * units(facts));
    return { kind: "set", labels: facts.idx2str, probabilities, predicted: Uint8Array.from(probabilities, (p) => Number(p >= threshold)) };
  },
  score: (logits, truth, rows, facts, read) => scoreAll(setMetrics, scoredOf(logits, truth, rows, facts, read)),
  baseline: (facts) => Float32Array.from(facts.idx2str, (item) => logit(facts.str2freq[item]!, facts.rows)),
  charts: (about) => (about.rows.length === 0 ? [] : [labelBars(about)]),
  each({ logits, target: truth, rows, facts, settings: read }) {
    const width = units(facts);
    const probabilities = sigmoids(logits, rows.length * width);
    return setAnswers(facts.idx2str, rows, truth.data, probabilities, read.threshold);
  },
  statistics: (about) => labelStatistics(about.facts.idx2str, tallies(about)),
  columns(name, predictions) {
    if (predictions.kind !== "set") throw new Error(`internal: expected predictions of a set, got ${predictions.kind}`);
    const { labels, probabilities, predicted } = predictions;
    const width = labels.length;
    const rows = Array.from({ length: width === 0 ? 0 : predicted.length / width }, (_, row) => row * width);
    return {
      [`${name}_predictions`]: rows.map((at) => JSON.stringify(labels.filter((_, i) => predicted[at + i] === 1))),
      [`${name}_probabilities`]: rows.map((at) => listText(Array.from(probabilities.subarray(at, at + width), shortFloat))),
    };
  },
};

/** [labels] 1 for each item that is there; items that the training rows did not have are no one's to predict. */
function target(cells: readonly (string | null)[], facts: SetFacts): Encoded {
  const data = new Float32Array(cells.length * units(facts));
  cells.forEach((cell, row) => {
    for (const item of knownItems(cell, facts).keys()) if (item >= 0) data[row * units(facts) + item] = 1;
  });
  return { dtype: "float32", shape: [units(facts)], data };
}

const sigmoids = (logits: Float32Array, count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => 1 / (1 + Math.exp(-logits[i]!)));

/** ln of the odds, of one row more with the item and one more without, so that they are finite. */
const logit = (withItem: number, rows: number): number => Math.log((withItem + 1) / (rows - withItem + 1));

function scoredOf(logits: Float32Array, truth: Encoded, rows: number, facts: SetFacts, { threshold }: Settings): SetScored {
  const probabilities = sigmoids(logits, rows * units(facts));
  return { labels: units(facts), predicted: probabilities.map((p) => Number(p >= threshold)), truth: truth.data };
}

function labelBars(about: Judged<typeof settings, SetFacts>): BarsChart {
  const { name, logits, target: truth, rows, facts, settings: { threshold } } = about;
  const width = units(facts);
  const best = bestThresholds({ labels: width, shown: Math.min(MOST_BARS, width), probabilities: sigmoids(logits, rows.length * width), truth: truth.data });
  return f1Bars(name, "f1_of_label", facts.idx2str, tallies(about), { own: threshold, ...best });
}

function tallies({ logits, target: truth, rows, facts, settings: read }: Judged<typeof settings, SetFacts>): readonly Tally[] {
  const { predicted, truth: labels } = scoredOf(logits, truth, rows.length, facts, read);
  return tallyLabels(units(facts), (note) => {
    for (let i = 0; i < labels.length; i++) {
      if (labels[i] === 1 || predicted[i] === 1) note(i % units(facts), labels[i] === 1, predicted[i] === 1, rows[Math.floor(i / units(facts))]!);
    }
  });
}
