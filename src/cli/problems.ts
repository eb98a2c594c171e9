import type { Outcome, Path, Problem } from "../engine/schema/problem.ts";
import { words } from "../messages/en/cli.ts";
import { Mistake } from "./terminal.ts";

/** `C.yaml:20:3 error trainer.learning_rat: unknown …` as compilers write it, so that editors can jump there. */
export function describe({ severity, path, message, line, column }: Problem, file?: string): string {
  const place = file === undefined ? "" : `${[file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(":")} `;
  const where = path.length > 0 ? ` ${dotted(path)}` : "";
  return `${place}${words.severity[severity]}${where}: ${message}`;
}

const dotted = (path: Path): string =>
  path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("");

/** What is worth knowing of a value, a line each. */
export function tellNotes({ notes = [] }: { readonly notes?: readonly Problem[] }, file: string, tell: (line: string) => void): void {
  for (const note of notes) tell(`${describe(note, file)}\n`);
}

/** The value, or the end of the command with every problem told. */
export function valueOf<T>(outcome: Outcome<T>, file?: string): T {
  if (outcome.ok) return outcome.value;
  throw new Mistake(...outcome.problems.map((problem) => describe(problem, file)));
}
