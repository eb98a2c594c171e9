import { dateReader } from "../../data/date-reader.ts";
import { embeddedDate, waves } from "../../encoders/date.ts";
import { defineFeature } from "../define.ts";
import { dateParts, encode } from "./encode.ts";
import { fit } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { preprocessing } from "./params.ts";

/** A day, perhaps with a time of day, as it is written, whatever the zone. A cell that is no date counts as missing. */
export const date = defineFeature({
  type: "date",
  summary: "A day, perhaps with a time of day: when something happened.",
  likeness,
  preprocessing,
  isMissing: (cell, { datetime_format }) => dateReader({ datetime_format, day_first: false })(cell) === null,
  fit,
  input: {
    parts: () => dateParts,
    encode,
    encoders: { noun: "encoder", choices: { embed: embeddedDate, wave: waves }, fallback: "embed" },
    control: ({ observed, datetime_format, day_first }) => ({ kind: "date", ...observed, writing: { datetime_format, day_first } }),
  },
  recipe: {
    input: [
      "Read the date by `datetime_format` (strptime), or, where that is null, as it is written, with the day first where both orders make",
      "a date and `day_first`; a bare number is the time since 1970 in UTC; a zone is left out. A missing cell counts as `computed_fill_value`.",
      "Parts `month`, `day`, `weekday` (1 is Monday), `yearday`, `hour`, `minute` and `second` count from 1; `year` is",
      "(year − year_mean) / year_std; `clock` is cos(2π · second of the day / 86400);",
      "`waves` holds the cosine and the sine of 2π · (value from 0) / (12, 31, 7, 366, 24, 60, 60) for those seven and of the second of the day",
      "over 86400. Without a date all are 0.",
    ].join(" "),
  },
  sample: (level) => new Date(Date.UTC(2000, 0, 1) + level * 20 * 365.25 * 86_400_000).toISOString().slice(0, 10),
  example: {
    cells: ["2012-01-31", "2013-02-28 10:30", null, "31.12.2014", "2012-02-30", "2012-06-01T23:59:59Z", "7/4/2013", "March 3, 2015", "1400000000"],
  },
});
