import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check } from "../finding.ts";
import { inData } from "../remedies.ts";
import type { Seen, Subject } from "../subject.ts";

/** More values are writing, not classes. */
const MOST = 5_000;

/** One class that is spelt in several ways: large and small letters, blanks, hyphens. */
export const spellings: Check<Subject> = function* (subject) {
  for (const feature of subject.features.filter(({ kind }) => kind === "classes")) {
    yield null;
    const { column, codes } = feature;
    const merges = [...spelt(feature, subject)];
    const [first] = merges;
    if (!first) continue;
    const odd = new Set(merges.flatMap(({ from }) => from).map((value) => codes.values.indexOf(value)));
    const rows = subject.rows.filter((row) => odd.has(codes.of[row]!));
    const all = merges.length === 1 ? words.remedy.merge(first.to) : words.remedy.mergeAll(merges.length);
    yield finding({
      check: "spellings", harm: "harms", rank: feature.side === "output" ? 0.9 : 0.5, columns: [column], rows,
      title: merges.length === 1 ? words.spellings.one(column, first.to, first.from, rows.length) : words.spellings.several(column, merges.map(({ to, from }) => ({ to, from: from[0]! })), rows.length),
      why: words.spellings.why, remedies: [inData(all, ...merges.map((merge) => ({ kind: "spelling", column, ...merge }) as const))],
    });
  }
};

/** Each commonest spelling that has others beside it. A type that folds cases itself has no such others. */
function* spelt({ codes, yesOrNo }: Seen, { rows }: Subject): Generator<{ readonly to: string; readonly from: readonly string[] }> {
  if (codes.values.length > MOST) return;
  const counts = new Uint32Array(codes.values.length);
  for (const row of rows) if (codes.of[row]! >= 0) counts[codes.of[row]!]!++;
  const groups = new Map<string, number[]>();
  codes.values.forEach((value, code) => {
    if (counts[code] === 0) return;
    const key = folded(value);
    groups.set(key, [...(groups.get(key) ?? []), code]);
  });
  for (const group of groups.values()) {
    const [first, ...others] = group.sort((a, b) => counts[b]! - counts[a]!).map((code) => codes.values[code]!);
    const apart = yesOrNo ? others.filter((other) => other.toLowerCase() !== first!.toLowerCase()) : others;
    if (first !== undefined && apart.length > 0) yield { to: first, from: apart };
  }
}

/** Single letters are codes, whose case may matter. */
function folded(value: string): string {
  const plain = value.normalize("NFKC").trim();
  return plain.length < 2 ? plain : plain.toLowerCase().replaceAll(/[\s_-]+/g, " ").replaceAll(/^[\s.'"]+|[\s.'"]+$/g, "");
}
