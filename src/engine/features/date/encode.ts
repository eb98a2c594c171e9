import { dateReader } from "../../data/date-reader.ts";
import { dayOfYear, weekday, type CalendarDate } from "../../data/dates.ts";
import type { Encoded } from "../../data/encoded.ts";
import type { Cells } from "../../data/table.ts";
import { CALENDAR, type CalendarPart } from "../../encoders/date.ts";
import type { Parts } from "../../model/context.ts";
import { dateOf, type DateFacts } from "./facts.ts";

const secondOfDay = ({ hour, minute, second }: CalendarDate): number => 3600 * hour + 60 * minute + second;
const SECONDS = 86_400;

/** What of a date goes round, from 0, as the tables of `CALENDAR` count it. */
const READ: Readonly<Record<CalendarPart, (date: CalendarDate) => number>> = {
  month: ({ month }) => month - 1,
  day: ({ day }) => day - 1,
  weekday,
  yearday: (date) => dayOfYear(date) - 1,
  hour: ({ hour }) => hour,
  minute: ({ minute }) => minute,
  second: ({ second }) => second,
};
const NAMES = Object.keys(CALENDAR) as CalendarPart[]; // the keys of the literal

/** Where in each of its rounds a date stands, as cosine and sine: month, day, weekday, day of the year, hour, minute, second, second of the day. */
const WAVES = 2 * (NAMES.length + 1);

/**
 * `month`, `day`, `weekday`, `yearday`, `hour`, `minute`, `second` [1]: from 1, and 0 for no date. `year` [1]: standardised, 0 for none.
 * `clock` [1]: the cosine of the second of the day. `waves` [16]: cosine and sine of each and of the second of the day.
 */
export const dateParts: Parts = {
  ...Object.fromEntries(NAMES.map((name) => [name, { dtype: "int32" as const, shape: [1], below: 1 + CALENDAR[name] }])),
  year: { dtype: "float32", shape: [1] },
  clock: { dtype: "float32", shape: [1] },
  waves: { dtype: "float32", shape: [WAVES] },
};

export function encode(cells: Cells, facts: DateFacts): Readonly<Record<string, Encoded>> {
  const read = dateReader(facts);
  const dates = cells.map((cell) => dateOf(cell, facts, read));
  const ids = NAMES.map((name): [string, Encoded] => [
    name,
    { dtype: "int32", shape: [1], data: Int32Array.from(dates, (date) => (date === null ? 0 : 1 + READ[name](date))) },
  ]);
  const scalar = (value: (date: CalendarDate) => number): Encoded =>
    ({ dtype: "float32", shape: [1], data: Float32Array.from(dates, (date) => (date === null ? 0 : value(date))) });
  const waves = new Float32Array(dates.length * WAVES);
  dates.forEach((date, row) => {
    if (date !== null) waves.set(wavesOf(date), row * WAVES);
  });
  return {
    ...Object.fromEntries(ids),
    year: scalar(({ year }) => (year - facts.year_mean) / facts.year_std),
    clock: scalar((date) => Math.cos((2 * Math.PI * secondOfDay(date)) / SECONDS)),
    waves: { dtype: "float32", shape: [WAVES], data: waves },
  };
}

function wavesOf(date: CalendarDate): readonly number[] {
  const turns = [...NAMES.map((name) => READ[name](date) / CALENDAR[name]), secondOfDay(date) / SECONDS];
  return turns.flatMap((turn) => [Math.cos(2 * Math.PI * turn), Math.sin(2 * Math.PI * turn)]);
}
