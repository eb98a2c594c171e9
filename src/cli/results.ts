import { join } from "node:path";
import { version } from "../../package.json";
import type { EngineApi, TrainedRun } from "../engine/api.ts";
import type { SplitEvaluation } from "../engine/evaluation/evaluation.ts";
import { unpack } from "../engine/export/zip.ts";
import type { Round } from "../engine/training/events.ts";
import type { DataSet } from "../ingest/data-api.ts";
import { words } from "../messages/en/cli.ts";
import { write, writeJson } from "./files.ts";
import { valueOf } from "./problems.ts";
import { figure } from "./progress.ts";
import { Mistake, type Terminal } from "./terminal.ts";

/** The files of a run in Ludwig's layout, and what is said of it at the end. */

export function seedOf(text = "42"): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 2 ** 31 - 1) throw new Mistake(words.options.seed(2 ** 31 - 1, text));
  return seed;
}

/** As Ludwig names formats. */
const formatOf = ({ dialect }: DataSet): string =>
  dialect.format === "csv" ? (dialect.delimiter === "\t" ? "tsv" : "csv") : dialect.format === "arrow" ? "feather" : dialect.format;

export async function writeTraining(folder: string, command: string, { bundle, rounds, backend, reason }: TrainedRun, dataset: DataSet, seed: number): Promise<void> {
  await writeJson(join(folder, "description.json"), {
    fidelio_version: version,
    command,
    random_seed: seed,
    dataset: dataset.name,
    dataset_fingerprint: dataset.fingerprint,
    data_format: formatOf(dataset),
    config: bundle.config,
    backend,
    plan: bundle.made.plan,
    best_round: bundle.made.bestRound,
    stopped_because: reason,
  });
  await writeJson(join(folder, "training_statistics.json"), trainingStatistics(rounds));
}

export const testOf = ({ evaluations }: TrainedRun): SplitEvaluation | undefined => evaluations.find(({ split }) => split === "test");
export const writeTest = (folder: string, test: SplitEvaluation | undefined): Promise<void> => writeJson(join(folder, "test_statistics.json"), testStatistics(test));

/** Split → feature or `combined` → metric → one number per round. Test rows have none: they are looked at once, at the end. */
function trainingStatistics(rounds: readonly Round[]) {
  const history = (split: "training" | "validation") => {
    const namesIn = (records: readonly object[]): string[] => [...new Set(records.flatMap((record) => Object.keys(record)))];
    const scoresOf = (feature: string) => rounds.map((round) => (Object.hasOwn(round[split], feature) ? round[split][feature]! : {}));
    const lists = (scores: readonly Readonly<Record<string, number>>[]) =>
      Object.fromEntries(namesIn(scores).map((metric) => [metric, scores.map((one) => one[metric] ?? null)]));
    return Object.fromEntries(namesIn(rounds.map((round) => round[split])).map((feature) => [feature, lists(scoresOf(feature))]));
  };
  const [first] = rounds;
  const perEpoch = rounds.every(({ round, epoch }) => round === epoch);
  return {
    training: history("training"),
    validation: history("validation"),
    evaluation_frequency: perEpoch ? { frequency: 1, period: "epoch" } : { frequency: first?.step ?? 0, period: "step" },
  };
}

/** Feature → metrics and overall statistics; empty when there were no test rows. */
function testStatistics(test: SplitEvaluation | undefined) {
  if (!test) return {};
  const features = Object.entries(test.outputs).map(([name, { metrics, statistics }]) => [name, { ...metrics, ...statistics }] as const);
  return { ...Object.fromEntries(features), combined: test.combined };
}

export async function writeModel(folder: string, engine: EngineApi, { bundle }: TrainedRun): Promise<void> {
  const files = valueOf(unpack(valueOf(await engine.exportModel(bundle))));
  for (const [name, bytes] of Object.entries(files)) await write(join(folder, name), bytes);
}

export function summarise(terminal: Terminal, test: SplitEvaluation | undefined, folder: string): void {
  if (!test) terminal.err(`${words.train.noTest}\n`);
  for (const [name, { metrics, baseline, intervals }] of Object.entries(test?.outputs ?? {})) {
    const line = (metric: string) => {
      const interval = intervals[metric];
      const [value, trivial] = [figure(metrics[metric]), figure(baseline[metric])];
      return `  ${interval ? words.train.scoreWithin(metric, value, figure(interval[0]), figure(interval[1]), trivial) : words.train.score(metric, value, trivial)}`;
    };
    terminal.err([words.train.scores(name, test!.rows), ...Object.keys(metrics).map(line), ""].join("\n"));
  }
  terminal.err(`${words.train.results(folder)}\n`);
}
