/** The ways out that several checks offer. */
import { words } from "../../../messages/en/doctor.ts";
import type { DataChange } from "../../data/changes.ts";
import type { SplitParams } from "../../data/split.ts";
import { fixRemove, fixSet, type Fix } from "../../schema/problem.ts";
import type { Remedy } from "./finding.ts";
import type { Seen, Subject } from "./subject.ts";

export const inConfig = (label: string, ...fixes: readonly Fix[]): Remedy => ({ kind: "config", label, fixes });
export const inData = (label: string, ...changes: readonly DataChange[]): Remedy => ({ kind: "data", label, changes });

/** Take an input out of the model; the last one stays, for without any there is none. */
export function dropInput({ opened }: Subject, { side, path, column }: Pick<Seen, "side" | "path" | "column">): readonly Remedy[] {
  return side === "input" && opened.inputs.length > 1 ? [inConfig(words.remedy.off(column), fixRemove(path, words.remedy.off(column)))] : [];
}

export const leaveOut = (rows: Iterable<number>): Remedy => {
  const all = [...rows].sort((a, b) => a - b);
  return inData(words.remedy.exclude(all.length), { kind: "exclude", rows: all });
};

const USUAL = [0.7, 0.1, 0.2] as const;

/** Share the rows out by a column, in the shares of the config. */
export function splitBy(split: SplitParams, type: "stratify" | "datetime" | "hash", column: string): Remedy {
  const shares = split.type === "fixed" ? USUAL : split.probabilities;
  const unusual = shares.some((share, i) => share !== USUAL[i]);
  const label = words.remedy.split[type](column);
  return inConfig(label, fixSet(["preprocessing", "split"], { type, column, ...(unusual && { probabilities: [...shares] }) }, label));
}
