import { words } from "../../../messages/en/doctor.ts";
import { openYaml } from "../../config/open.ts";
import type { OpenedConfig } from "../../config/opened.ts";
import { prepareRows } from "../../data/rows.ts";
import { splitRows } from "../../data/split.ts";
import type { Table } from "../../data/table.ts";
import { success, type Outcome } from "../../schema/problem.ts";
import { checks } from "./checks/index.ts";
import type { CheckName, Diagnosis, Finding, Harm } from "./finding.ts";
import { Subject, type Answers, type Columns } from "./subject.ts";

export interface Examination {
  readonly yaml: string;
  readonly table: Table;
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** What a model that had not seen them says of some rows. */
  readonly answers?: readonly Answers[];
  /** Of this table, from an examination before. */
  readonly columns?: Columns;
  readonly onProgress?: (done: number) => void;
  readonly breathe?: () => Promise<void>;
}

const HARMS: readonly Harm[] = ["lies", "harms", "notice"];

/** Rows as a run would share them out, and every check over them; a config that does not open, or that has no rows, is a failure. */
export async function examine(asked: Examination): Promise<Outcome<Diagnosis>> {
  const { onProgress = () => {}, breathe = async () => {} } = asked;
  const subject = subjectOf(asked);
  if (!subject.ok) return subject;
  const findings: Finding[] = [];
  const names = Object.keys(checks) as CheckName[];
  for (const [i, name] of names.entries()) {
    onProgress(i / names.length);
    for (const found of checks[name](subject.value)) {
      if (found) findings.push(found);
      else await breathe();
    }
  }
  onProgress(1);
  findings.sort((a, b) => HARMS.indexOf(a.harm) - HARMS.indexOf(b.harm) || b.rank - a.rank);
  return success({ findings, looked: names.filter((name) => name !== "label_errors" || subject.value.answers.length > 0).map((name) => words.looked[name]), rows: subject.value.rows.length });
}

function subjectOf({ yaml, ...given }: Examination): Outcome<Subject> {
  const { opened, problems } = openYaml(yaml);
  return opened ? subjectFor(opened, given) : { ok: false, problems: problems.filter(({ severity }) => severity === "error") };
}

/** What checks look at, of a config that was opened. */
export function subjectFor(opened: OpenedConfig, { table, seed, now, answers, columns }: Omit<Examination, "yaml">): Outcome<Subject> {
  const prepared = prepareRows(opened, table, seed);
  if (!prepared.ok) return prepared;
  const split = splitRows(opened.preprocessing.split, seed, table, prepared.value.rows);
  if (!split.ok) return split;
  return success(new Subject({ table, opened, split: split.value, seed, now, ...(answers && { answers }), ...(columns && { columns }) }));
}
