/** What a user chose for a column, over what its cells settled: another file with a column of that name is read the same way. */
import type { Column, Table } from "../engine/data/table.ts";

interface Settled { readonly missing: readonly string[]; readonly decimal: "." | "," }

/** How a column is read, and what its cells alone said when its file was read. */
export interface ColumnSetting extends Settled {
  readonly name: string;
  /** Absent in data sets kept before it was noted: then nothing counts as chosen. */
  readonly found?: Settled;
}

/** The settings of a table's columns; `before` holds what was found in their cells, by name: in the table itself where it was just read. */
export function settingsOf(table: Table, before: readonly ColumnSetting[] = []): readonly ColumnSetting[] {
  const found = new Map(before.map((setting) => [setting.name, setting.found]));
  return table.columns.map(({ name, missing, decimal }) => ({ name, missing, decimal, found: found.get(name) ?? { missing, decimal } }));
}

/**
 * A table just read, with the choices made for columns of the same names: spellings that were added are missing here too, those that were kept
 * as values stay values. A decimal sign stays where numbers are text (`written`): a format of its own numbers writes them with a point.
 */
export function withChoices(table: Table, before: readonly ColumnSetting[], written: boolean): Table {
  const chosen = new Map(before.map((setting) => [setting.name, setting]));
  return { ...table, columns: table.columns.map((column) => chosenFor(column, chosen.get(column.name), written)) };
}

function chosenFor(column: Column, before: ColumnSetting | undefined, written: boolean): Column {
  const found = before?.found;
  if (!found) return column;
  const kept = found.missing.filter((spelling) => !before.missing.includes(spelling));
  const added = before.missing.filter((spelling) => !found.missing.includes(spelling));
  const missing = [...new Set([...column.missing.filter((spelling) => !kept.includes(spelling)), ...added])];
  return { ...column, missing, decimal: before.decimal === found.decimal || !written ? column.decimal : before.decimal };
}
