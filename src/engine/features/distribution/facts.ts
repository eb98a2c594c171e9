import { parseNumbers } from "../../data/number-lists.ts";
import type { Cell, Cells } from "../../data/table.ts";
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

export function fit(cells: Cells, { vocab }: Params<typeof preprocessing>, complain: Complain): DistributionFacts {
  if (vocab.length < 2) complain("error", words.vocab(vocab));
  if (new Set(vocab).size < vocab.length) complain("error", words.twice(vocab.filter((name, i) => vocab.indexOf(name) < i)));
  const read = cells.flatMap((cell) => (cell === null ? [] : [readShares(cell, vocab.length) ?? []])).filter(({ length }) => length > 0);
  if (read.length === 0) complain("error", words.none(vocab.length));
  const mean = vocab.map((_, c) => (read.length === 0 ? 1 / vocab.length : read.reduce((sum, shares) => sum + shares[c]! / read.length, 0)));
  return { idx2str: vocab, vocab_size: vocab.length, mean };
}
