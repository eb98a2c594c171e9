import { cutOff, parseNumbers } from "../../data/number-lists.ts";
import { each, type Resting } from "../../data/rests.ts";
import type { Cell, CellsInTurn } from "../../data/table.ts";
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

export function* fit(cells: CellsInTurn, params: Params<typeof preprocessing.input>, complain: Complain): Resting<VectorFacts> {
  const sizes = new Map<number, number>();
  yield* each(cells, (cell) => {
    const vector = readVector(cell, params.vector_size);
    if (vector) sizes.set(vector.length, (sizes.get(vector.length) ?? 0) + 1);
  });
  if (sizes.size === 0) complain("note", words.none);
  const size = params.vector_size ?? commonestSize(sizes) ?? 1;
  if (sizes.size > 1) complain("note", words.commonest(size));
  const mean = yield* meanOf(cells, size, sizes.get(size) ?? 0);
  return { vector_size: size, mean, computed_fill_value: yield* fillVector(cells, params, size, complain) };
}

/** Of equally common sizes, the largest. */
const commonestSize = (sizes: ReadonlyMap<number, number>): number | undefined => [...sizes].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0];

/** Of numbers that may be large: divided before they are added up. */
function* meanOf(cells: CellsInTurn, size: number, vectors: number): Resting<readonly number[]> {
  const mean = new Array<number>(size).fill(0);
  if (vectors > 0) yield* each(cells, (cell) => readVector(cell, size)?.forEach((v, i) => { mean[i]! += cutOff(v) / vectors; }));
  return mean;
}

function* fillVector(cells: CellsInTurn, params: Params<typeof preprocessing.input>, size: number, complain: Complain): Resting<readonly number[]> {
  const isConst = params.missing_value_strategy === "fill_with_const";
  const spelt = isConst && params.fill_value.trim() !== "" ? params.fill_value : null;
  const given = params.missing_value_strategy === "fill_with_mode" ? yield* commonest(cells, (cell) => readVector(cell, size) !== null) : spelt;
  const fill = readVector(given, size);
  if (spelt !== null && !fill) complain("error", words.fill(spelt, size));
  return fill?.map(cutOff) ?? new Array<number>(size).fill(0);
}
