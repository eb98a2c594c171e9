import { words } from "../messages/en/cli.ts";
import { shared, type Command } from "./command.ts";
import { readText } from "./files.ts";
import { openEngine } from "./host.ts";
import { describe } from "./problems.ts";

const options = {
  config: shared.config,
  dataset: { ...shared.dataset, required: false, summary: "Check the config against this table too" },
  table: shared.table,
} as const;

/** Every problem of a config at the place where it stands; notes alone are no failure. */
export const check: Command<typeof options> = {
  name: "check",
  summary: "Say everything that is wrong with a config",
  options,
  async run(given, terminal) {
    const path = given.required("config");
    const yaml = await readText(path, words.file.config);
    const { engine, open } = openEngine(terminal.err, path);
    const dataset = given.optional("dataset");
    const { problems } = await engine.inspect(yaml, dataset === undefined ? null : (await open(dataset, { whole: true, table: given.optional("table") })).profile);
    for (const problem of problems) terminal.out(`${describe(problem, path)}\n`);
    const errors = problems.filter(({ severity }) => severity === "error").length;
    const notes = problems.length - errors;
    terminal.err(`${words.checked(path, errors, notes)}\n`);
    return errors > 0 ? 1 : 0;
  },
};
