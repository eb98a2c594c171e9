import { words } from "../../../../messages/en/doctor.ts";
import { rawCell, cellOf, columnNamed } from "../../../data/table.ts";
import { finding, type Check } from "../finding.ts";
import { inData, leaveOut } from "../remedies.ts";
import { quantile } from "../statistics.ts";
import type { Seen, Subject } from "../subject.ts";

const FEWEST = 30;
/** No more are outliers: rather another kind of rows. */
const MOST = 0.01;
/** A jump, in the distance from the middle to the last value before it; and the same of logarithms, where long tails look short. */
const JUMP = 2;
const JUMP_OF_LOGS = 1;
/** Quantities that are never below nothing, by their names in English. */
const NEVER_NEGATIVE = /(?:^|[\s_.-])(?:age|price|height|weight|count|quantity|qty|distance|duration|area|population|salary|income)(?:$|[\s_.-])/i;

/** Values far beyond all others, and values that cannot be: slips of a decimal, ages below zero. */
export const outliers: Check<Subject> = function* (subject) {
  for (const feature of subject.features.filter(({ kind }) => kind === "numbers")) {
    yield null;
    const present = subject.rows.filter((row) => !Number.isNaN(feature.numbers[row]!));
    if (present.length < FEWEST) continue;
    const far = farOut(feature, present, subject.sorted(feature.numbers));
    const negative = impossible(feature, present);
    const rows = far.length > 0 ? far : negative;
    if (rows.length === 0) continue;
    const values = rows.map((row) => feature.numbers[row]!);
    yield finding({
      check: "outliers", harm: "harms", rank: feature.side === "output" ? 0.8 : 0.65, columns: [feature.column], rows,
      title: words.outliers[far.length > 0 ? "far" : "negative"](feature.column, rows.length, values), why: words.outliers.why,
      remedies: [inData(words.remedy.empty(rows.length), { kind: "cells", column: feature.column, cells: rows.map((row) => ({ row, from: textAt(subject, feature, row), to: null })) }), leaveOut(rows)],
    });
  }
};

function farOut({ numbers }: Seen, present: Uint32Array, rising: Float64Array): readonly number[] {
  const most = Math.max(3, Math.floor(MOST * rising.length));
  const upper = tail(rising, most);
  const lower = tail(rising.map((value) => -value).reverse(), most);
  if (upper + lower === 0) return [];
  const [highest, lowest] = [upper > 0 ? rising.at(-upper)! : Infinity, lower > 0 ? rising[lower - 1]! : -Infinity];
  return [...present].filter((row) => numbers[row]! >= highest || numbers[row]! <= lowest);
}

/** How many values at the end of the rising ones lie beyond a jump. */
function tail(rising: Float64Array, most: number): number {
  const middle = quantile(rising, 0.5);
  const width = quantile(rising, 0.75) - quantile(rising, 0.25);
  for (let many = 1; many <= most; many++) {
    const last = rising[rising.length - many - 1]!;
    const next = rising[rising.length - many]!;
    const reach = Math.max(last - middle, width);
    if (reach <= 0 || next - last < JUMP * reach) continue;
    // Among values above zero a long tail is judged by ratios.
    if (rising[0]! > 0 && Math.log(next / last) < JUMP_OF_LOGS * Math.max(0.3, Math.log(last / middle))) continue;
    return many;
  }
  return 0;
}

function impossible({ numbers, column }: Seen, present: Uint32Array): readonly number[] {
  if (!NEVER_NEGATIVE.test(column)) return [];
  const negative = [...present].filter((row) => numbers[row]! < 0);
  return negative.length <= 0.05 * present.length ? negative : [];
}

function textAt({ table }: Subject, { column }: Seen, row: number): string | null {
  const read = columnNamed(table, column);
  return read && cellOf(read, row) !== null ? rawCell(read, row) : null;
}
