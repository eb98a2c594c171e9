import type { Chart, PartAnswers } from "../charts.ts";
import type { Encoded } from "../data/encoded.ts";
import { logSumExp } from "../losses/classes.ts";
import { sequenceMetrics, type SequenceScored } from "../metrics/sequence.ts";
import type { Answers } from "./answers.ts";
import { confusionChart } from "./classification-charts.ts";
import { f1Bars, labelStatistics, tallyLabels, type Tally } from "./label-tally.ts";
import { startsOf } from "./part-answers.ts";
import { lengthBars, placeBars, stepsOf } from "./place-bars.ts";
import { scoreAll } from "./scores.ts";
import { isThere, likeliest, NO_TAG, tagsOf } from "./tag-steps.ts";
import type { SequenceFacts } from "./token-facts.ts";

/** Not among the words of a vocabulary, so that it reads as Ludwig's special symbols do. */
const UNSEEN = "<UNSEEN>";

/**
 * What a tagger answered, condensed to the likeliest tag of each step and the truth's surprise. A tag that the training rows did not
 * have is a tag of its own here, the last, which no answer hits; so surprising as the least likely one.
 */
export function tagAnswers(name: string, target: Encoded, facts: SequenceFacts): Answers {
  const labels = [...tagsOf(facts), UNSEEN];
  const [tags, time] = [labels.length - 1, facts.max_sequence_length];
  const truth = Int32Array.from(target.data, (tag) => (tag === NO_TAG ? -1 : tag < 0 ? tags : tag));
  const all = { truth, predicted: new Int32Array(truth.length).fill(NO_TAG), surprise: new Float32Array(truth.length) };
  const sure = new Float32Array(truth.length / time).fill(1); // of each row's least sure tag
  return {
    take(logits, from) {
      for (let step = 0; step * tags < logits.length; step++) {
        const at = from * time + step;
        const own = logits.subarray(step * tags, (step + 1) * tags);
        const answer = isThere(own[0]) ? likeliest(own) : null;
        all.predicted[at] = answer?.best ?? NO_TAG;
        if (truth[at]! < 0) continue;
        sure[Math.floor(at / time)] = Math.min(sure[Math.floor(at / time)]!, answer?.probability ?? 1);
        all.surprise[at] = logSumExp(own) - (truth[at] === tags ? Math.min(...own) : own[truth[at]!]!);
      }
    },
    scores: (drawn) => scoreAll(sequenceMetrics, { labels, time, ...(drawn ? drawnFrom(all, drawn, time) : all) }),
    charts: (rows) => (rows.length === 0 ? [] : [
      confusionOf(name, labels, all, time, rows),
      f1Bars(name, "f1_of_tag", labels.slice(0, tags), tallies(all, tags, time, rows)),
      placeBars(name, all, time, rows),
      ...lengthBars(name, all, time, rows),
    ]),
    each: (rows) => rowByRow(labels, all, sure, time, rows),
    statistics: (rows) => labelStatistics(labels.slice(0, tags), tallies(all, tags, time, rows)),
  };
}

type Condensed = Pick<SequenceScored, "truth" | "predicted" | "surprise">;

/** The steps of some rows, which may be drawn more than once. */
function drawnFrom({ truth, predicted, surprise }: Condensed, drawn: Uint32Array, time: number): Condensed {
  const places = Uint32Array.from({ length: drawn.length * time }, (_, i) => drawn[Math.floor(i / time)]! * time + (i % time));
  return {
    truth: Int32Array.from(places, (at) => truth[at]!),
    predicted: Int32Array.from(places, (at) => predicted[at]!),
    surprise: Float32Array.from(places, (at) => surprise[at]!),
  };
}

function tallies({ truth, predicted }: Condensed, tags: number, time: number, rows: ArrayLike<number>): readonly Tally[] {
  return tallyLabels(tags, (note) => {
    for (let at = 0; at < truth.length; at++) {
      const [real, answer, row] = [truth[at]!, predicted[at]!, rows[Math.floor(at / time)]!];
      if (real < 0) continue;
      if (real < tags) note(real, true, real === answer, row);
      if (answer >= 0 && answer !== real) note(answer, false, true, row);
    }
  });
}

/** Tag against tag, place by place; places without an answer are left out. */
function confusionOf(output: string, labels: readonly string[], { truth, predicted }: Condensed, time: number, rows: ArrayLike<number>): Chart {
  const places = Array.from(truth, (_, at) => at).filter((at) => truth[at]! >= 0 && predicted[at]! >= 0);
  const unseen = places.some((at) => truth[at] === labels.length - 1);
  const matrix = confusionChart(output, unseen ? labels : labels.slice(0, -1), places.map((at) => truth[at]!), places.map((at) => predicted[at]!), places.map((at) => rows[Math.floor(at / time)]!));
  return { ...matrix, counts: matrix.rows.map((cells) => cells.map(({ length }) => length)), rows: matrix.rows.map((cells) => cells.map((behind) => [...new Set(behind)])) };
}

function rowByRow(labels: readonly string[], { truth, predicted }: Condensed, confidence: Float32Array, time: number, rows: ArrayLike<number>): PartAnswers {
  const steps = Array.from({ length: rows.length }, (_, row) => stepsOf(truth, row, time));
  const starts = startsOf(steps.map(({ length }) => length));
  const at = steps.flat();
  return {
    kind: "parts", of: "sequence", labels, rows: Uint32Array.from(rows), more: 0, confidence,
    truth: { starts, labels: Int32Array.from(at, (place) => truth[place]!) },
    predicted: { starts, labels: Int32Array.from(at, (place) => predicted[place]!) },
    error: Float32Array.from(steps, (own) => (own.length === 0 ? 0 : own.filter((place) => truth[place] !== predicted[place]).length / own.length)),
  };
}
