import type { Chart } from "../charts.ts";
import type { Encoded } from "../data/encoded.ts";
import { logSumExp } from "../losses/classes.ts";
import { sequenceMetrics, type SequenceScored } from "../metrics/sequence.ts";
import type { Answers } from "./answers.ts";
import { f1Bars, labelStatistics, MOST_BARS, tallyLabels, type Tally } from "./label-tally.ts";
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
  return {
    take(logits, from) {
      for (let step = 0; step * tags < logits.length; step++) {
        const at = from * time + step;
        const own = logits.subarray(step * tags, (step + 1) * tags);
        all.predicted[at] = isThere(own[0]) ? likeliest(own).best : NO_TAG;
        if (truth[at]! >= 0) all.surprise[at] = logSumExp(own) - (truth[at] === tags ? Math.min(...own) : own[truth[at]!]!);
      }
    },
    scores: (drawn) => scoreAll(sequenceMetrics, { labels, time, ...(drawn ? drawnFrom(all, drawn, time) : all) }),
    charts: (rows) => (rows.length === 0 ? [] : [f1Bars(name, "f1_of_tag", labels.slice(0, tags), tallies(all, tags, time, rows)), placeBars(name, all, time, rows)]),
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

/** The share that is right at each place of a row, counted from its first token. */
function placeBars(output: string, { truth, predicted }: Condensed, time: number, rows: ArrayLike<number>): Chart {
  const places: { right: number; all: number; wrong: number[] }[] = [];
  for (let row = 0; row < rows.length; row++) {
    const steps = Array.from({ length: time }, (_, step) => row * time + step).filter((at) => truth[at]! >= 0);
    steps.forEach((at, place) => {
      const own = (places[place] ??= { right: 0, all: 0, wrong: [] });
      own.all++;
      if (truth[at] === predicted[at]) own.right++;
      else own.wrong.push(rows[row]!);
    });
  }
  const shown = places.slice(0, MOST_BARS);
  return {
    kind: "bars",
    output,
    of: "right_at_place",
    labels: shown.map((_, i) => String(i + 1)),
    values: shown.map(({ right, all }) => right / all),
    counts: shown.map(({ all }) => all),
    rows: shown.map(({ wrong }) => wrong),
    all: places.length,
  };
}
