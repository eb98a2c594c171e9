import { join } from "node:path";
import { words } from "../messages/en/cli.ts";
import { shared, type Command } from "./command.ts";
import { dataOptions, openData } from "./data-options.ts";
import { makeFolder, readText } from "./files.ts";
import { backendWish, openEngine } from "./host.ts";
import { experimentInFolds, foldsOf } from "./k-fold.ts";
import { withModel, writePredictions } from "./predict.ts";
import { valueOf } from "./problems.ts";
import { progress } from "./progress.ts";
import { seedOf, summarise, testOf, writeModel, writeTest, writeTraining } from "./results.ts";

const options = {
  config: shared.config,
  ...dataOptions,
  "output-directory": shared.output,
  backend: shared.backend,
  "k-fold": { value: "N", summary: "Cross-validate: train N models, each tested on another Nth of the rows" },
  "random-seed": shared.seed,
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
    const { engine, ...opened } = openEngine(given.has("quiet") ? () => {} : terminal.err, path);
    const dataset = await openData(given, opened);
    await makeFolder(folder);
    const request = { yaml, dataset: dataset.id, seed, backend: backendWish(given.optional("backend")) };
    if (inFolds !== null) {
      await experimentInFolds({ engine, request, folds: inFolds, folder, config: path, quiet: given.has("quiet") }, terminal);
      return 0;
    }
    const run = valueOf(await engine.train(request, progress(terminal, given.has("quiet"))), path);
    await writeTraining(folder, "experiment", run, dataset, seed);
    await writeTest(folder, testOf(run));
    await writeModel(join(folder, "model"), engine, run);
    await withModel(engine, run.bundle, async (model) => { await writePredictions(join(folder, "predictions.csv"), engine, model, dataset.id, { rows: run.split.test }); });
    if (!given.has("quiet")) summarise(terminal, testOf(run), folder);
    return 0;
  },
};
