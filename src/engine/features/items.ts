import type { Control } from "../controls.ts";
import type { Encoded } from "../data/encoded.ts";
import { each, type Resting } from "../data/rests.ts";
import type { Cell, Cells, CellsInTurn } from "../data/table.ts";
import { tokenizers, type Tokenizer } from "../data/tokenizers.ts";
import { commonest, indexOfWords, mostCommon } from "../data/vocabulary.ts";
import type { Parts } from "../model/context.ts";
import { bool, int, oneOf, orNull, text, Type, type Params } from "../schema/params.ts";
import type { Complain, FitFor } from "./feature.ts";
import { tokenizer, type Missing } from "./token-params.ts";

/** How Ludwig writes a missing or unknown item. */
export const UNKNOWN = "<UNK>";

/** The preprocessing of a column whose cells hold several items in no order, a set's or a bag's. */
export const itemColumn = (missing: Missing) =>
  Type.Object({
    missing_value_strategy: oneOf(missing.strategies, missing.fallback, "What happens to empty cells.", { impact: "medium" }),
    fill_value: text(UNKNOWN, "The items that `fill_with_const` writes; `<UNK>` is one unknown item."),
    tokenizer: tokenizer("space", "How a cell is cut into items."),
    lowercase: bool(false, "Read capital letters as small ones."),
    most_common: orNull(int(10_000, "", { min: 1 }), 10_000, "Keep so many of the most frequent items; rarer ones are unknown.", { scale: "log" }),
  });
type ItemColumn = ReturnType<typeof itemColumn>;

/** What the training rows said of a column of sets or bags; named as in Ludwig's `training_set_metadata`. */
export type ItemFacts = {
  /** Items by falling frequency. Of an input the first is `<UNK>`: unseen items, and cells without any. */
  readonly idx2str: readonly string[];
  /** In how many rows each of them occurs. */
  readonly str2freq: { readonly [item: string]: number };
  readonly vocab_size: number;
  readonly rows: number;
  /** Different items of the largest cell, unknown ones counted as one. */
  readonly most_items: number;
  readonly tokenizer: Tokenizer;
  readonly lowercase: boolean;
  /** What a missing cell counts as; null is one unknown item, or none at all in an output. */
  readonly computed_fill_value: string | null;
};

export interface ItemWords {
  readonly none: string;
  cut(kept: number, all: number): string;
}

export function* fitItems(cells: CellsInTurn, params: Params<ItemColumn>, complain: Complain, { side }: Pick<FitFor, "side">, words: ItemWords): Resting<ItemFacts> {
  const fill = yield* fillCell(cells, params);
  const { kept, different } = yield* mostCommon((hear) => each(cells, (cell) => {
    for (const item of new Set(itemsOf(cell ?? fill, params))) if (item !== UNKNOWN) hear(item);
  }), params.most_common);
  if (different === 0) complain(side === "output" ? "error" : "note", words.none);
  if (kept.length < different) complain("note", words.cut(kept.length, different));
  const known = kept.map(([item]) => item);
  const idx2str = side === "input" ? [UNKNOWN, ...known] : known;
  const facts = {
    idx2str,
    str2freq: Object.fromEntries(kept),
    vocab_size: idx2str.length,
    rows: cells.length,
    tokenizer: params.tokenizer,
    lowercase: params.lowercase,
    computed_fill_value: fill,
  };
  let most = 1;
  yield* each(cells, (cell) => { most = Math.max(most, knownItems(cell, facts).size); });
  return { ...facts, most_items: most };
}

function* fillCell(cells: CellsInTurn, params: Params<ItemColumn>): Resting<string | null> {
  if (params.missing_value_strategy === "fill_with_const") return params.fill_value === UNKNOWN ? null : params.fill_value;
  return params.missing_value_strategy === "fill_with_mode" ? yield* commonest(cells) : null;
}

/** A cell's items as it spells them, in its order; blank ones, as after a last comma, are none. */
const itemsOf = (cell: Cell, { tokenizer: cut, lowercase }: Pick<ItemFacts, "tokenizer" | "lowercase">): string[] =>
  cell === null ? [] : tokenizers[cut](lowercase ? cell.toLowerCase() : cell).filter((item) => item.trim() !== "");

/** How often a cell holds each item that is known, by its place in `idx2str`; what is not known is −1. */
export function knownItems(cell: Cell, facts: Omit<ItemFacts, "most_items">): ReadonlyMap<number, number> {
  const places = indexOfWords(facts.idx2str);
  const found = new Map<number, number>();
  for (const item of itemsOf(cell ?? facts.computed_fill_value, facts)) {
    const place = (item === UNKNOWN ? undefined : places.get(item)) ?? -1;
    found.set(place, (found.get(place) ?? 0) + 1);
  }
  return found;
}

/** The items of a cell that are not known, each once. */
export function unseenItems(cell: string, facts: Pick<ItemFacts, "idx2str" | "tokenizer" | "lowercase">): readonly string[] {
  const places = indexOfWords(facts.idx2str);
  return [...new Set(itemsOf(cell, facts))].filter((item) => !places.has(item));
}

/** `ids` [most_items] of the items that are there, and `counts` [most_items, 1], how often, which is 0 where there are no more. */
export const itemParts = ({ most_items, vocab_size }: ItemFacts): Parts => ({
  ids: { dtype: "int32", shape: [most_items], below: vocab_size },
  counts: { dtype: "float32", shape: [most_items, 1] },
});

/** Of a cell with more items than any training row had, the rarest are left out. `once`: an item counts once however often it is there. */
export function encodeItems(cells: Cells, facts: ItemFacts, once: boolean): Readonly<Record<"ids" | "counts", Encoded>> {
  const { most_items: most } = facts;
  const ids = new Int32Array(cells.length * most);
  const counts = new Float32Array(cells.length * most);
  cells.forEach((cell, row) => {
    const found = [...knownItems(cell, facts)].sort(([a], [b]) => rank(a) - rank(b)).slice(0, most);
    const shown = found.length > 0 ? found : [[-1, 1] as const];
    shown.forEach(([place, times], i) => {
      ids[row * most + i] = Math.max(0, place);
      counts[row * most + i] = once ? 1 : times;
    });
  });
  return { ids: { dtype: "int32", shape: [most], data: ids }, counts: { dtype: "float32", shape: [most, 1], data: counts } };
}

/** Known items by their frequency, then what is unknown. */
const rank = (place: number): number => (place < 0 ? Infinity : place);

/** What separates items as each tokenizer cuts them; one item alone needs nothing. */
const SEPARATORS: Readonly<Record<Tokenizer, string>> = {
  space: " ", space_punct: " ", characters: "", underscore: "_", comma: ", ", bar: "|", semicolon: "; ", list: ", ", untokenized: "", stripped: "",
};
const MOST_OFFERED = 200;

/** Chosen from the commonest items; `repeats`: an item may be chosen more than once. */
export function itemsControl({ idx2str, tokenizer: cut }: ItemFacts, repeats: boolean): Control {
  const items = idx2str.filter((item) => item !== UNKNOWN);
  return {
    kind: "items",
    options: items.slice(0, MOST_OFFERED),
    complete: items.length <= MOST_OFFERED,
    separator: SEPARATORS[cut],
    single: cut === "untokenized" || cut === "stripped",
    repeats,
    typical: items[0] ?? "",
  };
}
