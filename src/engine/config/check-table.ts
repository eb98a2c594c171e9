import { words } from "../../messages/en/config.ts";
import { words as schemaWords } from "../../messages/en/schema.ts";
import { NO_ASSETS, type Assets } from "../data/assets.ts";
import { UNSEEN_MEDIA } from "../data/pictures/loose.ts";
import { countedRows, isCut, type ColumnProfile, type TableProfile } from "../data/profile.ts";
import { holdsSplit, partNumber } from "../data/split.ts";
import type { ConfiguredInput, ConfiguredOutput } from "../features/feature.ts";
import { error, fixRemove, fixSet, note, type Path, type Problem } from "../schema/problem.ts";
import { suggest } from "../schema/suggest.ts";
import { estimatedCells, readableCells } from "./estimate.ts";
import type { OpenedConfig } from "./opened.ts";

/** With fewer rows than this a test part is a handful: its scores say little. */
const FEW_ROWS = 50;

/** What is wrong between a config and a table's profile. Counts that the profile does not hold exactly are not told. */
export function checkTable(opened: OpenedConfig, profile: TableProfile, assets: Assets = NO_ASSETS): readonly Problem[] {
  const columns = new Map(profile.columns.map((column) => [column.name, column]));
  const names = [...columns.keys()];
  const sides = [
    ...opened.inputs.map((feature, i) => ({ feature, path: opened.places.inputs[i]!, output: null })),
    ...opened.outputs.map((feature, i) => ({ feature, path: opened.places.outputs[i]!, output: feature })),
  ];
  return [
    ...checkRows(countedRows(profile)),
    ...sides.flatMap(({ feature, path, output }) => {
      const column = columns.get(feature.column);
      if (!column) return [absent(feature, path, names)];
      if (column.rows === 0) return [];
      return [...checkCells(feature, output !== null, column, path, assets), ...(output ? checkTarget(output, column, path) : [])];
    }),
    ...checkSplit(opened, profile, names),
  ];
}

function checkRows(rows: number): readonly Problem[] {
  if (rows === 0) return [error([], words.table.empty)];
  return rows < FEW_ROWS ? [note([], words.table.small(rows))] : [];
}

function absent(feature: ConfiguredInput | ConfiguredOutput, path: Path, names: readonly string[]): Problem {
  const at = [...path, feature.column === feature.name ? "name" : "column"];
  const near = nearest(feature.column, names);
  const fix = near.word === undefined ? undefined : fixSet([...path, "column"], near.word, words.table.readColumn(near.word));
  return error(at, words.table.noColumn(feature.column, near.sentence), fix);
}

