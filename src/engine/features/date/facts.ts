import { dateFormat } from "../../data/date-format.ts";
import { dateReader, type DateWriting } from "../../data/date-reader.ts";
import { isoOf, orderShown, type CalendarDate } from "../../data/dates.ts";
import { each, type Resting } from "../../data/rests.ts";
import type { Cell, CellsInTurn } from "../../data/table.ts";
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

export function* fit(cells: CellsInTurn, params: DateParams, complain: Complain): Resting<DateFacts> {
  const { datetime_format } = params;
  const format = datetime_format === null ? null : dateFormat(datetime_format);
  if (format && "wrong" in format) complain("error", words.wrongFormat(datetime_format!, format.wrong)); // there is one
  const writing = { datetime_format, day_first: format === null && (yield* isDayFirst(cells, complain)) };
  const read = dateReader(writing);
  const all = new Float64Array(cells.length);
  let [count, time] = [0, false];
  yield* each(cells, (cell) => {
    const date = cell === null ? null : read(cell);
    if (!date) return;
    all[count++] = inOrder(date);
    time ||= date.hour + date.minute + date.second > 0;
  });
  const dates = all.subarray(0, count);
  if (count === 0) complain("note", words.none);
  return { ...writing, ...spread(dates), computed_fill_value: fillDate(params, writing, complain), observed: observe(dates.sort(), time) };
}

/** A date as a number, a later one as a larger: a column of dates is large, and a text for each larger still. */
const inOrder = ({ year, month, day, hour, minute, second }: CalendarDate): number =>
  YEAR * year + ((((month * 32 + day) * 32 + hour) * 64 + minute) * 64 + second);
const YEAR = 2 ** 26;
const yearOf = (date: number): number => Math.floor(date / YEAR);

function dateAt(number: number): CalendarDate {
  const rest = number - YEAR * yearOf(number);
  return { year: yearOf(number), month: rest >> 22, day: (rest >> 17) & 31, hour: (rest >> 12) & 31, minute: (rest >> 6) & 63, second: rest & 63 };
}

/** Where any date of the column shows that the day comes first, and none, or fewer, that the month does. */
function* isDayFirst(cells: CellsInTurn, complain: Complain): Resting<boolean> {
  const counts = { day: 0, month: 0, either: 0 };
  yield* each(cells, (cell) => {
    const order = cell === null ? null : orderShown(cell);
    if (order) counts[order]++;
  });
  const dayFirst = counts.day > counts.month;
  if (counts.day > 0 && counts.month > 0) complain("note", words.bothOrders(counts.day, counts.month));
  else if (counts.day + counts.month === 0 && counts.either > 0) complain("note", words.either(counts.either, dayFirst));
  return dayFirst;
}

function spread(dates: Float64Array): Pick<DateFacts, "year_mean" | "year_std"> {
  const mean = dates.reduce((sum, date) => sum + yearOf(date) / dates.length, 0);
  const variance = dates.length > 1 ? dates.reduce((sum, date) => sum + (yearOf(date) - mean) ** 2, 0) / (dates.length - 1) : 0;
  return { year_mean: mean, year_std: Math.sqrt(variance) || 1 };
}

function fillDate({ missing_value_strategy, fill_value }: DateParams, writing: DateWriting, complain: Complain): string | null {
  if (missing_value_strategy !== "fill_with_const" || fill_value.trim() === "") return null;
  const date = dateReader(writing)(fill_value);
  if (date === null) complain("error", words.fill(fill_value));
  return date && isoOf(date, true);
}

function observe(rising: Float64Array, time: boolean): DateFacts["observed"] {
  const at = (share: number): string => (rising.length === 0 ? "2000-01-01" : isoOf(dateAt(rising[Math.floor(share * (rising.length - 1))]!), time));
  return { min: at(0), max: at(1), typical: at(0.5), time };
}

/** The date of a cell, or the one that stands for it; null is none. */
export function dateOf(cell: Cell, facts: DateFacts, read = dateReader(facts)): CalendarDate | null {
  const date = cell === null ? null : read(cell);
  return date ?? (facts.computed_fill_value === null ? null : filled(facts.computed_fill_value));
}

const filled = dateReader({ datetime_format: null, day_first: false });
