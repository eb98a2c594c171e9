import { dateFormat } from "../../data/date-format.ts";
import { dateReader, type DateWriting } from "../../data/date-reader.ts";
import { isoOf, orderShown, type CalendarDate } from "../../data/dates.ts";
import type { Cell, Cells } from "../../data/table.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain } from "../feature.ts";
import { words } from "./messages.ts";
import type { preprocessing } from "./params.ts";

/** What the training rows said of a column of dates. */
export type DateFacts = {
  readonly datetime_format: string | null;
  readonly day_first: boolean;
  readonly year_mean: number;
  /** n − 1 in the denominator; 0 became 1. */
  readonly year_std: number;
  /** The date, in ISO 8601, that a missing cell counts as; null is a date apart from all others. */
  readonly computed_fill_value: string | null;
  /** Of the present cells: what a form offers. */
  readonly observed: { readonly min: string; readonly max: string; readonly typical: string; readonly time: boolean };
};
type DateParams = Params<typeof preprocessing.input>;

export function fit(cells: Cells, params: DateParams, complain: Complain): DateFacts {
  const { datetime_format } = params;
  const format = datetime_format === null ? null : dateFormat(datetime_format);
  if (format && "wrong" in format) complain("error", words.wrongFormat(datetime_format!, format.wrong)); // there is one
  const writing = { datetime_format, day_first: format === null && isDayFirst(cells, complain) };
  const read = dateReader(writing);
  const dates = cells.flatMap((cell) => (cell === null ? null : read(cell)) ?? []);
  if (dates.length === 0) complain("note", words.none);
  return { ...writing, ...spread(dates.map(({ year }) => year)), computed_fill_value: fillDate(params, writing, complain), observed: observe(dates) };
}

/** Where any date of the column shows that the day comes first, and none, or fewer, that the month does. */
function isDayFirst(cells: Cells, complain: Complain): boolean {
  const counts = { day: 0, month: 0, either: 0 };
  for (const cell of cells) {
    const order = cell === null ? null : orderShown(cell);
    if (order) counts[order]++;
  }
  const dayFirst = counts.day > counts.month;
  if (counts.day > 0 && counts.month > 0) complain("note", words.bothOrders(counts.day, counts.month));
  else if (counts.day + counts.month === 0 && counts.either > 0) complain("note", words.either(counts.either, dayFirst));
  return dayFirst;
}

function spread(years: readonly number[]): Pick<DateFacts, "year_mean" | "year_std"> {
  const mean = years.reduce((sum, year) => sum + year / years.length, 0);
  const variance = years.length > 1 ? years.reduce((sum, year) => sum + (year - mean) ** 2, 0) / (years.length - 1) : 0;
  return { year_mean: mean, year_std: Math.sqrt(variance) || 1 };
}

function fillDate({ missing_value_strategy, fill_value }: DateParams, writing: DateWriting, complain: Complain): string | null {
  if (missing_value_strategy !== "fill_with_const" || fill_value.trim() === "") return null;
  const date = dateReader(writing)(fill_value);
  if (date === null) complain("error", words.fill(fill_value));
  return date && isoOf(date, true);
}

function observe(dates: readonly CalendarDate[]): DateFacts["observed"] {
  const time = dates.some(({ hour, minute, second }) => hour + minute + second > 0);
  const sorted = dates.map((date) => isoOf(date, time)).sort();
  const at = (share: number): string => sorted[Math.floor(share * (sorted.length - 1))] ?? (time ? "2000-01-01T00:00:00" : "2000-01-01");
  return { min: at(0), max: at(1), typical: at(0.5), time };
}

/** The date of a cell, or the one that stands for it; null is none. */
export function dateOf(cell: Cell, facts: DateFacts, read = dateReader(facts)): CalendarDate | null {
  const date = cell === null ? null : read(cell);
  return date ?? (facts.computed_fill_value === null ? null : filled(facts.computed_fill_value));
}

const filled = dateReader({ datetime_format: null, day_first: false });
