import { words } from "../../../../messages/en/doctor.ts";
import { finding, type Check, type Remedy } from "../finding.ts";
import { fixSet } from "../../../schema/problem.ts";
import { inConfig } from "../remedies.ts";
import type { Seen, Subject } from "../subject.ts";

/** A class with so large a share makes accuracy look good by itself. */
const MAJORITY = 0.85;
/** Times rarer than if all classes were as frequent. */
const RARER = 10;
const FEWEST = 50;
const MOST_WEIGHT = 10;

/** Classes of which one is nearly everything, or one next to nothing. */
export const imbalance: Check<Subject> = function* (subject) {
  for (const output of subject.outputs.filter(({ kind }) => kind === "classes")) {
    yield null;
    const { of, values } = output.codes;
    const counts = new Map<number, number>();
    for (const row of subject.rows) if (of[row]! >= 0) counts.set(of[row]!, (counts.get(of[row]!) ?? 0) + 1);
    const sorted = [...counts].sort((a, b) => b[1] - a[1]);
    const present = sorted.reduce((sum, [, n]) => sum + n, 0);
    const [most, least] = [sorted[0], sorted.at(-1)];
    if (!most || !least || sorted.length < 2 || present < FEWEST) continue;
    const isMajor = most[1] >= MAJORITY * present;
    if (!isMajor && least[1] * sorted.length * RARER >= present) continue;
    yield finding({
      check: "imbalance", harm: "notice", rank: isMajor ? 0.8 : 0.6, columns: [output.column],
      title: isMajor ? words.imbalance.major(output.column, values[most[0]]!, most[1] / present) : words.imbalance.minor(output.column, values[least[0]]!, least[1], present),
      why: words.imbalance.why, remedies: weighed(subject, output, sorted.map(([code, n]) => ({ name: values[code]!, n })), present),
    });
  }
};

/** Weights by the root of how rare a class is: enough to be heard, not so much that one row shouts. */
function weighed({ opened }: Subject, { path, yesOrNo }: Seen, classes: readonly { readonly name: string; readonly n: number }[], present: number): readonly Remedy[] {
  if (yesOrNo && opened.outputs.length === 1) {
    const { oversample, undersample } = opened.preprocessing.balance;
    if (oversample !== null || undersample !== null) return [];
    return [inConfig(words.remedy.oversample, fixSet(["preprocessing", "oversample_minority"], 0.5, words.remedy.oversample))];
  }
  if (yesOrNo || classes.length > 50) return [];
  const weights = Object.fromEntries(classes.map(({ name, n }) => [name, Math.round(10 * Math.min(MOST_WEIGHT, Math.sqrt(present / (classes.length * n)))) / 10]));
  return [inConfig(words.remedy.weights, fixSet([...path, "loss"], { type: "softmax_cross_entropy", class_weights: weights }, words.remedy.weights))];
}
