import type { ColumnProfile, TableProfile } from "../data/profile.ts";
import { holdsSplit, partNumber } from "../data/split.ts";
import type { ConfiguredInput, ConfiguredOutput } from "../features/feature.ts";
import { error, fixRemove, fixSet, note, type Path, type Problem } from "../schema/problem.ts";
import { suggest } from "../schema/suggest.ts";
import { estimatedCells, readableCells } from "./estimate.ts";
import type { OpenedConfig } from "./opened.ts";

/** With fewer rows than this a test part is a handful: its scores say little. */
const FEW_ROWS = 50;

/** What is wrong between a config and a table's profile. Counts that the profile does not hold exactly are not told. */
export function checkTable(opened: OpenedConfig, profile: TableProfile): readonly Problem[] {
  const columns = new Map(profile.columns.map((column) => [column.name, column]));
  const names = [...columns.keys()];
  const sides = [
    ...opened.inputs.map((feature, i) => ({ feature, path: opened.places.inputs[i]!, output: null })),
    ...opened.outputs.map((feature, i) => ({ feature, path: opened.places.outputs[i]!, output: feature })),
  ];
  return [
    ...checkRows(profile.rows),
    ...sides.flatMap(({ feature, path, output }) => {
      const column = columns.get(feature.column);
      if (!column) return [absent(feature, path, names)];
      if (column.rows === 0) return [];
      return [...checkCells(feature, output !== null, column, path), ...(output ? checkTarget(output, column, path) : [])];
    }),
    ...checkSplit(opened, profile, names),
  ];
}

function checkRows(rows: number): readonly Problem[] {
  if (rows === 0) return [error([], "the table has no rows")];
  return rows < FEW_ROWS ? [note([], `the table has ${rows} rows: what is learnt and measured on so few is rough`)] : [];
}

function absent(feature: ConfiguredInput | ConfiguredOutput, path: Path, names: readonly string[]): Problem {
  const at = [...path, feature.column === feature.name ? "name" : "column"];
  const near = nearest(feature.column, names);
  const fix = near.word === undefined ? undefined : fixSet([...path, "column"], near.word, `Read the column ${near.word}`);
  return error(at, `the table has no column '${feature.column}'; ${near.sentence}`, fix);
}

/** Ludwig writes "_" for signs such as "(" in a column's name; Fidelio takes names as they are. */
function nearest(name: string, names: readonly string[]): ReturnType<typeof suggest> {
  const plain = (text: string): string => text.replaceAll(/[(){}.:"'[\]]/g, "_").trim().toLowerCase();
  const same = names.find((other) => plain(other) === plain(name));
  return same === undefined ? suggest(name, names) : { word: same, sentence: `did you mean '${same}'?` };
}

/** Cells that are missing, or that the type cannot read; and what the type says of the column's own cells. */
function checkCells(feature: ConfiguredInput | ConfiguredOutput, isOutput: boolean, column: ColumnProfile, path: Path): readonly Problem[] {
  const type = [...path, "type"];
  const present = column.rows - column.missing;
  if (present === 0) {
    const message = `every cell of '${column.name}' is missing`;
    return [isOutput ? error(path, message) : note(path, message, fixRemove(path, "Remove the input"))];
  }
  const odd = column.top.filter(({ value }) => feature.isMissing(value));
  const unreadable = odd.reduce((sum, { count }) => sum + count, 0);
  const shown = odd.slice(0, 3).map(({ value }) => `'${value}'`).join(", ");
  const seen = column.top.reduce((sum, { count }) => sum + count, 0);
  if (unreadable > 0.5 * seen) {
    return [error(type, `'${column.name}' does not look like ${feature.type}: cells such as ${shown} cannot be read as one`)];
  }
  const count = `${unreadable} of ${present} cells of '${column.name}'`;
  const unread = note(type, `${count} cannot be read as ${feature.type} and count as missing: ${shown}${odd.length > 3 ? " …" : ""}`);
  return [...(unreadable > 0 ? [unread] : []), ...fitted(feature, column, path)];
}

/** What fitting says, where the profile holds every cell: too many labels for a binary, a class alone. */
function fitted(feature: ConfiguredInput | ConfiguredOutput, column: ColumnProfile, path: Path): readonly Problem[] {
  const { cells, exact } = estimatedCells(column);
  if (!exact) return [];
  const found: Problem[] = [];
  const readable = readableCells(feature, cells);
  feature.fit(readable, (severity, message) => found.push((severity === "error" ? error : note)(path, `${feature.name}: ${message}`)));
  const wrong = found.find(({ severity }) => severity === "error");
  return wrong ? [wrong] : found; // what follows a first error follows from it
}

/** Classes that hardly ever occur; an output of one number has none. */
function checkTarget(output: ConfiguredOutput, column: ColumnProfile, path: Path): readonly Problem[] {
  const present = column.rows - column.missing;
  const classes = output.fit(estimatedCells(column).cells.filter((cell) => cell !== null), () => {}).baseline.length;
  if (classes < 20 || column.distinct <= present / 5) return [];
  const message = `'${column.name}' has ${column.distinct}${column.distinctIsLowerBound ? " or more" : ""} classes in ${present} rows`;
  if (column.unique) return [error(path, `${message}: none occurs twice, so none can be learnt`)];
  return [note(path, `${message}: most occur too rarely to be learnt`)];
}

function checkSplit({ preprocessing: { split } }: OpenedConfig, { columns }: TableProfile, names: readonly string[]): readonly Problem[] {
  const path: Path = ["preprocessing", "split"];
  if (split.type === "random") {
    const given = columns.find(holdsSplit);
    if (!given) return [];
    const fix = fixSet(path, { type: "fixed", column: given.name }, "Split by that column");
    return [note(path, `the column '${given.name}' seems to say which rows train, validate and test, and is not asked`, fix)];
  }
  const column = columns.find(({ name }) => name === split.column);
  const at = [...path, "column"];
  if (!column) {
    const near = suggest(split.column, names);
    const fix = near.word === undefined ? undefined : fixSet(at, near.word);
    return [error(at, `the table has no column '${split.column}' to split by; ${near.sentence}`, fix)];
  }
  if (split.type === "stratify") {
    if (column.distinct <= 0.5 * (column.rows - column.missing)) return [];
    return [error(at, `'${column.name}' has ${column.distinct} different values in ${column.rows} rows: a stratified split needs a few classes`)];
  }
  const wrong = column.top.filter(({ value }) => partNumber(value) === null).map(({ value }) => `'${value}'`);
  if (wrong.length > 0) {
    const some = `${wrong.slice(0, 3).join(", ")}${wrong.length > 3 ? " …" : ""}`;
    return [error(at, `a fixed split expects 0 (training), 1 (validation) or 2 (test) in '${column.name}'; it has ${some}`)];
  }
  return column.missing > 0 ? [error(at, `'${column.name}' is missing in ${column.missing} rows; a fixed split needs 0, 1 or 2 in each`)] : [];
}
