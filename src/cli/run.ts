import { version } from "../../package.json";
import { visible } from "../engine/data/visible.ts";
import { suggest } from "../engine/schema/suggest.ts";
import { words } from "../messages/en/cli.ts";
import { check } from "./check.ts";
import type { Command } from "./command.ts";
import { evaluate } from "./evaluate.ts";
import { examineData } from "./examine.ts";
import { experiment } from "./experiment.ts";
import { exportToLudwig } from "./export-ludwig.ts";
import { commandHelp, generalHelp } from "./help.ts";
import { initConfig } from "./init-config.ts";
import { readOptions } from "./options.ts";
import { predict } from "./predict.ts";
import { renderConfig } from "./render-config.ts";
import { schema } from "./schema.ts";
import { synthesizeDataset } from "./synthesize-dataset.ts";
import { Mistake, type Terminal } from "./terminal.ts";
import { train } from "./train.ts";

const COMMANDS: readonly Command[] = [experiment, train, evaluate, predict, check, examineData, initConfig, renderConfig, synthesizeDataset, exportToLudwig, schema];

/** One call of the command line, from its arguments to its exit code: 0 only on success, and never a stack trace unless asked for. */
export async function run(args: readonly string[], terminal: Terminal, env: Readonly<Record<string, string | undefined>> = {}): Promise<number> {
  try {
    return await dispatch(args, guarded(terminal));
  } catch (cause) {
    guarded(terminal).err(`${cause instanceof Mistake ? cause.message : bug(cause, Boolean(env["FIDELIO_DEBUG"]))}\n`);
    return 1;
  }
}

/** Names and values come from files: a terminal would obey the codes in them. Our own are a line written over. */
function guarded(terminal: Terminal): Terminal {
  const safe = (text: string): string => {
    const [, over = "", words = "", clear = ""] = /^(\r?)(.*?)((?:\x1b\[K)?)$/s.exec(text) ?? [];
    return over + visible(words.replaceAll(/\r(?!\n)/g, "\ufffd")) + clear;
  };
  return { ...terminal, out: (text) => terminal.out(safe(text)), err: (text) => terminal.err(safe(text)) };
}

async function dispatch([name, ...rest]: readonly string[], terminal: Terminal): Promise<number> {
  if (name === "version" || name === "--version") return tell(terminal, `${version}\n`);
  if (name === undefined || name === "--help" || name === "-h" || (name === "help" && rest.length === 0)) return tell(terminal, generalHelp(COMMANDS));
  const asked = name === "help" ? (rest[0] ?? "") : name;
  const command = COMMANDS.find((known) => known.name === asked.replaceAll("_", "-"));
  if (!command) {
    const known = [...COMMANDS.map((other) => other.name), "help", "version"];
    throw new Mistake(words.options.noCommand(asked, suggest(asked, known).sentence), words.help.see("help"));
  }
  if (name === "help" || rest.includes("--help") || rest.includes("-h")) return tell(terminal, commandHelp(command));
  return command.run(readOptions(command.name, command.options, rest), terminal);
}

function tell(terminal: Terminal, text: string): number {
  terminal.out(text);
  return 0;
}

const bug = (cause: unknown, whole: boolean): string => {
  const what = cause instanceof Error ? (whole ? (cause.stack ?? cause.message) : cause.message) : String(cause);
  return `${words.bug(what)}\n${whole ? words.reportWhole : words.report}`;
};
