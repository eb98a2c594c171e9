/** The profiles of a table's columns, as they go to the page. */
import type { ColumnProfile, TableProfile } from "../engine/data/profile.ts";
import type { Column, Table } from "../engine/data/table.ts";
import type { OnProgress } from "./data-api.ts";
import type { Pace } from "./pace.ts";
import { amountsAsked, profiling } from "./profile.ts";

/** A profile goes to the page, and to the engine at every look at the config; of a very wide table only so many frequent values go along. */
const VALUES_SENT = 50_000;

const withTop = (profile: ColumnProfile, columns: number): ColumnProfile =>
  ({ ...profile, top: profile.top.slice(0, Math.max(3, Math.floor(VALUES_SENT / columns))) });

/** What counts of a table; null: it was cancelled. `known`: the profile of a column that need not be looked at. */
export async function profileOf(table: Table, pace: Pace, onProgress?: OnProgress, known: (column: number) => ColumnProfile | undefined = () => undefined): Promise<TableProfile | null> {
  const excluded = excludedFrom(table);
  const columns: ColumnProfile[] = [];
  for (const [i, column] of table.columns.entries()) {
    const profile = known(i) ?? (await profileOfColumn(column, excluded, pace));
    if (!profile) return null;
    columns.push(withTop(profile, table.columns.length));
    onProgress?.({ stage: "profiling", done: columns.length / table.columns.length, rows: table.rows });
  }
  return { rows: table.rows, ...(excluded.length > 0 && { excluded: excluded.length }), columns };
}

async function profileOfColumn(column: Column, excluded: Uint32Array, pace: Pace): Promise<ColumnProfile | null> {
  const profile = await pace.run(profiling(column, excluded));
  if (!profile || profile.numbers || !profile.top.some(({ value }) => /\d/.test(value))) return profile;
  const { profilingAmounts } = await import("./profile-amounts.ts");
  const amounts = await pace.run(profilingAmounts(amountsAsked(column, profile, excluded)));
  return amounts && { ...profile, ...amounts };
}

/** What was kept of a table, unless it still counts rows that were left out, as an earlier version did. */
export const profileNow = async (table: Table, kept: TableProfile, pace: Pace): Promise<TableProfile | null> =>
  (kept.excluded ?? 0) === excludedFrom(table).length ? kept : profileOf(table, pace);

const excludedFrom = ({ changed }: Table): Uint32Array => changed?.excluded ?? new Uint32Array();

/** Do the same rows take part in both? */
export function sameRows(one: Table, other: Table): boolean {
  const [these, those] = [excludedFrom(one), excludedFrom(other)];
  return these.length === those.length && these.every((row, i) => row === those[i]);
}
