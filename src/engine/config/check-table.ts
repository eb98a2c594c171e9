import type { ColumnProfile, TableProfile } from "../data/profile.ts";
import { holdsSplit, partNumber } from "../data/split.ts";
import type { ConfiguredInput, ConfiguredOutput } from "../features/feature.ts";
import { error, note, type Fix, type Path, type Problem } from "../schema/problem.ts";
import { suggest } from "../schema/suggest.ts";
import { estimatedCells } from "./estimate.ts";
import type { OpenedConfig } from "./opened.ts";

/** With fewer rows than this a test part is a handful: its scores say little. */
const FEW_ROWS = 50;

/** What is wrong between a config and a table's profile. Counts that the profile does not hold exactly are not told. */
export function checkTable(opened: OpenedConfig, profile: TableProfile): readonly Problem[] {
  const names = profile.columns.map(({ name }) => name);
  const sides = [
    ...opened.inputs.map((feature, i) => ({ feature, path: opened.places.inputs[i]!, output: null })),
    ...opened.outputs.map((feature, i) => ({ feature, path: opened.places.outputs[i]!, output: feature })),
  ];
  return [
    ...(profile.rows === 0 ? [error([], "the table has no rows")] : []),
    ...(profile.rows > 0 && profile.rows < FEW_ROWS ? [note([], `the table has ${profile.rows} rows: what is learnt and measured on so few is rough`)] : []),
    ...sides.flatMap(({ feature, path, output }) => {
      const column = profile.columns.find(({ name }) => name === feature.column);
      if (!column) return [absent(feature, path, names)];
      return column.rows === 0 ? [] : [...checkCells(feature, output !== null, column, path), ...(output ? checkTarget(output, column, path) : [])];
    }),
    ...checkSplit(opened, profile, names),
  ];
}

function absent(feature: ConfiguredInput | ConfiguredOutput, path: Path, names: readonly string[]): Problem {
  const at = [...path, feature.column === feature.name ? "name" : "column"];
  const near = nearest(feature.column, names);
  return error(at, `the table has no column '${feature.column}'; ${near.sentence}`, near.word === undefined ? undefined : { kind: "set", label: `Read the column ${near.word}`, path: [...path, "column"], value: near.word });
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
  if (present === 0) return [(isOutput ? error : note)(path, `every cell of '${column.name}' is missing`, isOutput ? undefined : { kind: "remove", label: "Remove the input", path })];
  const odd = column.top.filter(({ value }) => feature.isMissing(value));
  const unreadable = odd.reduce((sum, { count }) => sum + count, 0);
  const shown = odd.slice(0, 3).map(({ value }) => `'${value}'`).join(", ");
  const seen = column.top.reduce((sum, { count }) => sum + count, 0);
  if (unreadable > 0.5 * seen) return [error(type, `'${column.name}' does not look like ${feature.type}: cells such as ${shown} cannot be read as one`)];
  const unread = unreadable > 0 ? [note(type, `${unreadable} of ${present} cells of '${column.name}' cannot be read as ${feature.type} and count as missing: ${shown}${odd.length > 3 ? " …" : ""}`)] : [];
  return [...unread, ...fitted(feature, column, path)];
}

/** What fitting says, where the profile holds every cell: too many labels for a binary, a class alone. */
function fitted(feature: ConfiguredInput | ConfiguredOutput, column: ColumnProfile, path: Path): readonly Problem[] {
  const { cells, exact } = estimatedCells(column);
  if (!exact) return [];
  const found: Problem[] = [];
  const readable = cells.flatMap((cell) => (cell !== null && feature.isMissing(cell) ? [null] : cell === null && feature.missing === "drop_row" ? [] : [cell]));
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
  return [column.unique ? error(path, `${message}: none occurs twice, so none can be learnt`) : note(path, `${message}: most occur too rarely to be learnt`)];
}

function checkSplit({ preprocessing: { split } }: OpenedConfig, { columns }: TableProfile, names: readonly string[]): readonly Problem[] {
  const path: Path = ["preprocessing", "split"];
  if (split.type === "random") {
    const given = columns.find(holdsSplit);
    const fix: Fix | undefined = given && { kind: "set", label: "Split by that column", path, value: { type: "fixed", column: given.name } };
    return given ? [note(path, `the column '${given.name}' seems to say which rows train, validate and test, and is not asked`, fix)] : [];
  }
  const column = columns.find(({ name }) => name === split.column);
  const at = [...path, "column"];
  if (!column) {
    const near = suggest(split.column, names);
    return [error(at, `the table has no column '${split.column}' to split by; ${near.sentence}`, near.word === undefined ? undefined : { kind: "set", label: `Change to ${near.word}`, path: at, value: near.word })];
  }
  if (split.type === "stratify") return column.distinct > 0.5 * (column.rows - column.missing) ? [error(at, `'${column.name}' has ${column.distinct} different values in ${column.rows} rows: a stratified split needs a few classes`)] : [];
  const wrong = column.top.filter(({ value }) => partNumber(value) === null).map(({ value }) => `'${value}'`);
  if (wrong.length > 0) return [error(at, `a fixed split expects 0 (training), 1 (validation) or 2 (test) in '${column.name}'; it has ${wrong.slice(0, 3).join(", ")}${wrong.length > 3 ? " …" : ""}`)];
  return column.missing > 0 ? [error(at, `'${column.name}' is missing in ${column.missing} rows; a fixed split needs 0, 1 or 2 in each`)] : [];
}
