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
  const ids = NAMES.map(() => new Int32Array(cells.length));
  const year = new Float32Array(cells.length);
  const clock = new Float32Array(cells.length);
  const waves = new Float32Array(cells.length * WAVES);
  cells.forEach((cell, row) => {
    const date = dateOf(cell, facts, read);
    if (date === null) return;
    NAMES.forEach((name, k) => {
      const id = READ[name](date);
      ids[k]![row] = 1 + id;
      waves.set(ROUNDS[k]!.subarray(2 * id, 2 * id + 2), row * WAVES + 2 * k);
    });
    const turn = 2 * Math.PI * (secondOfDay(date) / SECONDS);
    waves[row * WAVES + 2 * NAMES.length] = Math.cos(turn);
    waves[row * WAVES + 2 * NAMES.length + 1] = Math.sin(turn);
    year[row] = (date.year - facts.year_mean) / facts.year_std;
    clock[row] = Math.cos((2 * Math.PI * secondOfDay(date)) / SECONDS);
  });
  return {
    ...Object.fromEntries(NAMES.map((name, k): [string, Encoded] => [name, { dtype: "int32", shape: [1], data: ids[k]! }])),
    year: { dtype: "float32", shape: [1], data: year },
    clock: { dtype: "float32", shape: [1], data: clock },
    waves: { dtype: "float32", shape: [WAVES], data: waves },
  };
}

/** Cosine and sine of each place in a round: columns of dates are long, rounds are not. */
const ROUNDS = NAMES.map((name) => Float32Array.from({ length: 2 * CALENDAR[name] }, (_, i) => {
  const turn = 2 * Math.PI * ((i >> 1) / CALENDAR[name]);
  return i % 2 === 0 ? Math.cos(turn) : Math.sin(turn);
}));
