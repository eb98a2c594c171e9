import { synthesise } from "../engine/advice/synthesise.ts";
import { openYaml } from "../engine/config/open.ts";
import { csvText } from "../engine/data/csv.ts";
import { words } from "../messages/en/cli.ts";
import { shared, type Command } from "./command.ts";
import { readText, write } from "./files.ts";
import { describe } from "./problems.ts";
import { seedOf } from "./results.ts";
import { Mistake } from "./terminal.ts";

const options = {
  config: shared.config,
  "dataset-size": { value: "N", summary: "How many rows; 100 when absent" },
  "output-path": { value: "FILE", summary: "Where the table goes; standard output when absent" },
  "random-seed": { value: "N", summary: "Seeds the cells; 42 when absent" },
} as const;

/** Made-up rows for the features of a config, from which it can learn. */
export const synthesizeDataset: Command<typeof options> = {
  name: "synthesize-dataset",
  summary: "Make up a table for a config, to try it out",
  options,
  async run(given, terminal) {
    const path = given.required("config");
    const { opened, problems } = openYaml(await readText(path, words.file.config));
    if (!opened) throw new Mistake(...problems.filter(({ severity }) => severity === "error").map((problem) => describe(problem, path)));
    const csv = csvText(synthesise(opened, rowsOf(given.optional("dataset-size")), seedOf(given.optional("random-seed"))));
    const output = given.optional("output-path");
    if (output === undefined) terminal.out(csv);
    else await write(output, csv);
    return 0;
  },
};

/** More would not fit the memory of a terminal's table. */
const MOST_ROWS = 1_000_000;

function rowsOf(text = "100"): number {
  const rows = Number(text);
  if (!/^\d+$/.test(text) || rows < 1 || rows > MOST_ROWS) throw new Mistake(words.options.rows(MOST_ROWS, text));
  return rows;
}
