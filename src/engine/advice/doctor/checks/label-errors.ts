import { words } from "../../../../messages/en/doctor.ts";
import { cellOf, columnNamed, rawCell } from "../../../data/table.ts";
import { finding, type Check } from "../finding.ts";
import { inData, leaveOut } from "../remedies.ts";
import type { Answers, Seen, Subject } from "../subject.ts";

const FEWEST = 3;
const FEWEST_ROWS = 30;
/** Twice the gain in log-likelihood by allowing for wrong labels beside the model's own doubt: 1 in 1,000 by chance. */
const GAIN = 10;
/** Models that stop early are far less sure than they could be, and those that go on for long are too sure. */
const TEMPERATURES = [0.1, 0.14, 0.2, 0.27, 0.36, 0.5, 0.7, 0.85, 1, 1.2, 1.5, 2, 2.7, 3.6, 5];
const SHARES = [0.002, 0.005, 0.01, 0.02, 0.04, 0.07, 0.1, 0.15, 0.2, 0.3];

interface Judged { readonly row: number; readonly label: number; readonly logs: Float64Array }
interface Suspected { readonly answers: Answers; readonly suspects: readonly Suspect[]; /** Row → log-likelihood of its label. */ readonly fit: ReadonlyMap<number, number> }
interface Suspect { readonly row: number; readonly label: number; readonly better: number; readonly doubt: number }

/**
 * Labels that models which have not seen them deny with confidence, of several those that speak of most rows unless others foretell labels far better: confident learning (Northcutt, Jiang and Chuang, 2021), its thresholds the mean
 * confidence of each class. First it must be likelier that some labels are wrong than that the model is merely less sure than it says.
 */
export const labelErrors: Check<Subject> = function* (subject) {
  for (const output of subject.outputs) {
    if (output.kind !== "classes") continue;
    let best: Suspected | null = null;
    const given = subject.answers.filter((one) => one.output === output.name).toSorted((a, b) => b.rows.length - a.rows.length);
    for (const answers of given) {
      yield null;
      const found = suspectsAmong(judged(output, answers), answers);
      if (found && (!best || isMuchLikelier(found, best))) best = found;
    }
    if (!best || best.suspects.length < FEWEST) continue;
    const { answers, suspects } = best;
    const column = columnNamed(subject.table, output.column)!; // an output's column is there
    const cells = suspects.map(({ row, better }) => ({ row, from: cellOf(column, row) === null ? null : rawCell(column, row), to: answers.labels[better]! }));
    const rows = suspects.map(({ row }) => row);
    yield finding({
      check: "label_errors", harm: "harms", rank: 1, columns: [output.column], rows,
      title: words.labelErrors.title(output.column, suspects.length, answers.rows.length), why: words.labelErrors.why,
      remedies: [inData(words.remedy.relabel(suspects.length), { kind: "cells", column: output.column, cells }), leaveOut(rows)],
    });
  }
};

/** On the rows that both speak of. */
function isMuchLikelier(one: Suspected, other: Suspected): boolean {
  let gained = 0;
  for (const [row, likelihood] of one.fit) gained += other.fit.has(row) ? likelihood - other.fit.get(row)! : 0;
  return gained > GAIN; // each was fitted to rows of its own: a little is gained by chance
}

function judged({ codes, yesOrNo }: Seen, { labels, rows, probabilities }: Answers): readonly Judged[] {
  const plain = (text: string): string => (yesOrNo ? text.toLowerCase() : text);
  const places = new Map(labels.map((label, i) => [plain(label), i]));
  return Array.from(rows).flatMap((row, i) => {
    const label = codes.of[row]! < 0 ? undefined : places.get(plain(codes.values[codes.of[row]!]!));
    if (label === undefined) return [];
    return [{ row, label, logs: Float64Array.from(probabilities.subarray(i * labels.length, (i + 1) * labels.length), (p) => Math.log(Math.max(1e-9, p))) }];
  });
}

/** The surest first. */
function suspectsAmong(rows: readonly Judged[], answers: Answers): Suspected | null {
  const classes = answers.labels.length;
  if (rows.length < FEWEST_ROWS || classes < 2) return null;
  const fits = TEMPERATURES.map((temperature) => {
    const chances = rows.map(({ logs }) => softened(logs, temperature));
    const own = chances.map((chance, i) => chance[rows[i]!.label]!);
    const likelihood = (share: number): number => own.reduce((sum, p) => sum + Math.log((1 - share) * p + share / classes), 0);
    const noisy = SHARES.map((share) => ({ share, gained: likelihood(share) })).reduce((a, b) => (b.gained > a.gained ? b : a));
    return { chances, own, clean: likelihood(1e-9), noisy };
  });
  const best = fits.reduce((a, b) => (b.noisy.gained > a.noisy.gained ? b : a));
  const clean = Math.max(...fits.map((fit) => fit.clean));
  const fit = new Map(rows.map(({ row }, i) => [row, Math.log((1 - best.noisy.share) * best.own[i]! + best.noisy.share / classes)]));
  if (2 * (best.noisy.gained - clean) < GAIN) return { answers, suspects: [], fit };
  const { share } = best.noisy;
  const thresholds = Array.from({ length: classes }, (_, k) => average(best.chances.flatMap((chance, i) => (rows[i]!.label === k ? [chance[k]!] : []))));
  const suspects = rows.flatMap(({ row, label }, i): readonly Suspect[] => {
    const chance = best.chances[i]!;
    const better = chance.indexOf(Math.max(...chance));
    const isWrong = share / classes > (1 - share) * best.own[i]!;
    return better !== label && isWrong && chance[better]! >= (thresholds[better] ?? 1) ? [{ row, label, better, doubt: chance[label]! - chance[better]! }] : [];
  }).sort((a, b) => a.doubt - b.doubt);
  return { answers, suspects, fit };
}

function softened(logs: Float64Array, temperature: number): Float64Array {
  const powers = logs.map((value) => Math.exp(value / temperature));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((value) => value / sum);
}

/** Of no values, what nothing reaches. */
const average = (values: readonly number[]): number => (values.length === 0 ? 1 : values.reduce((a, b) => a + b, 0) / values.length);
