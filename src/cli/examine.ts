import { visible } from "../engine/data/visible.ts";
import { words } from "../messages/en/cli.ts";
import { shared, type Command } from "./command.ts";
import { readText, writeJson } from "./files.ts";
import { openEngine } from "./host.ts";
import { valueOf } from "./problems.ts";
import { seedOf } from "./results.ts";

const options = {
  config: shared.config,
  dataset: shared.dataset,
  table: shared.table,
  "random-seed": shared.seed,
  json: { value: "FILE", summary: "Write the findings here, with their rows and what can be done about them" },
} as const;

/** What the doctor finds in a table as a run of the config would meet it, worst first. */
export const examineData: Command<typeof options> = {
  name: "examine",
  summary: "Say what may be wrong with a table before a model learns from it",
  options,
  async run(given, terminal) {
    const config = given.required("config");
    const { engine, open } = openEngine(terminal.err, config);
    const { id } = await open(given.required("dataset"), { table: given.optional("table") });
    const { findings, rows, of = rows } = valueOf(await engine.examine({ yaml: await readText(config, words.file.config), dataset: id, seed: seedOf(given.optional("random-seed")) }), config);
    for (const { harm, title, why, remedies } of findings) {
      terminal.out(`${words.examine.harm[harm]}: ${visible(title)}\n  ${why}\n${remedies.map(({ label }) => `  → ${visible(label)}\n`).join("")}`);
    }
    terminal.err(`${words.examine.found(findings.length, rows, of)}\n`);
    const file = given.optional("json");
    if (file !== undefined) await writeJson(file, findings);
    return 0;
  },
};
