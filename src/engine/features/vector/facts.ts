import { cutOff, parseNumbers } from "../../data/number-lists.ts";
import type { Cell, Cells } from "../../data/table.ts";
import { commonest } from "../../data/vocabulary.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain } from "../feature.ts";
import { words } from "./messages.ts";
import type { preprocessing } from "./params.ts";

/** What the training rows said of a column of vectors, in its own units. */
export type VectorFacts = {
  readonly vector_size: number;
  /** [vector_size] of the training rows that hold a vector. */
  readonly mean: readonly number[];
  /** [vector_size] what a missing cell counts as. */
  readonly computed_fill_value: readonly number[];
};

/** The vector that a cell spells; null when it is none, or of another size where one is said. */
export function readVector(cell: Cell, size: number | null): readonly number[] | null {
  const numbers = cell === null ? null : parseNumbers(cell);
  return numbers === null || (size !== null && numbers.length !== size) ? null : numbers;
}

/** The same, with what stands for a cell that holds none. */
export const vectorOf = (cell: Cell, facts: VectorFacts): readonly number[] =>
  readVector(cell, facts.vector_size)?.map(cutOff) ?? facts.computed_fill_value;

export function fit(cells: Cells, params: Params<typeof preprocessing.input>, complain: Complain): VectorFacts {
  const present = cells.flatMap((cell) => {
    const vector = readVector(cell, params.vector_size);
    return vector ? [vector] : [];
  });
  if (present.length === 0) complain("note", words.none);
  const size = params.vector_size ?? commonestSize(present) ?? 1;
  if (present.some(({ length }) => length !== size)) complain("note", words.commonest(size));
  const mean = meanOf(present.filter(({ length }) => length === size), size);
  return { vector_size: size, mean, computed_fill_value: fillVector(cells, params, size, complain) };
}

/** Of equally common sizes, the largest. */
function commonestSize(vectors: readonly (readonly number[])[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { length } of vectors) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0];
}

/** Of numbers that may be large: divided before they are added up. */
function meanOf(vectors: readonly (readonly number[])[], size: number): readonly number[] {
  const mean = new Array<number>(size).fill(0);
  for (const vector of vectors) vector.forEach((v, i) => (mean[i]! += cutOff(v) / vectors.length));
  return mean;
}

function fillVector(cells: Cells, params: Params<typeof preprocessing.input>, size: number, complain: Complain): readonly number[] {
  const isConst = params.missing_value_strategy === "fill_with_const";
  const spelt = isConst && params.fill_value.trim() !== "" ? params.fill_value : null;
  const given = params.missing_value_strategy === "fill_with_mode" ? commonest(cells.filter((cell) => readVector(cell, size))) : spelt;
  const fill = readVector(given, size);
  if (spelt !== null && !fill) complain("error", words.fill(spelt, size));
  return fill?.map(cutOff) ?? new Array<number>(size).fill(0);
}
