import { parseNumbers } from "../../data/number-lists.ts";
import { each, type Resting } from "../../data/rests.ts";
import type { Cell, CellsInTurn } from "../../data/table.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain } from "../feature.ts";
import { words } from "./messages.ts";
import type { preprocessing } from "./params.ts";

/** What is known of a column of distributions; named as in Ludwig's `training_set_metadata`. */
export type DistributionFacts = {
  /** The classes, in the order of the shares. */
  readonly idx2str: readonly string[];
  readonly vocab_size: number;
  /** [classes] of the training rows. */
  readonly mean: readonly number[];
};

/** The shares that a cell gives of so many classes, made to sum to 1; null when there are not so many, or one is negative, or all are 0. */
export function readShares(cell: string, classes: number): readonly number[] | null {
  const numbers = parseNumbers(cell);
  if (numbers?.length !== classes || numbers.some((share) => share < 0)) return null;
  const largest = Math.max(...numbers);
  if (largest === 0 || !Number.isFinite(largest)) return null;
  const sum = numbers.reduce((total, share) => total + share / largest, 0); // of numbers that may be large
  return numbers.map((share) => share / largest / sum);
}

/** The same, with even shares for what is none. */
export const sharesOf = (cell: Cell, classes: number): readonly number[] =>
  (cell === null ? null : readShares(cell, classes)) ?? new Array<number>(classes).fill(1 / classes);

export function* fit(cells: CellsInTurn, { vocab }: Params<typeof preprocessing>, complain: Complain): Resting<DistributionFacts> {
  if (vocab.length < 2) complain("error", words.vocab(vocab));
  if (new Set(vocab).size < vocab.length) complain("error", words.twice(vocab.filter((name, i) => vocab.indexOf(name) < i)));
  const read = (cell: Cell) => (cell === null ? null : readShares(cell, vocab.length));
  let count = 0;
  yield* each(cells, (cell) => { if (read(cell)) count++; });
  if (count === 0) complain("error", words.none(vocab.length));
  const mean = new Array<number>(vocab.length).fill(count === 0 ? 1 / vocab.length : 0);
  yield* each(cells, (cell) => read(cell)?.forEach((share, c) => { mean[c]! += share / count; }));
  return { idx2str: vocab, vocab_size: vocab.length, mean };
}
