/** Where in a sequence answers go wrong, and in how long ones. */
import type { BarsChart } from "../charts.ts";
import type { SequenceScored } from "../metrics/sequence.ts";
import { MOST_BARS } from "./label-tally.ts";
import { equalRanges } from "./range-bars.ts";

type Tagged = Pick<SequenceScored, "truth" | "predicted">;

/** Lengths that have a bar each; of more, ranges with about equally many rows. */
const LENGTHS = 10;

/** The places of a row that are judged. */
export const stepsOf = (truth: ArrayLike<number>, row: number, time: number): readonly number[] =>
  Array.from({ length: time }, (_, step) => row * time + step).filter((at) => truth[at]! >= 0);

/** The share that is right at each place of a row, counted from its first token. */
export function placeBars(output: string, { truth, predicted }: Tagged, time: number, rows: ArrayLike<number>): BarsChart {
  const places: { right: number; all: number; wrong: number[] }[] = [];
  for (let row = 0; row < rows.length; row++) {
    stepsOf(truth, row, time).forEach((at, place) => {
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

/** The share of places that is right in sequences of each length, or of each range of lengths; none where all are equally long. */
export function lengthBars(output: string, { truth, predicted }: Tagged, time: number, rows: ArrayLike<number>): readonly BarsChart[] {
  const judged = Array.from({ length: rows.length }, (_, row) => {
    const steps = stepsOf(truth, row, time);
    return { row: rows[row]!, length: steps.length, wrong: steps.filter((at) => truth[at] !== predicted[at]).length };
  }).filter(({ length }) => length > 0);
  const lengths = judged.map(({ length }) => length);
  const distinct = new Set(lengths).size;
  if (distinct < 2) return [];
  const ranges = equalRanges(lengths, distinct <= LENGTHS ? lengths.length : LENGTHS).map(({ members }) => members.map((i) => judged[i]!));
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  return [{
    kind: "bars",
    output,
    of: "right_by_length",
    labels: ranges.map((own) => (own[0]!.length === own.at(-1)!.length ? String(own[0]!.length) : `${own[0]!.length} – ${own.at(-1)!.length}`)),
    values: ranges.map((own) => 1 - sum(own.map(({ wrong }) => wrong)) / sum(own.map(({ length }) => length))),
    counts: ranges.map(({ length }) => length),
    rows: ranges.map((own) => own.filter(({ wrong }) => wrong > 0).sort((a, b) => b.wrong / b.length - a.wrong / a.length).map(({ row }) => row)),
    all: ranges.length,
  }];
}
