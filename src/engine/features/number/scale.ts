import { numberReader, PLAIN } from "../../data/amounts.ts";
import type { Cell, CellsInTurn } from "../../data/table.ts";
import type { NumberFacts } from "./facts.ts";

/** Beyond this a value is cut off, so that sums of weighted values stay finite in 32 bits. */
const LIMIT = 1e30;
/** ln(1 + x) ends at −1. */
const SMALLEST_LOG = -1 + 1e-6;
/** e to more than this leaves 64 bits. */
const LARGEST_EXPONENT = 700;

const cutOff = (value: number): number => Math.min(LIMIT, Math.max(-LIMIT, value));

/** The column's unit → the model's. A spread of zero counts as one. */
export function toModel(value: number, facts: NumberFacts): number {
  switch (facts.normalization) {
    case null:
      return cutOff(value);
    case "zscore":
      return cutOff((value - facts.mean) / facts.std);
    case "minmax":
      return cutOff((value - facts.min) / (facts.max - facts.min || 1));
    case "iq":
      return cutOff((value - facts.q2) / (facts.q3 - facts.q1 || 1));
    case "log1p":
      return Math.log1p(Math.max(value, SMALLEST_LOG));
    default:
      return facts.normalization satisfies never;
  }
}

/** The model's unit → the column's. */
export function fromModel(value: number, facts: NumberFacts): number {
  switch (facts.normalization) {
    case null:
      return value;
    case "zscore":
      return value * facts.std + facts.mean;
    case "minmax":
      return value * (facts.max - facts.min || 1) + facts.min;
    case "iq":
      return value * (facts.q3 - facts.q1 || 1) + facts.q2;
    case "log1p":
      return Math.expm1(Math.min(value, LARGEST_EXPONENT));
    default:
      return facts.normalization satisfies never;
  }
}

/** A cell's number in the column's unit: filled where missing or no number, replaced where it is an outlier. */
function numberOf(cell: Cell, facts: NumberFacts, reader: (cell: string) => number): number {
  const read = cell === null ? Number.NaN : reader(cell);
  const value = Number.isNaN(read) ? facts.computed_fill_value : read;
  return facts.outlier && Math.abs(value - facts.mean) / facts.std > facts.outlier.threshold ? facts.outlier.computed_fill_value : value;
}

/** Cells → [rows] in the model's unit. */
export function encodeNumbers(cells: CellsInTurn, facts: NumberFacts): Float32Array {
  const reader = numberReader(facts.writing ?? PLAIN);
  const numbers = new Float32Array(cells.length);
  let at = 0;
  for (const cell of cells) numbers[at++] = toModel(numberOf(cell, facts, reader), facts);
  return numbers;
}
