import { writtenOut } from "../engine/config/written-out.ts";
import { words } from "../messages/en/cli.ts";
import { shared, type Command } from "./command.ts";
import { readText, write } from "./files.ts";
import { describe, valueOf } from "./problems.ts";

const options = {
  config: shared.config,
  output: { value: "FILE", summary: "Where the config goes; standard output when absent" },
} as const;

/** A config with every default written out, old spellings modernised: what a run would use. */
export const renderConfig: Command<typeof options> = {
  name: "render-config",
  summary: "Write a config with every default filled in",
  options,
  async run(given, terminal) {
    const path = given.required("config");
    const { yaml, notes } = valueOf(writtenOut(await readText(path, words.file.config)), path);
    for (const note of notes) terminal.err(`${describe(note, path)}\n`);
    const output = given.optional("output");
    if (output === undefined) terminal.out(yaml);
    else await write(output, yaml);
    return 0;
  },
};
