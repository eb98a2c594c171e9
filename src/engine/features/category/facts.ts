import { each, type Resting } from "../../data/rests.ts";
import type { Cell, CellsInTurn } from "../../data/table.ts";
import { mostCommon, MOST_WORDS, type Counted } from "../../data/vocabulary.ts";
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

export function* fit(cells: CellsInTurn, params: Params<typeof preprocessing.input>, complain: Complain, { side, encoder }: FitFor): Resting<CategoryFacts> {
  const buckets = encoder?.["num_hash_buckets"];
  const constant = params.missing_value_strategy === "fill_with_const" ? constantLabel(params, side) : null;
  let missing = 0;
  const { kept: found, different } = yield* mostCommon(function* (hear) {
    missing = 0;
    yield* each(cells, (cell) => {
      if (cell === null) missing++;
      else if (side === "output" || cell.trim() !== UNKNOWN) hear(labelOf(cell, params.lowercase));
    });
    if (constant !== null && missing > 0) hear(constant, missing);
  }, params.most_common);
  const mode = params.missing_value_strategy === "fill_with_mode" ? found[0] : undefined;
  const kept = mode ? [[mode[0], mode[1] + missing] as const, ...found.slice(1)] : found;
  const fill = mode?.[0] ?? constant;
  complainAboutClasses(kept, different, side, complain);
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

const constantLabel = ({ fill_value, lowercase }: Params<typeof preprocessing.input>, side: Side): string | null =>
  (side === "input" && fill_value === UNKNOWN ? null : labelOf(fill_value, lowercase));

function complainAboutClasses(kept: readonly Counted[], different: number, side: Side, complain: Complain): void {
  const [first] = kept;
  if (side === "output" && kept.length < 2) {
    complain("error", first ? words.oneClass(first[0]) : words.noClass);
  } else if (different < 2) complain("note", first ? words.constant(first[0]) : words.empty);
  if (kept.length === different) return;
  if (side === "output") complain("note", words.cut(kept.length, different));
  else if (kept.length === MOST_WORDS) complain("note", words.few(kept.length, different));
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
