import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check } from "../finding.ts";
import { inData } from "../remedies.ts";
import { quantile } from "../statistics.ts";
import type { Subject } from "../subject.ts";

/** What people write where a figure is not known. */
const CODES: readonly number[] = [-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999];
const FEWEST = 3;
const FEWEST_OTHERS = 20;
/** A value so frequent is no stand-in: most rows mean it. */
const MOST = 0.5;

/** Numbers that stand for "not known": −999 among ages, 0 among weights. The model takes them for what they say. */
export const standIns: Check<Subject> = function* (subject) {
  for (const feature of subject.features.filter(({ kind }) => kind === "numbers")) {
    yield null;
    const value = standIn(subject.sorted(feature.numbers));
    if (value === null) continue;
    const rows = subject.rows.filter((row) => feature.numbers[row] === value);
    const spelt = [...new Set(Array.from(rows, (row) => feature.codes.values[feature.codes.of[row]!]!))];
    yield finding({
      check: "stand_ins", harm: "harms", rank: feature.side === "output" ? 0.95 : 0.85, columns: [feature.column], rows,
      title: words.standIns.title(feature.column, value, rows.length), why: words.standIns.why,
      remedies: [inData(words.remedy.missing(spelt[0]!), { kind: "spelling", column: feature.column, from: spelt, to: "" })],
    });
  }
};

/** The lowest or the highest value, several times, far from every other; −1 where nothing else is negative. */
function standIn(sorted: Float64Array): number | null {
  for (const [value, inward] of [[sorted[0], 1], [sorted.at(-1), -1]] as const) {
    if (value === undefined || (value !== 0 && !CODES.includes(value))) continue;
    const others = sorted.filter((other) => other !== value);
    const times = sorted.length - others.length;
    if (times < FEWEST || times > MOST * sorted.length || others.length < FEWEST_OTHERS) continue;
    const next = inward === 1 ? others[0]! : others.at(-1)!;
    const width = quantile(others, 0.75) - quantile(others, 0.25);
    const gap = Math.abs(next - value);
    const low = quantile(others, inward === 1 ? 0.05 : 0.95);
    if (value === -1 && next >= 0 && times >= FEWEST && others.every(Number.isInteger)) return value;
    // Zero may be meant: it has to lie farther from nearly all of the rest than the rest from one another.
    const far = value === 0 ? next > 0 && gap > width / 2 && low > 1.5 * width && new Set(others).size > 10 : gap > width && gap > 2 * Math.abs(low - next);
    if (far) return value;
  }
  return null;
}
