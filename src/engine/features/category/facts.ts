import type { Cell, Cells } from "../../data/table.ts";
import type { Params } from "../../schema/params.ts";
import type { Complain, FitFor, Side } from "../feature.ts";
import { UNKNOWN, type preprocessing } from "./params.ts";
import { words } from "./messages.ts";

/** What the training rows said of a column of categories; named as in Ludwig's `training_set_metadata`. */
export type CategoryFacts = {
  /** Labels by falling frequency. Of an input the first is `<UNK>`: unseen and missing cells, apart from every class. */
  readonly idx2str: readonly string[];
  readonly str2freq: { readonly [label: string]: number };
  readonly vocab_size: number;
  readonly lowercase: boolean;
  /** What a missing cell counts as; null is unknown. */
  readonly computed_fill_value: string | null;
  /** Only where the encoder shares buckets among the categories. */
  readonly num_hash_buckets?: number;
};

export function fit(cells: Cells, params: Params<typeof preprocessing.input>, complain: Complain, { side, encoder }: FitFor): CategoryFacts {
  const buckets = encoder?.["num_hash_buckets"];
  const counts = new Map<string, number>();
  let missing = 0;
  for (const cell of cells) {
    if (cell === null) missing++;
    else if (side === "output" || cell.trim() !== UNKNOWN) add(counts, labelOf(cell, params.lowercase), 1);
  }
  const fill = fillLabel(counts, params, side);
  if (fill !== null && missing > 0 && params.missing_value_strategy.startsWith("fill")) add(counts, fill, missing);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const kept = sorted.slice(0, params.most_common ?? sorted.length);
  complainAboutClasses(sorted, kept, side, complain);
  const labels = kept.map(([label]) => label);
  const idx2str = side === "input" ? [UNKNOWN, ...labels] : labels;
  return {
    idx2str,
    str2freq: Object.fromEntries(kept),
    vocab_size: idx2str.length,
    lowercase: params.lowercase,
    computed_fill_value: fill,
    ...(typeof buckets === "number" && { num_hash_buckets: buckets }),
  };
}

const labelOf = (cell: string, lowercase: boolean): string => (lowercase ? cell.trim().toLowerCase() : cell.trim());
const add = (counts: Map<string, number>, label: string, n: number): Map<string, number> => counts.set(label, (counts.get(label) ?? 0) + n);

function fillLabel(counts: ReadonlyMap<string, number>, params: Params<typeof preprocessing.input>, side: Side): string | null {
  switch (params.missing_value_strategy) {
    case "fill_with_const":
      return side === "input" && params.fill_value === UNKNOWN ? null : labelOf(params.fill_value, params.lowercase);
    case "fill_with_mode":
      return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? null;
    case "bfill":
    case "ffill":
    case "drop_row":
      return null;
    default:
      return params.missing_value_strategy satisfies never;
  }
}

function complainAboutClasses(
  all: readonly (readonly [string, number])[],
  kept: readonly (readonly [string, number])[],
  side: Side,
  complain: Complain,
): void {
  const [first] = all;
  if (side === "output" && kept.length < 2) {
    complain("error", first ? words.oneClass(first[0]) : words.noClass);
  } else if (all.length < 2) complain("note", first ? words.constant(first[0]) : words.empty);
  if (side === "output" && kept.length < all.length) complain("note", words.cut(kept.length, all.length));
}

const indexes = new WeakMap<CategoryFacts, ReadonlyMap<string, number>>();

/** The index of a cell's category; −1 when it is not among them. */
export function indexOf(cell: Cell, facts: CategoryFacts): number {
  const known = indexes.get(facts) ?? new Map(facts.idx2str.map((label, i) => [label, i]));
  indexes.set(facts, known);
  const label = readLabel(cell, facts);
  return (label === null ? undefined : known.get(label)) ?? -1;
}

/** A cell's category as it is written; null is unknown. */
export const readLabel = (cell: Cell, facts: CategoryFacts): string | null =>
  cell === null ? facts.computed_fill_value : labelOf(cell, facts.lowercase);
