import type { Group, GroupedInput, GroupsChart, RowAnswers } from "../charts.ts";
import type { Control } from "../controls.ts";
import { numberReader, PLAIN } from "../data/amounts.ts";
import { parseNumber } from "../data/numbers.ts";
import { cellOf, columnNamed, type Cell, type Column, type Table } from "../data/table.ts";
import { equalRanges } from "../features/range-bars.ts";
import { fisher, logFactorials, rankSum, ranksOf } from "./significance.ts";

/** Of more rows, evenly spaced ones are looked at. */
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 30;
/** Inputs that a chart holds. */
const SHOWN = 8;
/** Values that are a group each; of more, the commonest, and one group for the rest. */
const VALUES = 12;
const RANGES = 5;
/** Smaller groups say nothing of their own. */
const FEWEST = 5;
const ROWS_BEHIND = 200;
const LEVEL = 0.025;

/** An input's column; `read`: what number a cell spells to the model, which takes the others for missing. */
export interface GroupedColumn extends Column { readonly read?: (cell: string) => number }

/** How wrong each row is, and how surprising the errors of some of them are. */
interface Wrongness {
  readonly of: GroupsChart["of"];
  /** [rows] 1 or 0, or the size of the error. */
  readonly error: Float64Array;
  chanceOf(members: readonly number[]): number;
}

/**
 * Where a model does badly: rows grouped by each input, and how good the answers are in each group (Chung et al., 2019, "Slice Finder").
 * A group is called worse where chance alone would make any of all the groups so bad less than once in 40 times (Bonferroni). None where
 * no input can be grouped.
 */
export function groupsChart(output: string, answers: RowAnswers, inputs: readonly GroupedColumn[]): readonly GroupsChart[] {
  const step = Math.max(1, Math.ceil(answers.rows.length / MOST_ROWS));
  const places = Array.from({ length: Math.ceil(answers.rows.length / step) }, (_, i) => i * step);
  const rows = places.map((i) => answers.rows[i]!);
  const wrongness = wrongnessOf(answers, places);
  const tested = inputs.slice(0, MOST_COLUMNS).flatMap((column) => {
    const groups = grouped(rows.map((row) => cellOf(column, row)), column.read);
    return groups.length < 2 ? [] : [{ column: column.name, groups: groups.map((group) => ({ ...group, chance: group.members.length < FEWEST ? 1 : wrongness.chanceOf(group.members) })) }];
  });
  if (tested.length === 0) return [];
  const tests = tested.reduce((sum, { groups }) => sum + groups.length, 0);
  const least = ({ groups }: (typeof tested)[number]): number => Math.min(...groups.map(({ chance }) => chance));
  const value = (members: readonly number[]): number => {
    const error = members.reduce((sum, i) => sum + wrongness.error[i]!, 0) / members.length;
    return wrongness.of === "right" ? 1 - error : error;
  };
  const drawn = ({ column, groups }: (typeof tested)[number]): GroupedInput => ({
    column,
    groups: groups.map(({ name, members, chance }): Group => ({
      name, value: value(members), count: members.length, worse: chance < LEVEL / tests,
      rows: members.filter((i) => wrongness.error[i]! > 0).sort((a, b) => wrongness.error[b]! - wrongness.error[a]!).slice(0, ROWS_BEHIND).map((i) => rows[i]!),
    })),
  });
  return [{
    kind: "groups", output, of: wrongness.of, judged: rows.length, overall: value(places.map((_, i) => i)),
    inputs: tested.sort((a, b) => least(a) - least(b)).slice(0, SHOWN).map(drawn),
  }];
}

function wrongnessOf(answers: RowAnswers, places: readonly number[]): Wrongness {
  if (answers.kind === "labels") {
    const error = Float64Array.from(places, (i) => Number(answers.truth[i] !== answers.predicted[i]));
    const all = error.reduce((a, b) => a + b, 0);
    const logs = logFactorials(error.length);
    return { of: "right", error, chanceOf: (members) => fisher(members.reduce((sum, i) => sum + error[i]!, 0), members.length, all, error.length, logs) };
  }
  const error = Float64Array.from(places, (i) => (answers.kind === "parts" ? answers.error[i]! : Math.abs(answers.predicted[i]! - answers.truth[i]!)));
  const ranks = ranksOf(error);
  return { of: answers.kind === "parts" && answers.of !== "vector" ? "share_off" : "error", error, chanceOf: (members) => rankSum(members.reduce((sum, i) => sum + ranks[i]!, 0), members.length, error.length) };
}

/** The columns of a table that a model reads; each once. */
export const inputColumns = (inputs: readonly { readonly column: string; readonly control?: Control }[], table: Table): readonly GroupedColumn[] =>
  [...new Map(inputs.map((input) => [input.column, input.control]))].flatMap(([name, control]): GroupedColumn | readonly [] => {
    const column = columnNamed(table, name);
    return column ? { ...column, ...(control?.kind === "number" && { read: numberReader(control.writing ?? PLAIN) }) } : [];
  });

interface NamedGroup { readonly name: Group["name"]; readonly members: readonly number[] }

/** By value where there are few, by range where cells are numbers; not at all where nearly every cell is different. */
function grouped(spelt: readonly Cell[], read?: GroupedColumn["read"]): readonly NamedGroup[] {
  const cells = read ? spelt.map((cell) => (cell !== null && Number.isFinite(read(cell)) ? cell : null)) : spelt;
  const byValue = new Map<string | null, number[]>();
  cells.forEach((cell, i) => {
    const value = cell?.trim() ?? null;
    const members = byValue.get(value);
    if (members) members.push(i);
    else byValue.set(value, [i]);
  });
  const missing = byValue.get(null) ?? [];
  byValue.delete(null);
  const lacking: readonly NamedGroup[] = missing.length > 0 ? [{ name: { value: null }, members: missing }] : [];
  const numbers = cells.map((cell) => (cell === null ? NaN : (read ?? parseNumber)(cell)));
  const present = numbers.flatMap((value, i) => (Number.isFinite(value) ? [i] : []));
  if (byValue.size > VALUES && present.length === cells.length - missing.length) return [...ranges(present, numbers), ...lacking];
  if (byValue.size > (cells.length - missing.length) / 2) return [];
  const values = [...byValue].sort(([, a], [, b]) => b.length - a.length);
  const rest = values.slice(VALUES);
  return [
    ...values.slice(0, VALUES).map(([value, members]) => ({ name: { value }, members })),
    ...(rest.length > 0 ? [{ name: { others: rest.length }, members: rest.flatMap(([, members]) => members) }] : []),
    ...lacking,
  ];
}

const ranges = (present: readonly number[], numbers: readonly number[]): readonly NamedGroup[] =>
  equalRanges(present.map((i) => numbers[i]!), RANGES).map(({ from, to, members }) => ({ name: { from, to }, members: members.map((at) => present[at]!) }));
