import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check } from "../finding.ts";
import { dropInput } from "../remedies.ts";
import { chiSquareTail, correlation, holm, normalTail, ranks } from "../statistics.ts";
import type { Seen, Subject } from "../subject.ts";

const FEWEST = 10;
/** How strongly a gap and an answer go together, from 0 to 1 (Cramér's V, or a correlation of ranks). */
const TELLS = 0.15;
const SAYS_ALL = 0.8;

/** Gaps that say something of the answer: made after it was known, or at least by somebody who suspected it. All pairs are tested; Holm's correction holds them to 1 %. */
export const missingness: Check<Subject> = function* (subject) {
  const { rows, inputs, outputs } = subject;
  const pairs = [];
  for (const input of inputs) {
    yield null;
    const { of } = input.codes;
    const gaps = rows.filter((row) => of[row]! < 0);
    if (gaps.length < FEWEST || rows.length - gaps.length < FEWEST) continue;
    for (const output of outputs) if (output.column !== input.column) pairs.push({ input, output, gaps, ...association(input, output, rows) });
  }
  const held = holm(pairs.map(({ chance }) => chance));
  for (const [i, { input, output, gaps, strength }] of pairs.entries()) {
    if (!held[i] || strength < TELLS) continue;
    yield finding({
      check: "missingness", harm: strength >= SAYS_ALL ? "lies" : "notice", rank: 0.5 + strength / 2, columns: [input.column, output.column], rows: gaps,
      title: words.missingness.title(input.column, output.column, gaps.length), why: words.missingness.why, remedies: dropInput(subject, input),
    });
  }
};

function association(input: Seen, output: Seen, all: Uint32Array): { readonly strength: number; readonly chance: number } {
  const rows = all.filter((row) => (output.kind === "numbers" ? !Number.isNaN(output.numbers[row]!) : output.codes.of[row]! >= 0));
  const isGap = Float64Array.from(rows, (row) => Number(input.codes.of[row]! < 0));
  if (output.kind === "numbers") {
    const r = correlation(isGap, ranks(Float64Array.from(rows, (row) => output.numbers[row]!)));
    return { strength: Math.abs(r), chance: 2 * normalTail(Math.abs(r) * Math.sqrt(Math.max(0, rows.length - 1))) };
  }
  if (output.kind !== "classes") return { strength: 0, chance: 1 };
  const counts = new Map<number, [present: number, gaps: number]>();
  rows.forEach((row, i) => {
    const line = counts.get(output.codes.of[row]!) ?? [0, 0];
    line[isGap[i] === 1 ? 1 : 0] += 1;
    counts.set(output.codes.of[row]!, line);
  });
  const share = isGap.reduce((a, b) => a + b, 0) / Math.max(1, rows.length);
  const chi = [...counts.values()].reduce((sum, [present, gaps]) => {
    const expected = (present + gaps) * share;
    return sum + (gaps - expected) ** 2 / (expected * (1 - share));
  }, 0);
  return share === 0 || share === 1 ? { strength: 0, chance: 1 } : { strength: Math.sqrt(chi / rows.length), chance: chiSquareTail(chi, counts.size - 1) };
}
