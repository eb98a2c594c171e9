import { words } from "../../messages/en/data.ts";
import { error, failure, note, success, type Outcome, type Path, type Report } from "../schema/problem.ts";
import { hashesOf } from "./hash-split.ts";
import { instantReader } from "./instants.ts";
import type { ColumnProfile } from "./profile.ts";
import { seededRandom, shuffle, type Random } from "./random.ts";
import { each, withoutRest, type Resting } from "./rests.ts";
import { cellOf, cellsInTurn, columnNamed, type Column, type Table } from "./table.ts";

export type Shares = readonly [number, number, number];
/** How rows are shared among training, validation and test. Probabilities in that order. */
export type SplitParams =
  | { readonly type: "random"; readonly probabilities: Shares }
  | { readonly type: "fixed"; readonly column: string }
  | { readonly type: "stratify" | "datetime" | "hash"; readonly column: string; readonly probabilities: Shares };

/** Row numbers of each part, ascending. */
export interface Split {
  readonly training: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}
export type SplitName = keyof Split;

const PATH: Path = ["preprocessing", "split"];
const COLUMN: Path = [...PATH, "column"];
/** A part that exists at all has at least this many rows, taken from training. */
const FEWEST_ROWS = 3;
type Parts = readonly [number[], number[], number[]];

/**
 * Share the eligible rows (row numbers of the table) among the parts; the same seed gives the same split. What is worth knowing of the
 * column that decides goes to `report`.
 */
export function* splitting(params: SplitParams, seed: number, table: Table, eligible: Uint32Array, report: Report = () => {}): Resting<Outcome<Split>> {
  const random = seededRandom(seed, "split");
  if (params.type === "random") return finish(topUp(cut(shuffle(eligible.slice(), random), params.probabilities)));
  const column = columnNamed(table, params.column);
  if (!column) return failure(error(COLUMN, words.split.noColumn(params.column)));
  switch (params.type) {
    case "fixed": return yield* fixed(column, eligible);
    case "stratify": {
      const classes = yield* classesOf(column, eligible);
      const alone = classes.filter(({ length }) => length === 1).map(([row]) => cellOf(column, row!) ?? "");
      if (alone.length > 0) report(note(COLUMN, words.split.alone(column.name, alone)));
      return finish(topUp(stratified(classes, params.probabilities, random)));
    }
    case "datetime": return yield* inTime(column, eligible, params.probabilities, report);
    case "hash": return finish(yield* byHash(column, eligible, params.probabilities));
  }
}

/** The same at one go. */
export const splitRows = (...asked: Parameters<typeof splitting>): Outcome<Split> => withoutRest(splitting(...asked));

export function cut(rows: Uint32Array, [training, validation]: Shares): Parts {
  const first = training > 0 ? Math.max(1, Math.round(rows.length * training)) : 0;
  const second = Math.max(first, Math.round(rows.length * (training + validation)));
  return [[...rows.subarray(0, first)], [...rows.subarray(first, second)], [...rows.subarray(second)]];
}

/** Rows by the value of a column, missing cells as a class of their own; small classes first. */
export function* classesOf(column: Column, rows: Uint32Array): Resting<readonly Uint32Array[]> {
  const classes = new Map<string | null, number[]>();
  yield* each(cellsInTurn(column, rows), (cell, i) => {
    const value = cell?.trim() ?? null;
    const members = classes.get(value);
    if (members) members.push(rows[i]!);
    else classes.set(value, [rows[i]!]);
  });
  return [...classes.values()].sort((a, b) => a.length - b.length).map((members) => Uint32Array.from(members));
}

/**
 * Each class is shared out by itself, so that every part holds its exact share of it within one row; the rows that do not
 * divide go to the parts that are furthest behind. A class of one row goes to training: it could only be learnt there.
 */
function stratified(classes: readonly Uint32Array[], probabilities: Shares, random: Random): Parts {
  const parts: Parts = [[], [], []];
  const behind = [0, 0, 0];
  for (const rows of classes) {
    shuffle(rows, random);
    const shares = rows.length === 1 ? [1, 0, 0] : probabilities.map((p) => rows.length * p);
    const sizes = shares.map((share) => Math.floor(share + 1e-9));
    shares.forEach((share, k) => { behind[k]! += share - sizes[k]!; });
    const leftOver = rows.length - sizes.reduce((a, b) => a + b, 0);
    const eager = [0, 1, 2].filter((k) => shares[k]! - sizes[k]! > 1e-9).sort((a, b) => behind[b]! - behind[a]!);
    for (const k of eager.slice(0, leftOver)) {
      sizes[k]! += 1;
      behind[k]! -= 1;
    }
    let start = 0;
    parts.forEach((part, k) => {
      for (const row of rows.subarray(start, start + sizes[k]!)) part.push(row);
      start += sizes[k]!;
    });
  }
  return parts;
}