/** Ludwig writes "_" for signs such as "(" in a column's name; Fidelio takes names as they are. */
function nearest(name: string, names: readonly string[]): ReturnType<typeof suggest> {
  const plain = (text: string): string => text.replaceAll(/[(){}.:"'[\]]/g, "_").trim().toLowerCase();
  const same = names.find((other) => plain(other) === plain(name));
  return same === undefined ? suggest(name, names) : { word: same, sentence: schemaWords.didYouMean(same) };
}

/** Cells that are missing, or that the type cannot read; and what the type says of the column's own cells. */
function checkCells(feature: ConfiguredInput | ConfiguredOutput, isOutput: boolean, column: ColumnProfile, path: Path, assets: Assets): readonly Problem[] {
  const type = [...path, "type"];
  const present = column.rows - column.missing;
  if (present === 0) {
    const message = words.table.allMissing(column.name);
    return [isOutput ? error(path, message) : note(path, message, fixRemove(path, words.features.removeInput))];
  }
  const whole = column.top.filter(({ value }) => !isCut(value));
  const odd = whole.filter(({ value }) => feature.isMissing(value));
  const unreadable = odd.reduce((sum, { count }) => sum + count, 0);
  const shown = odd.map(({ value, row }) => ({ value, row: row === undefined ? null : row + 1 }));
  const seen = whole.reduce((sum, { count }) => sum + count, 0);
  if (unreadable > 0.5 * seen) {
    const cure = feature.preprocessingFor(column);
    const fix = cure ? fixSet([...path, "preprocessing"], cure, words.table.readSo(shown[0]!.value)) : undefined;
    return [error(type, words.table.unlike(column.name, feature.type, shown.map(({ value }) => value)), fix)];
  }
  const unread = note(type, words.table.unreadable(unreadable, present, column.name, feature.type, shown));
  return [...(unreadable > 0 ? [unread] : []), ...fitted(feature, column, path, assets)];
}

/** What fitting says, where the profile holds every cell: too many labels for a binary, a class alone. */
function fitted(feature: ConfiguredInput | ConfiguredOutput, column: ColumnProfile, path: Path, assets: Assets): readonly Problem[] {
  const { cells, exact } = estimatedCells(column);
  if (!exact) return [];
  const found: Problem[] = [];
  const readable = readableCells(feature, cells);
  feature.fit(readable, (severity, message) => found.push((severity === "error" ? error : note)(path, words.table.ofFeature(feature.name, message))), UNSEEN_MEDIA, assets);
  const wrong = found.find(({ severity }) => severity === "error");
  return wrong ? [wrong] : found; // what follows a first error follows from it
}

/** Classes that hardly ever occur, where each cell names one. */
function checkTarget(output: ConfiguredOutput, column: ColumnProfile, path: Path): readonly Problem[] {
  const present = column.rows - column.missing;
  const fitted = output.fit(estimatedCells(column).cells.filter((cell) => cell !== null), () => {});
  const classes = fitted.baseline.length;
  if (fitted.predict(fitted.baseline, 1).kind !== "category" || classes < 20 || column.distinct <= present / 5) return [];
  const figures = [column.name, column.distinct, column.distinctIsLowerBound, present] as const;
  return [column.unique ? error(path, words.table.noneTwice(...figures)) : note(path, words.table.mostRare(...figures))];
}

function checkSplit({ preprocessing: { split } }: OpenedConfig, { columns }: TableProfile, names: readonly string[]): readonly Problem[] {
  const path: Path = ["preprocessing", "split"];
  if (split.type === "random") {
    const given = columns.find(holdsSplit);
    if (!given) return [];
    const fix = fixSet(path, { type: "fixed", column: given.name }, words.table.splitByIt);
    return [note(path, words.table.splitNotAsked(given.name), fix)];
  }
  const column = columns.find(({ name }) => name === split.column);
  const at = [...path, "column"];
  if (!column) {
    const near = suggest(split.column, names);
    const fix = near.word === undefined ? undefined : fixSet(at, near.word);
    return [error(at, words.table.noSplitColumn(split.column, near.sentence), fix)];
  }
  return BY_SPLIT[split.type](column, at);
}

const BY_SPLIT: Readonly<Record<Exclude<OpenedConfig["preprocessing"]["split"]["type"], "random">, (column: ColumnProfile, at: Path) => readonly Problem[]>> = {
  stratify(column, at) {
    if (column.distinct > 0.5 * (column.rows - column.missing)) return [error(at, words.table.tooManyClasses(column.name, column.distinct, column.rows))];
    const alone = column.top.filter(({ count }) => count === 1).map(({ value }) => value);
    return alone.length > 0 ? [note(at, words.table.alone(column.name, alone))] : [];
  },
  datetime(column, at) {
    const present = column.rows - column.missing;
    const known = Math.max(column.dates, column.numbers ? present : 0);
    if (2 * known < column.rows) return [error(at, words.table.noDates(column.name, column.top.map(({ value }) => value)))];
    return known < column.rows ? [note(at, words.table.undated(column.name, column.rows - known))] : [];
  },
  hash: (column, at) => (column.missing > 1 ? [note(at, words.table.sameHash(column.name, column.missing))] : []),
  fixed(column, at) {
    const wrong = column.top.filter(({ value }) => partNumber(value) === null).map(({ value }) => value);
    if (wrong.length > 0) return [error(at, words.table.notParts(column.name, wrong))];
    return column.missing > 0 ? [error(at, words.table.partMissing(column.name, column.missing))] : [];
  },
};
