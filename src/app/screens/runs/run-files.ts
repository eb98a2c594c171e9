/** Runs as files for other programs. */
import { eventFile, scalarsOf } from "../../../engine/export/tensorboard.ts";
import { pack, type Files } from "../../../engine/export/zip.ts";
import type { RunRecord } from "../../../storage/index.ts";
import type { ChartTable } from "../../charts/chart-table.ts";
import { shown } from "../../forms/fields.ts";
import type { RunTable } from "./run-table.ts";

const words = (...labels: readonly string[]) => labels.map((label) => ({ label, numeric: false }));
const figures = (...labels: readonly string[]) => labels.map((label) => ({ label, numeric: true }));
const finite = (value: number | null | undefined): number | null => (value !== null && value !== undefined && Number.isFinite(value) ? value : null);

/** One row for each run: its scores with their intervals, what it cost, and what its config says otherwise. */
export function runsAsTable({ outputs, rows }: RunTable): ChartTable {
  return {
    columns: [
      ...words("run", "started", "star", "note"),
      ...outputs.flatMap(({ name }) => [...words(`${name}: metric`), ...figures(name, `${name}: low`, `${name}: high`), ...words(`${name}: verdict`)]),
      ...figures("seconds", "rounds", "bytes"),
      ...words("backend", "differences"),
    ],
    rows: rows.map(({ record, scores, seconds, bytes, differences }) => [
      record.name, new Date(record.createdAt).toISOString(), record.starred ? "yes" : "", record.note,
      ...scores.flatMap((score) => (score ? [score.metric, finite(score.value), finite(score.interval?.[0]), finite(score.interval?.[1]), score.comparison?.verdict ?? ""] : ["", null, null, null, ""])),
      finite(seconds), record.rounds.length, bytes,
      record.backend.chosen, differences.map(({ where, after }) => `${where.join(".")}: ${shown(after)}`).join("; "),
    ]),
  };
}

/** Every score of every round of every run, one to a row. */
export const historiesAsTable = (records: readonly RunRecord[]): ChartTable => ({
  columns: [...words("run"), ...figures("round", "epoch", "step", "seconds", "learning_rate"), ...words("part", "output", "metric"), ...figures("value")],
  rows: records.flatMap(({ name, rounds }) => rounds.flatMap((round) => (["training", "validation"] as const).flatMap((part) =>
    Object.entries(round[part]).flatMap(([output, metrics]) => Object.entries(metrics).map(([metric, value]) =>
      [name, round.round, round.epoch, round.step, finite(round.seconds), finite(round.learningRate), part, output, metric, finite(value)]))))),
});

/** A folder for each run with its training and validation curves, as TensorBoard's `--logdir` takes it once it is unpacked. */
export function tensorBoardZip(records: readonly RunRecord[]): Uint8Array {
  const taken = new Set<string>();
  const files = records.flatMap(({ name, rounds, createdAt }) => {
    const folder = unusedName(name, taken);
    return (["training", "validation"] as const).map((part): [string, Uint8Array] =>
      [`${folder}/${part}/events.out.tfevents.${Math.floor(createdAt / 1000)}.fidelio`, eventFile(scalarsOf(rounds, part, createdAt), createdAt / 1000)]);
  });
  return pack(Object.fromEntries(files) satisfies Files);
}

/** Two runs may have one name, and a name may hold what no folder's name may. */
function unusedName(name: string, taken: Set<string>): string {
  const plain = name.replace(/[^\p{L}\p{N} ._-]+/gu, "_").replace(/^[. ]+|[. ]+$/g, "") || "run";
  let unused = plain;
  for (let n = 2; taken.has(unused.toLowerCase()); n++) unused = `${plain} ${n}`;
  taken.add(unused.toLowerCase());
  return unused;
}
