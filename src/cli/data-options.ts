/** The table that a command learns from: one, or rows of training, validation and test that came apart, as Ludwig takes them. */
import { basename } from "node:path";
import type { DataSet } from "../ingest/data-api.ts";
import { isTableName } from "../ingest/folder/extensions.ts";
import { words } from "../messages/en/cli.ts";
import { shared } from "./command.ts";
import type { Opened } from "./host.ts";
import type { Options, OptionSpecs } from "./options.ts";
import { Mistake } from "./terminal.ts";

export const dataOptions = {
  dataset: { ...shared.dataset, required: false },
  table: shared.table,
  "training-set": { value: "FILE", summary: "Instead of the table: the rows to learn from, in a file of their own" },
  "validation-set": { value: "FILE", summary: "Beside it: the rows that choose the best round" },
  "test-set": { value: "FILE", summary: "Beside it: the rows that judge the model" },
} as const satisfies OptionSpecs;

const PARTS = ["training-set", "validation-set", "test-set"] as const;

/** Fails with a mistake unless there is either a table, or training rows and others. */
export async function openData(given: Pick<Options<typeof dataOptions>, "optional">, { open, openParts }: Pick<Opened, "open" | "openParts">): Promise<DataSet> {
  const dataset = given.optional("dataset");
  const parts = PARTS.flatMap((option, part) => {
    const path = given.optional(option);
    return path === undefined ? [] : [{ path, part: part as 0 | 1 | 2 }]; // of three
  });
  if (dataset !== undefined && parts.length > 0) throw new Mistake(words.data.both);
  if (dataset !== undefined) return open(dataset, { table: given.optional("table") });
  if (parts.length === 0) throw new Mistake(words.data.none);
  if (parts[0]?.part !== 0) throw new Mistake(words.data.noTraining);
  const names = parts.map(({ path }) => basename(path));
  const unknown = names.filter((name) => !isTableName(name));
  if (unknown.length > 0) throw new Mistake(words.data.noTables(unknown));
  if (new Set(parts.map(({ path }) => path)).size < parts.length) throw new Mistake(words.data.twice);
  return openParts(parts.map(({ path, part }, i) => ({ path, part, name: names.indexOf(names[i]!) === i ? names[i]! : path })));
}
