import { join } from "node:path";
import { words } from "../messages/en/cli.ts";
import { shared, type Command } from "./command.ts";
import { dataOptions, openData } from "./data-options.ts";
import { makeFolder, readText } from "./files.ts";
import { backendWish, openEngine } from "./host.ts";
import { valueOf } from "./problems.ts";
import { progress } from "./progress.ts";
import { seedOf, writeModel, writeTraining } from "./results.ts";

const options = {
  config: shared.config,
  ...dataOptions,
  "output-directory": shared.output,
  backend: shared.backend,
  "random-seed": shared.seed,
  quiet: shared.quiet,
} as const;

/** Train on a table and keep the model; its test rows are left for evaluate. */
export const train: Command<typeof options> = {
  name: "train",
  summary: "Train a model and keep it, without judging it on the test rows",
  options,
  async run(given, terminal) {
    const path = given.required("config");
    const folder = given.required("output-directory");
    const quiet = given.has("quiet");
    const seed = seedOf(given.optional("random-seed"));
    const yaml = await readText(path, words.file.config);
    const { engine, ...opened } = openEngine(quiet ? () => {} : terminal.err, path);
    const dataset = await openData(given, opened);
    await makeFolder(folder);
    const request = { yaml, dataset: dataset.id, seed, backend: backendWish(given.optional("backend")) };
    const run = valueOf(await engine.train(request, progress(terminal, quiet)), path);
    await writeTraining(folder, "train", run, dataset, seed);
    await writeModel(join(folder, "model"), engine, run);
    if (!quiet) terminal.err(`${words.train.results(folder)}\n`);
    return 0;
  },
};
