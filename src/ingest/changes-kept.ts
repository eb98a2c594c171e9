/** What becomes of the changes to a data set when its table is read again, or when another takes its place. */
import { changesIn, fittingChanges } from "../engine/data/changes.ts";
import type { Table } from "../engine/data/table.ts";
import { note } from "../engine/schema/problem.ts";
import { words } from "../messages/en/ingest.ts";
import type { DataSet } from "./data-api.ts";

/** Those that fit the table just read under `id`, and what there is to say of the others. Row numbers only mean the same in the same file. */
export function changesKept(before: DataSet | undefined, id: string, raw: Table): Pick<DataSet, "changes" | "notes"> {
  const old = before?.changes ?? [];
  const sameRows = before?.id === id && before.profile.rows === raw.rows;
  const changes = fittingChanges(old, raw, sameRows);
  const lost = changesIn(old) - changesIn(changes);
  return { changes, notes: lost > 0 ? [note([], words.changesLost(lost))] : [] };
}
