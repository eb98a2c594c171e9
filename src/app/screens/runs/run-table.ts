/** The runs of a project side by side: what each was made with, how good it is, and how it stands to the one they are measured against. */
import { configDifferences, type Difference } from "../../../engine/config/differences.ts";
import { parseDocument } from "../../../engine/config/document.ts";
import { compareOutputs, type Comparison } from "../../../engine/evaluation/compare.ts";
import type { OutputEvaluation, SplitEvaluation } from "../../../engine/evaluation/evaluation.ts";
import type { RunRecord } from "../../../storage/index.ts";
import { headlineMetric } from "../../charts/metrics.ts";
import { namesIn } from "../../forms/config-names.ts";

export interface RunRow {
  readonly record: RunRecord;
  readonly isReference: boolean;
  /** What its config says otherwise than the reference's. */
  readonly differences: readonly Difference[];
  /** One for each output of any run, in one order; null where the run does not have it, or was not judged. */
  readonly scores: readonly (Score | null)[];
  /** Of training, pauses not counted; null where nothing was trained here. */
  readonly seconds: number | null;
  /** Of the weights as they are saved. */
  readonly bytes: number;
}
export interface Score {
  readonly metric: string;
  readonly value: number;
  readonly interval: readonly [number, number] | undefined;
  /** With the reference; null for the reference itself. */
  readonly comparison: Comparison | null;
}
export interface RunTable {
  readonly outputs: readonly { readonly name: string; readonly label: string; readonly unit: string }[];
  readonly rows: readonly RunRow[];
}

/** Models are chosen on validation rows: those of the test are looked at once a choice is made. */
export const judgedOn = ({ evaluations }: RunRecord): SplitEvaluation | undefined =>
  evaluations.find(({ split }) => split === "validation") ?? evaluations[0];

/** What runs are measured against unless another is chosen: the latest with a star, else the first that was made. */
export const referenceOf = (records: readonly RunRecord[]): RunRecord | undefined => records.find(({ starred }) => starred) ?? records.at(-1);

export function runTable(records: readonly RunRecord[], reference: RunRecord): RunTable {
  const names = [...new Set(records.flatMap((record) => Object.keys(judgedOn(record)?.outputs ?? {})))];
  const nameOf = namesIn(...records.map(({ model }) => model.config));
  const config = parseDocument(reference.yaml).value;
  return {
    outputs: names.map((name) => ({ name, ...nameOf(name) })),
    rows: records.map((record) => ({
      record,
      isReference: record.id === reference.id,
      differences: configDifferences(config, parseDocument(record.yaml).value),
      scores: names.map((name) => scoreOf(record, reference, name)),
      seconds: record.rounds.at(-1)?.seconds ?? null,
      bytes: record.model.weights.specs.reduce((sum, { shape }) => sum + BYTES * shape.reduce((product, size) => product * size, 1), 0),
    })),
  };
}

/** Weights are stored as 32-bit floats. */
const BYTES = 4;

function scoreOf(record: RunRecord, reference: RunRecord, name: string): Score | null {
  const evaluation = outputOf(record, name);
  if (!evaluation) return null;
  const metric = headlineMetric(evaluation.metrics);
  const before = record.id === reference.id ? undefined : outputOf(reference, name);
  return {
    metric,
    value: evaluation.metrics[metric] ?? NaN,
    interval: evaluation.intervals[metric],
    comparison: before && judgedOn(record)?.split === judgedOn(reference)?.split ? compareOutputs(before, evaluation, metric, sameTable(record, reference)) : null,
  };
}

const outputOf = (record: RunRecord, name: string): OutputEvaluation | undefined => judgedOn(record)?.outputs[name];
const sameTable = (one: RunRecord, other: RunRecord): boolean => one.model.made.dataset.fingerprint === other.model.made.dataset.fingerprint;

/** The runs that are better than the reference at an output, beyond noise. */
export const betterAt = ({ rows }: RunTable, output: number): readonly RunRow[] =>
  rows.filter(({ scores }) => scores[output]?.comparison?.verdict === "better");
