import { cutOff, parseNumbers } from "../../data/number-lists.ts";
import { parseNumber } from "../../data/numbers.ts";
import { each, type Resting } from "../../data/rests.ts";
import type { Cell, CellsInTurn } from "../../data/table.ts";
import { tokenizers, type Tokenizer } from "../../data/tokenizers.ts";
import { commonest } from "../../data/vocabulary.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain } from "../feature.ts";
import { Told } from "../told.ts";
import { words } from "./messages.ts";
import type { preprocessing } from "./params.ts";

/** What the training rows said of a column of time series, in its own unit. */
export type TimeseriesFacts = {
  readonly tokenizer: Tokenizer;
  /** Steps of an encoded series. */
  readonly max_timeseries_length: number;
  readonly padding: "left" | "right";
  readonly padding_value: number;
  /** The steps that a missing cell counts as; one at least. */
  readonly computed_fill_value: readonly number[];
  /** A cell of the training rows that is as long as half of them: what a form offers. */
  readonly typical: string;
};

/** The numbers that a cell spells: cut as the config says, or, where that gives no numbers, at any of the usual signs; null for none. */
export function readSeries(cell: Cell, tokenizer: Tokenizer): readonly number[] | null {
  if (cell === null) return null;
  const cut = tokenizers[tokenizer](cell).map(parseNumber);
  return cut.length > 0 && !cut.some(Number.isNaN) ? cut : parseNumbers(cell);
}

/** The steps of a cell, or those that stand for it, one at least and no more than an encoded series has. */
export const seriesOf = (cell: Cell, facts: TimeseriesFacts): readonly number[] =>
  (readSeries(cell, facts.tokenizer) ?? facts.computed_fill_value).slice(0, facts.max_timeseries_length).map(cutOff);

export function* fit(cells: CellsInTurn, params: Params<typeof preprocessing.input>, complain: Complain): Resting<TimeseriesFacts> {
  const { tokenizer, timeseries_length_limit: limit, padding, padding_value } = params;
  const steps = new Uint32Array(cells.length); // 0: no series
  const cut = new Told();
  yield* each(cells, (cell, place) => {
    steps[place] = readSeries(cell, tokenizer)?.length ?? 0;
    if (steps[place] > limit) cut.add(place);
  });
  const lengths = steps.filter((length) => length > 0).sort();
  if (lengths.length === 0) complain("note", words.none);
  if (cut.count > 0) complain("note", words.cut(cut.count, lengths.length, limit), cut.first);
  const fill = yield* fillSeries(cells, params, complain);
  return {
    tokenizer,
    max_timeseries_length: Math.min(limit, Math.max(fill.length, lengths.at(-1) ?? 1)),
    padding,
    padding_value: cutOff(padding_value),
    computed_fill_value: fill,
    typical: typicalIn(cells, steps, lengths) ?? String(padding_value),
  };
}

/** Of the cells as long as the middle of all lengths, rising, the one that stands there when equally long ones keep their order. */
function typicalIn(cells: CellsInTurn, steps: Uint32Array, lengths: Uint32Array): Cell {
  const middle = lengths.length >> 1;
  let before = middle - lengths.indexOf(lengths[middle]!);
  let place = 0;
  for (const cell of cells) if (steps[place++] === lengths[middle] && before-- === 0) return cell;
  return null;
}

function* fillSeries(cells: CellsInTurn, params: Params<typeof preprocessing.input>, complain: Complain): Resting<readonly number[]> {
  const isConst = params.missing_value_strategy === "fill_with_const";
  const spelt = isConst && params.fill_value.trim() !== "" ? params.fill_value : null;
  const given = readSeries(params.missing_value_strategy === "fill_with_mode" ? yield* commonest(cells, (cell) => readSeries(cell, params.tokenizer) !== null) : spelt, params.tokenizer);
  if (spelt !== null && given === null) complain("error", words.fill(spelt));
  return given ?? [params.padding_value];
}
