import { isPlainWriting, numberReader, unitIn, type NumberWriting } from "../../data/amounts.ts";
import { each, type Resting } from "../../data/rests.ts";
import type { CellsInTurn } from "../../data/table.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain, FitFor } from "../feature.ts";
import { quantileEdges } from "./bins.ts";
import type { Normalization, preprocessing } from "./params.ts";
import { words } from "./messages.ts";
import { quantile } from "./quantile.ts";
import { encodeNumbers } from "./scale.ts";
import { Told } from "../told.ts";
import { writingIn } from "./writing.ts";

/** What the training rows said of a column of numbers, in its own unit; named as in Ludwig's `training_set_metadata`. */
export type NumberFacts = {
  readonly normalization: Normalization;
  /** How cells write their numbers, named as the parameters are; absent: as a plain decimal number. */
  readonly writing?: NumberWriting;
  /** Of all training rows, missing ones filled; n − 1 in the denominator, 0 became 1. */
  readonly mean: number;
  readonly std: number;
  readonly min: number;
  readonly max: number;
  readonly q1: number;
  readonly q2: number;
  readonly q3: number;
  /** What a missing cell counts as. */
  readonly computed_fill_value: number;
  readonly outlier: { readonly threshold: number; readonly computed_fill_value: number } | null;
  /** Of the present cells alone: what a form offers. */
  readonly observed: {
    readonly min: number;
    readonly max: number;
    readonly median: number;
    readonly integers: boolean;
    readonly histogram: readonly number[];
  };
  /** Of the values as the model sees them, rising; only where the encoder cuts the column into bins. */
  readonly bin_edges?: readonly number[];
};

const BINS = 20;

export function* fit(cells: CellsInTurn, params: Params<typeof preprocessing.input>, complain: Complain, { encoder }: Pick<FitFor, "encoder">): Resting<NumberFacts> {
  const facts = yield* describeColumn(cells, params, complain);
  const bins = encoder?.["num_bins"];
  return typeof bins === "number" ? { ...facts, bin_edges: quantileEdges(encodeNumbers(cells, facts), bins) } : facts;
}

function* describeColumn(cells: CellsInTurn, params: Params<typeof preprocessing.input>, complain: Complain): Resting<NumberFacts> {
  const writing = writingIn(params);
  const read = numberReader(writing);
  const present = yield* presentNumbers(cells, read);
  if (present.length === 0)
    complain(params.missing_value_strategy.startsWith("fill_with_m") ? "error" : "note", words.none);
  yield* complainAboutBare(cells, read, writing, complain);
  const fill = fillValue(params.missing_value_strategy, present, params.fill_value);
  const filled = new Float64Array(Math.max(1, cells.length)).fill(fill);
  filled.set(present);
  const facts = { normalization: params.normalization, ...(!isPlainWriting(writing) && { writing }), ...describe(filled.sort()), computed_fill_value: fill };
  complainAboutScale(facts, params.normalization, complain);
  return { ...facts, outlier: outlierFacts(present, facts, params), observed: observe(present) };
}

/** Numbers without the unit that the others have. */
function* complainAboutBare(cells: CellsInTurn, read: (cell: string) => number, { unit }: NumberWriting, complain: Complain): Resting<void> {
  if (unit === null) return;
  const bare = new Told();
  let [numbers, first] = [0, ""];
  yield* each(cells, (cell, place) => {
    if (cell === null || Number.isNaN(read(cell))) return;
    numbers++;
    if (unitIn(cell) !== null) return;
    if (bare.count === 0) first = cell;
    bare.add(place);
  });
  if (bare.count > 0 && bare.count < numbers) complain("note", words.bare(bare.count, first, unit), bare.first);
}

function* presentNumbers(cells: CellsInTurn, read: (cell: string) => number): Resting<Float64Array> {
  const present = new Float64Array(cells.length);
  let count = 0;
  yield* each(cells, (cell) => {
    const value = cell === null ? Number.NaN : read(cell);
    if (!Number.isNaN(value)) present[count++] = value;
  });
  return present.subarray(0, count);
}

function fillValue(strategy: string, present: Float64Array, constant: number): number {
  if (present.length === 0 || strategy === "fill_with_const") return constant;
  return strategy === "fill_with_mode" ? mode(present) : mean(present); // the mean also where `bfill` or `drop_row` left a cell empty
}

function describe(sorted: Float64Array) {
  const middle = mean(sorted);
  const variance = sorted.length > 1 ? sorted.reduce((sum, v) => sum + (v - middle) ** 2, 0) / (sorted.length - 1) : 0;
  return {
    mean: middle,
    std: Math.sqrt(variance) || 1,
    min: sorted[0]!,
    max: sorted.at(-1)!,
    q1: quantile(sorted, 0.25),
    q2: quantile(sorted, 0.5),
    q3: quantile(sorted, 0.75),
  };
}

function complainAboutScale(
  { min, max, q1, q3 }: Pick<NumberFacts, "min" | "max" | "q1" | "q3">,
  normalization: Normalization,
  complain: Complain,
): void {
  if (min === max) complain("note", words.constant(min));
  else if (normalization === "iq" && q1 === q3)
    complain("error", words.noQuartiles(q1));
  if (normalization === "log1p" && min <= -1)
    complain("error", words.noLogarithm(min));
}

function outlierFacts(
  present: Float64Array,
  { mean: middle, std }: Pick<NumberFacts, "mean" | "std">,
  params: Params<typeof preprocessing.input>,
): NumberFacts["outlier"] {
  const { outlier_strategy: strategy, outlier_threshold: threshold } = params;
  if (strategy === null || threshold === null) return null;
  const inside = present.filter((v) => Math.abs(v - middle) / std <= threshold);
  return { threshold, computed_fill_value: fillValue(strategy, inside, params.fill_value) };
}

function observe(present: Float64Array): NumberFacts["observed"] {
  if (present.length === 0) return { min: 0, max: 0, median: 0, integers: false, histogram: [] };
  const sorted = present.toSorted();
  const min = sorted[0]!;
  const max = sorted.at(-1)!;
  const histogram = new Array<number>(BINS).fill(0);
  for (const v of sorted) histogram[Math.min(BINS - 1, Math.floor(((v - min) / (max - min || 1)) * BINS))]!++;
  return { min, max, median: quantile(sorted, 0.5), integers: sorted.every((v) => Number.isInteger(v)), histogram };
}

/** Of numbers that may be large: divided before they are added up. */
const mean = (values: Float64Array): number => values.reduce((sum, v) => sum + v / values.length, 0);

/** The commonest value; of equals, the smallest. */
function mode(values: Float64Array): number {
  const sorted = values.toSorted();
  let [best, most, start] = [sorted[0]!, 0, 0];
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] === sorted[start]) continue;
    if (i - start > most) [best, most] = [sorted[start]!, i - start];
    start = i;
  }
  return best + 0; // −0 is 0
}