/** Move rows from training to a part that has some but too few, as long as training keeps as many itself. */
function topUp([training, ...others]: Parts): Parts {
  for (const part of others) {
    while (part.length > 0 && part.length < FEWEST_ROWS && training.length > FEWEST_ROWS) part.push(training.pop()!);
  }
  return [training, ...others];
}

/** The oldest rows train, the newest test. Rows whose time is not known train: nothing says that they are new. */
function* inTime(column: Column, eligible: Uint32Array, shares: Shares, report: Report): Resting<Outcome<Split>> {
  const cells = cellsInTurn(column);
  const read = yield* instantReader(cells);
  const instants = new Float64Array(cells.length);
  yield* each(cells, (cell, row) => { instants[row] = read(cell) ?? Number.NaN; });
  const unknown = eligible.filter((row) => Number.isNaN(instants[row]));
  if (2 * unknown.length > eligible.length) {
    return failure(error(COLUMN, words.split.noDates(column.name, unknown.length, eligible.length, cellOf(column, unknown[0]!) ?? "")));
  }
  if (unknown.length > 0) report(note(COLUMN, words.split.undated(column.name, unknown.length, eligible.length)));
  for (const row of unknown) instants[row] = -Infinity;
  const ordered = eligible.toSorted((a, b) => (instants[a] === instants[b] ? a - b : instants[a]! < instants[b]! ? -1 : 1));
  return finish(topUp(cut(ordered, shares)));
}

/** By the value alone: a row stays in its part when the table grows or is put in another order, and rows of one value stay together. */
function* byHash(column: Column, eligible: Uint32Array, [training, validation]: Shares): Resting<Parts> {
  const hashes = yield* hashesOf(cellsInTurn(column)); // of the whole column: whether it holds whole numbers is a matter of all its cells
  const parts: Parts = [[], [], []];
  for (const row of eligible) {
    const at = hashes[row]! / 2 ** 32;
    parts[at < training ? 0 : at < training + validation ? 1 : 2].push(row);
  }
  return parts;
}

function* fixed(column: Column, eligible: Uint32Array): Resting<Outcome<Split>> {
  const parts: Parts = [[], [], []];
  const wrong: number[] = [];
  yield* each(cellsInTurn(column, eligible), (cell, i) => {
    const part = partNumber(cell);
    if (part === null) wrong.push(eligible[i]!);
    else parts[part].push(eligible[i]!);
  });
  if (wrong.length === 0) return finish(parts);
  const shown = wrong.slice(0, 5).map((row) => words.split.wrongRow(row + 1, cellOf(column, row)?.trim() ?? ""));
  return failure(error(COLUMN, words.split.wrong(column.name, shown, wrong.length - shown.length)));
}

/** A part of the data as a fixed split counts them: training, validation, test. */
export type PartNumber = 0 | 1 | 2;

const NAMES: readonly (readonly [part: PartNumber, name: RegExp])[] = [
  [0, /^(?:train|training|learn)$/],
  [1, /^(?:val|valid|validation|dev|develop|development|eval)$/],
  [2, /^(?:test|testing|holdout)$/],
];

/** The part that a word names, in lower case; null for any other word. */
export const partNamed = (word: string): PartNumber | null => NAMES.find(([, name]) => name.test(word))?.[0] ?? null;

/** 0, 1 or 2 as a number in any spelling ("1", "1.0"), or a word that names a part; null for anything else. */
export function partNumber(cell: string | null): PartNumber | null {
  const text = cell?.trim() ?? "";
  const value = text === "" ? Number.NaN : Number(text);
  return value === 0 || value === 1 || value === 2 ? value : partNamed(text.toLowerCase());
}

/** Two spellings of each part. */
const MOST_SPELLINGS = 6;

/** Does it say where each row belongs: a column called `split`, or one of words for training and another part? */
export function holdsSplit({ name, missing, distinct, top }: ColumnProfile): boolean {
  if (missing > 0 || distinct > MOST_SPELLINGS) return false;
  const parts = new Set(top.map(({ value }) => partNumber(value)));
  if (parts.has(null)) return false;
  const inWords = top.every(({ value }) => Number.isNaN(Number(value)));
  return name.toLowerCase() === "split" || (inWords && parts.has(0) && parts.size > 1);
}

function finish(parts: Parts): Outcome<Split> {
  if (parts[0].length === 0) {
    return failure(error(PATH, words.split.noTraining));
  }
  const sorted = (rows: readonly number[]): Uint32Array => Uint32Array.from(rows).sort();
  return success({ training: sorted(parts[0]), validation: sorted(parts[1]), test: sorted(parts[2]) });
}
