import type { Cell, Cells } from "../data/table.ts";
import { tokenizers, type Tokenizer } from "../data/tokenizers.ts";
import { byFrequency, commonest, count, indexOfWords, type Counts } from "../data/vocabulary.ts";
import type { Params } from "../schema/params.ts";
import type { Complain, Side } from "./feature.ts";
import type { TokenColumn } from "./token-params.ts";

/** Stop, start, padding and unknown come first in a vocabulary. */
export const SPECIAL_TOKENS = 4;
const STOP = "<EOS>";
const START = "<SOS>";

/** What the training rows said of a column of tokens in order, texts or sequences; named as in Ludwig's `training_set_metadata`. */
export type SequenceFacts = {
  /** Stop, start, padding and unknown symbol, then the tokens by falling frequency. */
  readonly idx2str: readonly string[];
  readonly vocab_size: number;
  /** Tokens of an encoded text, start and stop symbols included. */
  readonly max_sequence_length: number;
  readonly stop_id: number;
  readonly start_id: number;
  readonly padding_id: number;
  readonly unknown_id: number;
  readonly tokenizer: Tokenizer;
  readonly lowercase: boolean;
  readonly padding: "left" | "right";
  /** The text that a missing cell counts as; null is one unknown token. */
  readonly computed_fill_value: string | null;
  /** Of an output: how often each token occurs. */
  readonly str2freq: { readonly [token: string]: number } | null;
};

/** What is said of a column without a token, and of cells that are longer than the most tokens. */
export interface TokenWords {
  readonly none: string;
  cut(longer: number, all: number, tokens: number): string;
}

export function fitTokens(cells: Cells, params: Params<TokenColumn>, complain: Complain, words: TokenWords, side: Side): SequenceFacts {
  const fill = fillText(cells, params);
  const counts: Counts = new Map();
  let longest = 1;
  const cut: number[] = [];
  const limit = params.sequence_length ?? params.max_sequence_length ?? Number.POSITIVE_INFINITY;
  for (const [place, cell] of cells.entries()) {
    const tokens = tokensOf(cell ?? fill, params);
    longest = Math.max(longest, tokens.length);
    if (tokens.length + 2 > limit) cut.push(place);
    for (const token of tokens) count(counts, token);
  }
  const specials = [STOP, START, params.padding_symbol, params.unknown_symbol];
  for (const special of specials) counts.delete(special);
  if (counts.size === 0) complain(side === "output" ? "error" : "note", words.none);
  if (cut.length > 0) complain("note", words.cut(cut.length, cells.length, limit), cut);
  const kept = byFrequency(counts).slice(0, params.most_common);
  const tokens = kept.map(([token]) => token);
  return {
    idx2str: [...specials, ...tokens],
    vocab_size: specials.length + tokens.length,
    max_sequence_length: params.sequence_length ?? Math.min(longest + 2, limit),
    stop_id: 0,
    start_id: 1,
    padding_id: 2,
    unknown_id: 3,
    tokenizer: params.tokenizer,
    lowercase: params.lowercase,
    padding: params.padding,
    computed_fill_value: fill,
    str2freq: side === "output" ? Object.fromEntries(kept) : null,
  };
}

function fillText(cells: Cells, params: Params<TokenColumn>): string | null {
  if (params.missing_value_strategy === "fill_with_const") return params.fill_value === params.unknown_symbol ? null : params.fill_value;
  return params.missing_value_strategy === "fill_with_mode" ? commonest(cells) : null;
}

/** The tokens of a text with its capital letters; start and stop symbol are none. */
export const tokensAsSpelt = (text: string, { tokenizer }: Pick<SequenceFacts, "tokenizer">): readonly string[] => tokensOf(text, { tokenizer, lowercase: false });

/** No token for null: the caller says what it stands for. */
const tokensOf = (text: Cell, { tokenizer, lowercase }: Pick<SequenceFacts, "tokenizer" | "lowercase">): string[] =>
  text === null ? [] : tokenizers[tokenizer](lowercase ? text.toLowerCase() : text);

/** The tokens of a cell as it counts, filled where missing; null is one unknown token. */
export function textTokens(cell: Cell, facts: SequenceFacts): readonly string[] | null {
  const text = cell ?? facts.computed_fill_value;
  return text === null ? null : tokensOf(text, facts);
}

/**
 * Token ids of one text between start and stop symbol, cut to the fitted length: Ludwig's layout. With padding masked the two
 * symbols add the same to every text; they keep an empty one from being no text at all, and show a convolution where it ends.
 */
export function idsOf(cell: Cell, facts: SequenceFacts): number[] {
  const known = indexOfWords(facts.idx2str);
  const ids = textTokens(cell, facts)?.map((token) => known.get(token) ?? facts.unknown_id) ?? [facts.unknown_id];
  return [facts.start_id, ...ids.map((id) => (id === facts.padding_id ? facts.unknown_id : id)), facts.stop_id].slice(
    0,
    facts.max_sequence_length,
  );
}
