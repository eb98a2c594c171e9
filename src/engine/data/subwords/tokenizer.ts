/**
 * Tokenizers as Hugging Face's `tokenizer.json` describes them: added tokens are found first, the text between them is normalised, cut
 * into words, and each word into pieces. What is not understood is refused by name, never guessed.
 */
import type { Json } from "../../schema/json.ts";
import { addedTokens, type AddedToken } from "./added.ts";
import { bpe } from "./bpe.ts";
import { normalizer } from "./normalizers.ts";
import { preTokenizer } from "./pre-tokenizers.ts";
import { at, isBlock, list, NotUnderstood, textAt, type Block } from "./reading.ts";
import { wordPiece } from "./word-piece.ts";

/** What a tokenizer file says, without its vocabulary: that is a list of pieces by their ids. */
export type SubwordFacts = Block;

/** A text as the ids of its pieces; no special symbols are added. */
export type Subwords = (text: string) => readonly number[];

/** A word as the ids of its pieces. */
export type CutWord = (word: string) => readonly number[];

/** Throws `NotUnderstood`. */
export function subwords(facts: SubwordFacts, ids: ReadonlyMap<string, number>): Subwords {
  const normalise = normalizer(at(facts, "normalizer"));
  const cut = preTokenizer(at(facts, "pre_tokenizer"));
  const pieces = remembered(modelOf(at(facts, "model"), ids));
  const between = (text: string, isFirst: boolean): readonly number[] => cut(normalise(text), isFirst).flatMap(pieces);
  const added = addedTokens(list(at(facts, "added_tokens")).filter(isBlock).map(tokenOf), normalise);
  return (text) => added(text).flatMap((part, i) => (typeof part === "number" ? [part] : between(part, i === 0)));
}

function modelOf(model: Json, ids: ReadonlyMap<string, number>): CutWord {
  if (!isBlock(model)) throw new NotUnderstood("model", "null");
  const type = typeof model["type"] === "string" ? model["type"] : "merges" in model ? "BPE" : "WordPiece"; // older files name none
  if (type === "WordPiece") return wordPiece(model, ids);
  if (type === "BPE") return bpe(model, ids);
  if (type !== "WordLevel") throw new NotUnderstood("model", type);
  const unknown = ids.get(textAt(model, "unk_token") ?? "");
  return (word) => [ids.get(word) ?? unknown].filter((id) => id !== undefined);
}

function tokenOf(token: Block): AddedToken {
  const { id, content } = token;
  if (typeof id !== "number" || typeof content !== "string" || content === "") throw new NotUnderstood("added_tokens", JSON.stringify(token));
  if (token["single_word"] === true) throw new NotUnderstood("added_tokens", "single_word");
  return { id, content, strips: { left: token["lstrip"] === true, right: token["rstrip"] === true }, normalized: token["normalized"] === true };
}

/** Words return: what a word is made of is kept, as long as there are not too many. */
const MOST_REMEMBERED = 50_000;
const LONGEST_REMEMBERED = 64;
function remembered(cut: CutWord): CutWord {
  const known = new Map<string, readonly number[]>();
  return (word) => {
    const before = known.get(word);
    if (before) return before;
    const pieces = cut(word);
    if (word.length <= LONGEST_REMEMBERED && known.size < MOST_REMEMBERED) known.set(word, pieces);
    return pieces;
  };
}
