import { success, type Outcome, type Problem } from "../schema/problem.ts";
import { openYaml } from "./open.ts";
import { blockLines } from "./render.ts";

/** A config as YAML with every default filled in and old spellings modernised, beside what is worth knowing of it. */
export function writtenOut(yaml: string): Outcome<{ readonly yaml: string; readonly notes: readonly Problem[] }> {
  const { opened, problems } = openYaml(yaml);
  if (!opened) return { ok: false, problems: problems.filter(({ severity }) => severity === "error") };
  return success({ yaml: `${blockLines(opened.resolved, { step: 2, indentLists: true }).join("\n")}\n`, notes: problems });
}
