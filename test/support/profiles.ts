/** Tables in memory and their profiles, made by the reader's own profiler: tests of the engine may know the reader. */
import type { ColumnProfile, TableProfile } from "../../src/engine/data/profile.ts";
import { tableFrom, type Cells, type Column } from "../../src/engine/data/table.ts";
import { runAll } from "../../src/ingest/pace.ts";
import { amountsAsked, profileColumn } from "../../src/ingest/profile.ts";
import { profilingAmounts } from "../../src/ingest/profile-amounts.ts";

export function profileOf(cells: Readonly<Record<string, Cells>>): TableProfile {
  const { rows, columns } = tableFrom(cells);
  return { rows, columns: columns.map(withAmounts) };
}

function withAmounts(column: Column): ColumnProfile {
  const profile = profileColumn(column);
  return { ...profile, ...runAll(profilingAmounts(amountsAsked(column, profile, new Uint32Array()))) };
}
