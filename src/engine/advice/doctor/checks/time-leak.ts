import { words } from "../../../../messages/en/doctor.ts";
import { looksLikeDate } from "../../../data/dates.ts";
import { finding, type Check } from "../finding.ts";
import { splitBy } from "../remedies.ts";
import { mean, ranks, restlessness } from "../statistics.ts";
import type { Seen, Subject } from "../subject.ts";

const FEWEST_ROWS = 50;
const FEWEST_DATES = 10;
/** Of a column's values, those that must be dates. */
const DATES = 0.9;
/** How much calmer answers are from one row to the next in time than in any order; and in standard errors. */
const CALMER = 0.3;
const SURE = 5;
/** How far the last fifth lies from the first, in standard deviations. */
const DRIFT = 0.5;

/** Rows that have a date, shared out by chance, of an answer that moves in time: the model is asked about days whose neighbours it knows. */
export const timeLeak: Check<Subject> = function* (subject) {
  const { split } = subject.opened.preprocessing;
  if (split.type === "datetime" || split.type === "fixed") return;
  for (const column of dateColumns(subject)) {
    yield null;
    const instants = subject.instants(column);
    for (const output of subject.outputs) {
      if (output.column === column) continue;
      const rows = subject.present(subject.sample(), output).filter((row) => instants[row] != null).sort((a, b) => instants[a]! - instants[b]! || a - b);
      const how = rows.length < FEWEST_ROWS ? null : movement(output, rows);
      if (how === null) continue;
      const feature = subject.features.find((other) => other.column === column);
      yield finding({
        check: "time_leak", harm: "lies", rank: 0.5, columns: [column, output.column], title: words.timeLeak[how](column, output.column), why: words.timeLeak.why,
        remedies: feature === undefined || feature.kind === "dates" ? [splitBy(split, "datetime", column)] : [],
      });
    }
  }
};

/** Columns of dates as they are written; numbers may be times, or anything. */
export function dateColumns(subject: Subject): readonly string[] {
  return subject.table.columns.map(({ name }) => name).filter((name) => {
    const { values } = subject.codes(name);
    const some = values.slice(0, 200);
    return values.length >= FEWEST_DATES && some.filter(looksLikeDate).length >= DATES * some.length;
  });
}

function movement(output: Seen, rows: Uint32Array): "calm" | "drift" | null {
  const series = output.kind === "numbers" ? [ranks(Float64Array.from(rows, (row) => output.numbers[row]!))] : commonClasses(output, rows);
  const sure = SURE / Math.sqrt(rows.length);
  if (series.some((values) => 1 - restlessness(values) >= Math.max(CALMER, sure))) return "calm";
  const fifth = Math.floor(rows.length / 5);
  return series.some((values) => {
    const spread = Math.sqrt(mean(values.map((value) => value ** 2)) - mean(values) ** 2);
    const apart = Math.abs(mean(values.slice(-fifth)) - mean(values.slice(0, fifth)));
    return spread > 0 && apart / spread >= Math.max(DRIFT, SURE * Math.sqrt(2 / fifth));
  }) ? "drift" : null;
}

/** Each of the commonest classes against the rest, as 0 and 1. */
function commonClasses({ codes, kind }: Seen, rows: Uint32Array): readonly Float64Array[] {
  if (kind !== "classes") return [];
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(codes.of[row]!, (counts.get(codes.of[row]!) ?? 0) + 1);
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 5).filter(([, n]) => n >= 20 && n < rows.length);
  return common.map(([code]) => Float64Array.from(rows, (row) => Number(codes.of[row] === code)));
}
