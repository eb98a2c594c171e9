/** What the doctor finds in a table and its config: data for a screen, a command, a test. Safe for the page. */
import type { DataChange } from "../../data/changes.ts";
import type { Fix } from "../../schema/problem.ts";

export type CheckName =
  | "target_copy" | "formula" | "time_leak" | "group_leak" | "class_support" | "duplicates" | "near_duplicates" | "label_errors" | "missingness"
  | "spellings" | "stand_ins" | "outliers" | "dates" | "identifier" | "unseen" | "imbalance" | "constant" | "small";

/** How much a finding harms: scores that lie, a model that learns the wrong thing, something to know. */
export type Harm = "lies" | "harms" | "notice";

export interface Finding {
  /** The same for the same fault, whatever else changes: what "leave it as it is" remembers. */
  readonly id: string;
  readonly check: CheckName;
  readonly harm: Harm;
  /** From 0 to 1: the order in the list. */
  readonly rank: number;
  readonly title: string;
  readonly why: string;
  readonly columns: readonly string[];
  /** Row numbers of the data set, from 0, at most `MOST_ROWS`; `total`: how many there are. */
  readonly rows: { readonly shown: readonly number[]; readonly total: number };
  /** Counts by part, such as of each class; null: there are none. */
  readonly counts: PartCounts | null;
  /** The first is the one to take. */
  readonly remedies: readonly Remedy[];
}

export interface PartCounts {
  readonly of: string;
  readonly lines: readonly { readonly name: string; readonly training: number; readonly validation: number; readonly test: number }[];
  /** Lines that are not shown. */
  readonly more: number;
}

/** One button: edits of the config, or a change to the data. */
export type Remedy =
  | { readonly kind: "config"; readonly label: string; readonly fixes: readonly Fix[] }
  | { readonly kind: "data"; readonly label: string; readonly changes: readonly DataChange[] };

export interface Diagnosis {
  /** Worst first. */
  readonly findings: readonly Finding[];
  /** What was looked for, as sentences: what an empty list means. */
  readonly looked: readonly string[];
  /** Rows that were looked at. */
  readonly rows: number;
  /** Rows of the table, where it is so large that some of them stand for all; remedies touch no row beside these. */
  readonly of?: number;
}

const MOST_ROWS = 1_000;

/** What a check says; `rank` within its harm. */
export interface Found extends Omit<Finding, "id" | "rows" | "counts" | "remedies"> {
  readonly rows?: Iterable<number>;
  readonly counts?: PartCounts | null;
  readonly remedies?: readonly Remedy[];
}

export function finding({ rows = [], counts = null, remedies = [], ...found }: Found): Finding {
  const all = [...rows].sort((a, b) => a - b);
  return { ...found, id: `${found.check} ${found.columns.join(" ")}`, rows: { shown: all.slice(0, MOST_ROWS), total: all.length }, counts, remedies };
}

/** A check looks at the subject; each null is a place to rest. */
export type Check<Subject> = (subject: Subject) => Generator<Finding | null, void, void>;
