import { join } from "node:path";
import { version } from "../../package.json";
import type { EngineApi, TrainedRun } from "../engine/api.ts";
import type { SplitEvaluation } from "../engine/evaluation/evaluation.ts";
import { unpack } from "../engine/export/zip.ts";
import type { Round } from "../engine/training/events.ts";
import type { DataSet } from "../ingest/data-api.ts";
import { words } from "../messages/en/cli.ts";
import { shared, type Command } from "./command.ts";
import { makeFolder, readText, write, writeJson } from "./files.ts";
import { backendWish, openEngine } from "./host.ts";
import { experimentInFolds, foldsOf } from "./k-fold.ts";
import { withModel, writePredictions } from "./predict.ts";
import { valueOf } from "./problems.ts";
import { figure, progress } from "./progress.ts";
import { Mistake, type Terminal } from "./terminal.ts";

const options = {
  config: shared.config,
  dataset: shared.dataset,
  "output-directory": { value: "FOLDER", summary: "Where the results go", required: true },
  backend: shared.backend,
  "k-fold": { value: "N", summary: "Cross-validate: train N models, each tested on another Nth of the rows" },
  "random-seed": { value: "N", summary: "Seeds the split, the first weights and the order of rows; 42 when absent" },
  quiet: shared.quiet,
} as const;

/** Train on a table, judge on its test rows, and write everything down in Ludwig's layout. */
export const experiment: Command<typeof options> = {
  name: "experiment",
  summary: "Train a model, judge it on the test rows, keep it",
  options,
  async run(given, terminal) {
    const path = given.required("config");
    const folder = given.required("output-directory");
    const seed = seedOf(given.optional("random-seed"));
    const yaml = await readText(path, words.file.config);
    const folds = given.optional("k-fold");
    const inFolds = folds === undefined ? null : foldsOf(folds);
    const { engine, open } = openEngine(given.has("quiet") ? () => {} : terminal.err);
    const dataset = await open(given.required("dataset"));
    await makeFolder(folder);
    const request = { yaml, dataset: dataset.id, seed, backend: backendWish(given.optional("backend")) };
    if (inFolds !== null) {
      await experimentInFolds({ engine, request, folds: inFolds, folder, config: path, quiet: given.has("quiet") }, terminal);
      return 0;
    }
    const run = valueOf(await engine.train(request, progress(terminal, given.has("quiet"))), path);
    await writeStatistics(folder, run, dataset, seed);
    await writeModel(join(folder, "model"), engine, run);
    await withModel(engine, run.bundle, (model) => writePredictions(join(folder, "predictions.csv"), engine, model, dataset.id, { rows: run.split.test }));
    if (!given.has("quiet")) summarise(terminal, run, folder);
    return 0;
  },
};

function seedOf(text = "42"): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 2 ** 31 - 1) throw new Mistake(words.options.seed(2 ** 31 - 1, text));
  return seed;
}

async function writeStatistics(folder: string, { bundle, rounds, evaluations, backend, reason }: TrainedRun, dataset: DataSet, seed: number): Promise<void> {
  await writeJson(join(folder, "description.json"), {
    fidelio_version: version,
    command: "experiment",
    random_seed: seed,
    dataset: dataset.name,
    dataset_fingerprint: dataset.fingerprint,
    data_format: dataset.dialect.delimiter === "\t" ? "tsv" : "csv",
    config: bundle.config,
    backend,
    plan: bundle.made.plan,
    best_round: bundle.made.bestRound,
    stopped_because: reason,
  });
  await writeJson(join(folder, "training_statistics.json"), trainingStatistics(rounds));
  await writeJson(join(folder, "test_statistics.json"), testStatistics(evaluations.find(({ split }) => split === "test")));
}

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

async function writeModel(folder: string, engine: EngineApi, { bundle }: TrainedRun): Promise<void> {
  const files = valueOf(unpack(valueOf(await engine.exportModel(bundle))));
  for (const [name, bytes] of Object.entries(files)) await write(join(folder, name), bytes);
}

function summarise(terminal: Terminal, { evaluations }: TrainedRun, folder: string): void {
  const test = evaluations.find(({ split }) => split === "test");
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
