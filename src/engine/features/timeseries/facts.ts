import { cutOff, parseNumbers } from "../../data/number-lists.ts";
import { parseNumber } from "../../data/numbers.ts";
import type { Cell, Cells } from "../../data/table.ts";
import { tokenizers, type Tokenizer } from "../../data/tokenizers.ts";
import { commonest } from "../../data/vocabulary.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain } from "../feature.ts";
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

export function fit(cells: Cells, params: Params<typeof preprocessing.input>, complain: Complain): TimeseriesFacts {
  const { tokenizer, timeseries_length_limit: limit, padding, padding_value } = params;
  const present = cells.flatMap((cell, place) => {
    const series = readSeries(cell, tokenizer);
    return series && cell !== null ? [{ cell, place, steps: series.length }] : [];
  });
  if (present.length === 0) complain("note", words.none);
  const cut = present.filter(({ steps }) => steps > limit).map(({ place }) => place);
  if (cut.length > 0) complain("note", words.cut(cut.length, present.length, limit), cut);
  const sorted = present.toSorted((a, b) => a.steps - b.steps);
  const fill = fillSeries(present.map(({ cell }) => cell), params, complain);
  return {
    tokenizer,
    max_timeseries_length: Math.min(limit, Math.max(fill.length, sorted.at(-1)?.steps ?? 1)),
    padding,
    padding_value: cutOff(padding_value),
    computed_fill_value: fill,
    typical: sorted[sorted.length >> 1]?.cell ?? String(padding_value),
  };
}

function fillSeries(cells: Cells, params: Params<typeof preprocessing.input>, complain: Complain): readonly number[] {
  const isConst = params.missing_value_strategy === "fill_with_const";
  const spelt = isConst && params.fill_value.trim() !== "" ? params.fill_value : null;
  const given = readSeries(params.missing_value_strategy === "fill_with_mode" ? commonest(cells) : spelt, params.tokenizer);
  if (spelt !== null && given === null) complain("error", words.fill(spelt));
  return given ?? [params.padding_value];
}
