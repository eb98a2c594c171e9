import { words } from "../../../../messages/en/doctor.ts";
import { rawCell, columnNamed } from "../../../data/table.ts";
import { finding, type Check } from "../finding.ts";
import { inData } from "../remedies.ts";
import { quantile } from "../statistics.ts";
import type { Subject } from "../subject.ts";
import { dateColumns } from "./time-leak.ts";

const FEWEST = 20;
/** More are meant. */
const MOST = 0.3;
const DAY = 86_400_000;
/** The days from which programs count. */
const ZEROS = [Date.UTC(1899, 11, 30), Date.UTC(1899, 11, 31), Date.UTC(1900, 0, 1), Date.UTC(1904, 0, 1), Date.UTC(1970, 0, 1)];

/** Dates that no one meant: the day a program counts from, or one that is still to come. */
export const dates: Check<Subject> = function* (subject) {
  const used = new Set(subject.features.map(({ column }) => column));
  const { split } = subject.opened.preprocessing;
  if (split.type !== "random") used.add(split.column);
  for (const column of dateColumns(subject).filter((name) => used.has(name))) {
    yield null;
    const instants = subject.instants(column);
    const present = subject.rows.filter((row) => instants[row] != null);
    if (present.length < FEWEST) continue;
    const sorted = Float64Array.from(present, (row) => instants[row]!).sort();
    const width = Math.max(30 * DAY, quantile(sorted, 0.95) - quantile(sorted, 0.5));
    const isZero = (row: number): boolean => ZEROS.some((zero) => Math.abs(instants[row]! - zero) < DAY) && quantile(sorted, 0.5) - instants[row]! > 2 * width;
    const isToCome = (row: number): boolean => instants[row]! > subject.now + DAY && quantile(sorted, 0.7) < subject.now;
    for (const [how, wrong] of [["zero", isZero], ["future", isToCome]] as const) {
      const rows = [...present].filter(wrong);
      if (rows.length === 0 || rows.length > MOST * present.length) continue;
      const read = columnNamed(subject.table, column)!; // one of the table's
      yield {
        ...finding({
          check: "dates", harm: "harms", rank: 0.55, columns: [column], rows,
          title: words.dates[how](column, rows.length, rawCell(read, rows[0]!)), why: words.dates.why,
          remedies: [inData(words.remedy.empty(rows.length), { kind: "cells", column, cells: rows.map((row) => ({ row, from: rawCell(read, row), to: null })) })],
        }),
        id: `dates ${column} ${how}`,
      };
    }
  }
};
