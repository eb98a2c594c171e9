import type { ColumnRole, ColumnVerdict } from "../engine/api.ts";
import type { Language } from "../engine/config/language.ts";
import { suggest } from "../engine/schema/suggest.ts";
import { words } from "../messages/en/cli.ts";
import type { Command } from "./command.ts";
import { dataOptions, openData } from "./data-options.ts";
import { write } from "./files.ts";
import { openEngine } from "./host.ts";
import { Mistake } from "./terminal.ts";

const options = {
  ...dataOptions,
  target: { value: "COLUMN", summary: "A column to predict; give it once for each", required: true, many: true },
  output: { value: "FILE", summary: "Where the config goes; standard output when absent" },
} as const;

/** The starter config of a table: runs as it is. */
export const initConfig: Command<typeof options> = {
  name: "init-config",
  summary: "Write a config for a table and the columns to predict",
  options,
  async run(given, terminal) {
    const { engine, ...opened } = openEngine(terminal.err);
    const { profile, name } = await openData(given, opened);
    const verdicts = await engine.infer(profile);
    const targets = given.all("target");
    refuseUnknown(targets, verdicts, name);
    const yaml = await engine.starter(profile, rolesOf(targets, verdicts, await engine.language()));
    const output = given.optional("output");
    if (output === undefined) terminal.out(yaml);
    else await write(output, yaml);
    for (const { column, suggested, why } of verdicts) {
      if (suggested === "off" && !targets.includes(column)) terminal.err(`${words.leftOut(column, why)}\n`);
    }
    return 0;
  },
};

function refuseUnknown(targets: readonly string[], verdicts: readonly ColumnVerdict[], name: string): void {
  const columns = verdicts.map(({ column }) => column);
  const unknown = targets.filter((target) => !columns.includes(target));
  if (unknown.length > 0) throw new Mistake(...unknown.map((target) => words.noColumn(name, target, suggest(target, columns).sentence)));
}

function rolesOf(targets: readonly string[], verdicts: readonly ColumnVerdict[], { types }: Language): Record<string, ColumnRole> {
  const canOutput = (type: string) => Boolean(types[type]?.output);
  return Object.fromEntries(verdicts.map(({ column, type, asOutput, suggested }): [string, ColumnRole] => {
    if (!targets.includes(column)) return [column, { role: suggested, type }];
    if (asOutput === null) throw new Mistake(words.notLearnable(column, type, Object.keys(types).filter(canOutput)));
    return [column, { role: "output", type: asOutput }];
  }));
}
