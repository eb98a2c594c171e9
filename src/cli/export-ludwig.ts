import { dirname, join } from "node:path";
import { unpack } from "../engine/export/zip.ts";
import { words } from "../messages/en/cli.ts";
import { shared, type Command } from "./command.ts";
import { makeFolder, readText, write } from "./files.ts";
import { openEngine } from "./host.ts";
import { valueOf } from "./problems.ts";
import { seedOf } from "./results.ts";

const options = {
  config: shared.config,
  dataset: shared.dataset,
  table: shared.table,
  "output-directory": shared.output,
  "random-seed": shared.seed,
} as const;

/** A config and its rows for Ludwig: the same split, and the commands that train it there. */
export const exportToLudwig: Command<typeof options> = {
  name: "export-ludwig",
  summary: "Write a config and its rows for Ludwig",
  options,
  async run(given, terminal) {
    const path = given.required("config");
    const folder = given.required("output-directory");
    const yaml = await readText(path, words.file.config);
    const { engine, open } = openEngine(terminal.err, path);
    const dataset = await open(given.required("dataset"), { table: given.optional("table") });
    const zip = valueOf(await engine.exportLudwig({ yaml, dataset: dataset.id, seed: seedOf(given.optional("random-seed")) }), path);
    for (const [name, bytes] of Object.entries(valueOf(unpack(zip)))) {
      await makeFolder(dirname(join(folder, name))); // files that the config names lie in folders of their own
      await write(join(folder, name), bytes);
    }
    terminal.err(`${words.train.results(folder)}\n`);
    return 0;
  },
};
