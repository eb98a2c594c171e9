import { configSchema } from "../engine/config/json-schema.ts";
import type { Command } from "./command.ts";
import { write } from "./files.ts";

const options = {
  output: { value: "FILE", summary: "Where the schema goes; standard output when absent" },
} as const;

/** The JSON Schema of a config: for editors that complete and check YAML. */
export const schema: Command<typeof options> = {
  name: "schema",
  summary: "Write the JSON Schema of a config, for editors",
  options,
  async run(given, terminal) {
    const text = `${JSON.stringify(configSchema())}\n`;
    const output = given.optional("output");
    if (output === undefined) terminal.out(text);
    else await write(output, text);
    return 0;
  },
};
