import type { Assets } from "../data/assets.ts";
import { subwords, type SubwordFacts, type Subwords } from "../data/subwords/tokenizer.ts";
import { each, type Resting } from "../data/rests.ts";
import type { Cell, CellsInTurn } from "../data/table.ts";
import { tokenizers } from "../data/tokenizers.ts";
import { commonest, indexOfWords, mostCommon, MOST_WORDS } from "../data/vocabulary.ts";
import type { Params } from "../schema/params.ts";
import type { Complain, Side } from "./feature.ts";
import { Told } from "./told.ts";
import { inFile } from "./token-files.ts";
import type { TokenColumn, TokenizerName } from "./token-params.ts";

/** Stop, start, padding and unknown come first in a vocabulary, unless a file has one of its own. */
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
  readonly tokenizer: TokenizerName;
  readonly lowercase: boolean;
  readonly padding: "left" | "right";
  /** The text that a missing cell counts as; null is one unknown token. */
  readonly computed_fill_value: string | null;
  /** Of an output: how often each token occurs. */
  readonly str2freq: { readonly [token: string]: number } | null;
  /** Of a tokenizer from a file: how it cuts, and the ids that every text begins and ends with. */
  readonly subwords?: SubwordFacts & { readonly start: readonly number[]; readonly stop: readonly number[] };
};

/** What is said of a column without a token, and of cells that are longer than the most tokens. */
export interface TokenWords {
  readonly none: string;
  cut(longer: number, all: number, tokens: number): string;
  few(kept: number, all: number): string;
}

export function* fitTokens(cells: CellsInTurn, params: Params<TokenColumn>, complain: Complain, words: TokenWords, { side, assets }: { readonly side: Side; readonly assets: Assets }): Resting<SequenceFacts> {
  const fill = yield* fillText(cells, params);
  let longest = 1;
  let cut = new Told();
  const limit = params.sequence_length ?? params.max_sequence_length ?? Number.POSITIVE_INFINITY;
  const file = inFile(params, assets);
  const own = file && "subwords" in file ? { ...file, lowercase: params.lowercase } : null;
  const edges = own ? own.subwords.start.length + own.subwords.stop.length : 2;
  const specials = [STOP, START, params.padding_symbol, params.unknown_symbol];
  const { kept: found, different } = yield* mostCommon((hear) => {
    cut = new Told();
    return each(cells, (cell, place) => {
      const tokens = tokensOf(cell ?? fill, own ?? params);
      longest = Math.max(longest, tokens.length);
      if (tokens.length + edges > limit) cut.add(place);
      for (const token of tokens) hear(token);
    });
  }, params.most_common + specials.length);
  const kept = found.filter(([token]) => !specials.includes(token)).slice(0, params.most_common);
  if (kept.length === 0) complain(side === "output" ? "error" : "note", words.none);
  if (cut.count > 0) complain("note", words.cut(cut.count, cells.length, limit), cut.first);
  if (found.length === MOST_WORDS && found.length < different) complain("note", words.few(kept.length, different));
  const shared = {
    max_sequence_length: params.sequence_length ?? Math.min(longest + edges, limit),
    tokenizer: params.tokenizer,
    lowercase: params.lowercase,
    padding: params.padding,
    computed_fill_value: fill,
  };
  if (own) return { ...own, ...shared, str2freq: null };
  const tokens = file && "tokens" in file ? file.tokens.filter((token) => !specials.includes(token)) : kept.map(([token]) => token);
  return {
    idx2str: [...specials, ...tokens],
    vocab_size: specials.length + tokens.length,
    ...shared,
    stop_id: 0,
    start_id: 1,
    padding_id: 2,
    unknown_id: 3,
    str2freq: side === "output" ? Object.fromEntries(kept) : null,
  };
}

function* fillText(cells: CellsInTurn, params: Params<TokenColumn>): Resting<string | null> {
  if (params.missing_value_strategy === "fill_with_const") return params.fill_value === params.unknown_symbol ? null : params.fill_value;
  return params.missing_value_strategy === "fill_with_mode" ? yield* commonest(cells) : null;
}

/** The tokens of a text with its capital letters; start and stop symbol are none. Pieces stand for no step of another column: of those there are none. */
export const tokensAsSpelt = (text: string, { tokenizer }: Pick<SequenceFacts, "tokenizer">): readonly string[] => tokensOf(text, { tokenizer, lowercase: false });

type Cutting = Pick<SequenceFacts, "tokenizer" | "lowercase"> & Partial<Pick<SequenceFacts, "idx2str" | "subwords">>;

/** No token for null: the caller says what it stands for. */
function tokensOf(text: Cell, { tokenizer, lowercase, subwords: pieces, idx2str = [] }: Cutting): string[] {
  if (text === null) return [];
  const read = lowercase ? text.toLowerCase() : text;
  if (tokenizer === "bert" || tokenizer === "hf_tokenizer") return pieces ? piecesOf(read, pieces, idx2str).map((id) => idx2str[id]!) : [];
  return tokenizers[tokenizer](read);
}

const cutters = new WeakMap<SubwordFacts, Subwords>();

/** A text as the ids of pieces; a tokenizer is made once for its facts. */
function piecesOf(text: string, facts: SubwordFacts, idx2str: readonly string[]): readonly number[] {
  const cut = cutters.get(facts) ?? subwords(facts, indexOfWords(idx2str));
  cutters.set(facts, cut);
  return cut(text);
}

/** The tokens of a cell as it counts, filled where missing; null is one unknown token. */
export function textTokens(cell: Cell, facts: SequenceFacts): readonly string[] | null {
  const text = cell ?? facts.computed_fill_value;
  return text === null ? null : tokensOf(text, facts);
}

/**
 * Token ids of one text between start and stop symbol, cut to the fitted length: Ludwig's layout. With padding masked the two
 * symbols add the same to every text; they keep an empty one from being no text at all, and show a convolution where it ends.
 * A tokenizer from a file has its own symbols, or none, and keeps the last ones where a text is cut, as Hugging Face does.
 */
export function idsOf(cell: Cell, facts: SequenceFacts): readonly number[] {
  const { idx2str, subwords: pieces, unknown_id, padding_id, start_id, stop_id, max_sequence_length: most } = facts;
  const text = cell ?? facts.computed_fill_value;
  if (pieces) {
    const ids = text === null ? [unknown_id] : piecesOf(facts.lowercase ? text.toLowerCase() : text, pieces, idx2str);
    const room = Math.max(0, most - pieces.start.length - pieces.stop.length);
    const whole = [...pieces.start, ...ids.slice(0, room), ...pieces.stop].slice(0, most);
    return whole.length > 0 ? whole : [unknown_id];
  }
  const known = indexOfWords(idx2str);
  const ids = textTokens(cell, facts)?.map((token) => known.get(token) ?? unknown_id) ?? [unknown_id];
  return [start_id, ...ids.map((id) => (id === padding_id ? unknown_id : id)), stop_id].slice(0, most);
}

const SHOWN = 6;

/** Some words that a form may offer: the commonest, or of a file the first that are whole words. */
export const commonTokens = ({ idx2str, subwords: pieces }: SequenceFacts): readonly string[] =>
  (pieces ? idx2str.filter((piece) => /^\p{L}{2,}$/u.test(piece)) : idx2str.slice(SPECIAL_TOKENS)).slice(0, SHOWN);
