/** Two runs row by row, in words and as numbers for a chart. */
import type { LabelAnswers } from "../../../engine/charts.ts";
import type { Agreement, ClassRows, Standings } from "../../../engine/evaluation/agreement.ts";
import type { RunRecord } from "../../../storage/index.ts";
import { probability } from "../../charts/figures.ts";
import { late } from "../../messages/late.ts";
import { judgedOn } from "./run-table.ts";

/** The labels that a run answered with; null where its answer to the output is no label, or is not kept. */
export function labelsOf(record: RunRecord, output: string): LabelAnswers | null {
  const answers = judgedOn(record)?.outputs[output]?.answers;
  return answers?.kind === "labels" ? answers : null;
}

/** The runs that can be compared with the reference, output by output; outputs without any are left out. */
export function comparable(records: readonly RunRecord[], reference: RunRecord, outputs: readonly string[]): readonly { readonly output: string; readonly records: readonly RunRecord[] }[] {
  const others = records.filter(({ id }) => id !== reference.id);
  return outputs.filter((output) => labelsOf(reference, output) !== null)
    .map((output) => ({ output, records: others.filter((record) => labelsOf(record, output) !== null) }))
    .filter(({ records: own }) => own.length > 0);
}

export interface Named { readonly before: string; readonly after: string }

export const standingNames = ({ before, after }: Named): Readonly<Record<keyof Standings, string>> => ({
  bothRight: late.runs.agreement.names.bothRight, onlyBefore: late.runs.agreement.names.onlyBefore(before), onlyAfter: late.runs.agreement.names.onlyAfter(after),
  alikeWrong: late.runs.agreement.names.alikeWrong, apartWrong: late.runs.agreement.names.apartWrong,
});

/** Less often than so, two equally good runs part so far by chance. */
const LEVEL = 0.05;

export function agreementFinding({ standings: { onlyBefore, onlyAfter }, chance }: Agreement, { before, after }: Named): string {
  const [one, other] = [onlyBefore.length, onlyAfter.length];
  if (one + other === 0) return late.runs.agreement.finding.same;
  if (chance >= LEVEL) return late.runs.agreement.finding.noise(before, one, after, other);
  return late.runs.agreement.finding.better(one > other ? before : after, Math.max(one, other), one + other, probability(chance));
}

/** A class that is said so much oftener or more seldom than it occurs, as a share of all rows, is spoken of. */
const UNBALANCED = 0.03;

/** The class, and the run, whose answers are furthest from how often the class occurs. */
export function classesFinding({ classes, rows }: Agreement, { before, after }: Named): string {
  const all = classes.flatMap((of) => [{ run: before, said: of.before.length, of }, { run: after, said: of.after.length, of }]);
  const off = ({ said, of }: { readonly said: number; readonly of: ClassRows }): number => said - of.truth.length;
  const most = all.reduce((a, b) => (Math.abs(off(b)) > Math.abs(off(a)) ? b : a));
  if (Math.abs(off(most)) < UNBALANCED * rows) return late.runs.agreement.classes.balanced;
  return (off(most) > 0 ? late.runs.agreement.classes.often : late.runs.agreement.classes.seldom)(most.run, most.of.label, most.said, most.of.truth.length);
}
