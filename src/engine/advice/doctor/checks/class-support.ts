import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check, type PartCounts, type Remedy } from "../finding.ts";
import { leaveOut, splitBy } from "../remedies.ts";
import type { Seen, Subject } from "../subject.ts";

/** Fewer examples to learn from are an anecdote. */
const FEW = 5;
/** So few rows cannot be in every part. */
const TOO_FEW = 3;
const SHOWN = 12;

type Line = PartCounts["lines"][number] & { readonly code: number };

/** Classes of an answer that a part of the rows does not have, or that are hardly there to be learnt. */
export const classSupport: Check<Subject> = function* (subject) {
  for (const output of subject.outputs.filter(({ kind }) => kind === "classes")) {
    yield null;
    const lines = linesOf(subject, output);
    const parts = (["training", "validation", "test"] as const).filter((part) => subject.split[part].length > 0);
    const poor = lines.filter((line) => line.training < FEW || parts.some((part) => line[part] === 0));
    if (poor.length === 0) continue;
    const untaught = poor.filter(({ training }) => training === 0);
    const codes = new Set(poor.map(({ code }) => code));
    const rows = subject.rows.filter((row) => codes.has(output.codes.of[row]!));
    yield finding({
      check: "class_support", harm: untaught.length > 0 ? "lies" : "harms", rank: untaught.length > 0 ? 0.8 : 0.75, columns: [output.column], rows,
      title: words.classSupport.title(output.column, poor.map(({ name }) => name), untaught.length), why: words.classSupport.why,
      counts: { of: output.column, lines: lines.slice(0, SHOWN).map(({ code: _, ...line }) => line), more: Math.max(0, lines.length - SHOWN) },
      remedies: remediesFor(subject, output, poor, lines.length),
    });
  }
};

/** Rarest first. */
function linesOf({ split, rows }: Subject, { codes }: Seen): readonly Line[] {
  const counts = new Map<number, { training: number; validation: number; test: number }>();
  for (const row of rows) if (codes.of[row]! >= 0) counts.set(codes.of[row]!, { training: 0, validation: 0, test: 0 });
  for (const part of ["training", "validation", "test"] as const) {
    for (const row of split[part]) {
      const line = counts.get(codes.of[row]!);
      if (line) line[part] += 1;
    }
  }
  const total = (line: Omit<Line, "name" | "code">): number => line.training + line.validation + line.test;
  return [...counts].map(([code, line]) => ({ code, name: codes.values[code]!, ...line })).sort((a, b) => total(a) - total(b));
}

function remediesFor({ opened, rows }: Subject, { codes, column }: Seen, poor: readonly Line[], classes: number): readonly Remedy[] {
  const { split } = opened.preprocessing;
  const rest = poor.filter((line) => line.training + line.validation + line.test < TOO_FEW);
  const stratify = split.type === "random" && rest.length < poor.length && classes <= rows.length / 2 ? [splitBy(split, "stratify", column)] : [];
  const hopeless = new Set((stratify.length > 0 ? rest : poor).map(({ code }) => code));
  if (hopeless.size === 0 || classes - hopeless.size < 2) return stratify;
  return [...stratify, leaveOut(rows.filter((row) => hopeless.has(codes.of[row]!)))];
}
