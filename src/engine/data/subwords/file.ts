import { indexOfWords } from "../vocabulary.ts";
import type { Json } from "../../schema/json.ts";
import { at, isBlock, list, NotUnderstood, textAt, type Block } from "./reading.ts";
import { subwords, type SubwordFacts } from "./tokenizer.ts";

/** A tokenizer file: its pieces by their ids, how texts are cut into them, and the ids that every text begins and ends with. */
export interface TokenizerFile {
  readonly pieces: readonly string[];
  readonly facts: SubwordFacts;
  readonly start: readonly number[];
  readonly stop: readonly number[];
  /** Null where the file names none. */
  readonly padding: number | null;
  readonly unknown: number | null;
}

/** Why a file is no tokenizer. */
export type Refusal =
  | { readonly kind: "not_json" | "not_text" }
  | { readonly kind: "not_understood"; readonly part: string; readonly what: string };

/** More pieces than any tokenizer has. */
const MOST_PIECES = 2 ** 20;
const LARGEST = 64 * 2 ** 20;
/** What files call the piece that fills texts up, where they do not say. */
const PADDINGS = ["[PAD]", "<pad>", "<PAD>", "<|padding|>"];

const read = new WeakMap<Uint8Array, TokenizerFile | Refusal>();

export const isRefusal = (file: TokenizerFile | Refusal): file is Refusal => "kind" in file;

/** A `tokenizer.json`, or a `vocab.txt` of WordPiece. The same bytes are read once. */
export function tokenizerFile(bytes: Uint8Array): TokenizerFile | Refusal {
  const known = read.get(bytes);
  if (known) return known;
  const file = tried(bytes);
  read.set(bytes, file);
  return file;
}

function tried(bytes: Uint8Array): TokenizerFile | Refusal {
  try {
    const text = bytes.length > LARGEST ? null : utf8(bytes);
    if (text === null) return { kind: "not_text" };
    const file = text.trimStart().startsWith("{") ? fromJson(JSON.parse(text) as Json) : fromVocabulary(text); // JSON by its parser
    subwords(file.facts, indexOfWords(file.pieces)); // throws what it does not understand
    return file;
  } catch (cause) {
    return cause instanceof NotUnderstood ? { kind: "not_understood", part: cause.part, what: cause.what } : { kind: "not_json" };
  }
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The lines of a text file, one piece each; the last may end without a line break. */
export const linesOf = (text: string): readonly string[] => text.replace(/\r?\n$/, "").split(/\r?\n/);

/** BERT's own: the line is the id. */
function fromVocabulary(text: string): TokenizerFile {
  const pieces = linesOf(text);
  if (!pieces.includes("[UNK]")) throw new NotUnderstood("vocab.txt", "[UNK]");
  const idOf = (piece: string): number | null => (pieces.includes(piece) ? pieces.indexOf(piece) : null);
  const special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].filter((piece) => pieces.includes(piece));
  const facts = {
    normalizer: { type: "BertNormalizer" },
    pre_tokenizer: { type: "BertPreTokenizer" },
    model: { type: "WordPiece", unk_token: "[UNK]" },
    added_tokens: special.map((content) => ({ id: pieces.indexOf(content), content })),
  };
  const edge = (piece: string): number[] => [idOf(piece)].filter((id) => id !== null);
  return { pieces, facts, start: edge("[CLS]"), stop: edge("[SEP]"), padding: idOf("[PAD]"), unknown: idOf("[UNK]") };
}

function fromJson(file: Json): TokenizerFile {
  const model = isBlock(file) ? at(file, "model") : null;
  if (!isBlock(file) || !isBlock(model)) throw new NotUnderstood("tokenizer.json", "model");
  const added = list(at(file, "added_tokens")).filter(isBlock);
  const pieces = piecesOf(at(model, "vocab"), added);
  const ids = indexOfWords(pieces);
  const { vocab: _, ...rest } = model;
  const facts = { normalizer: at(file, "normalizer"), pre_tokenizer: at(file, "pre_tokenizer"), model: rest, added_tokens: added.map(addedFacts) };
  const padding = at(file, "padding");
  const named = isBlock(padding) ? at(padding, "pad_id") : null;
  const unknown = textAt(model, "unk_token");
  return {
    pieces,
    facts,
    ...edges(at(file, "post_processor")),
    padding: typeof named === "number" ? named : (PADDINGS.map((piece) => ids.get(piece)).find((id) => id !== undefined) ?? null),
    unknown: unknown === null ? null : (ids.get(unknown) ?? null),
  };
}

/** What cutting asks of an added token. */
const addedFacts = ({ id = null, content = null, single_word = false, lstrip = false, rstrip = false, normalized = false }: Block): Block =>
  ({ id, content, single_word, lstrip, rstrip, normalized });

function piecesOf(vocab: Json, added: readonly Block[]): readonly string[] {
  if (!isBlock(vocab)) throw new NotUnderstood("vocab", Array.isArray(vocab) ? "Unigram" : "null");
  const entries = [...Object.entries(vocab), ...added.map((token) => [textAt(token, "content") ?? "", at(token, "id")] as const)];
  const pieces: string[] = [];
  for (const [piece, id] of entries) {
    if (typeof id !== "number" || !Number.isInteger(id) || id < 0 || id >= MOST_PIECES) throw new NotUnderstood("vocab", piece);
    pieces[id] = piece;
  }
  return Array.from(pieces, (piece) => piece ?? ""); // an id that no piece has
}

interface Edges { readonly start: readonly number[]; readonly stop: readonly number[] }
const NO_EDGES: Edges = { start: [], stop: [] };

/** What a post-processor puts around a single text. */
function edges(processor: Json): Edges {
  if (processor === null) return NO_EDGES;
  const type = isBlock(processor) ? textAt(processor, "type") : null;
  if (!isBlock(processor) || type === null) throw new NotUnderstood("post_processor", JSON.stringify(processor));
  if (type === "ByteLevel") return NO_EDGES;
  if (type === "Sequence") {
    return list(at(processor, "processors")).map(edges).reduce((all, { start, stop }) => ({ start: [...start, ...all.start], stop: [...all.stop, ...stop] }), NO_EDGES);
  }
  if (type === "BertProcessing" || type === "RobertaProcessing") {
    const id = (key: string): number => idIn(list(at(processor, key))[1] ?? null);
    return { start: [id("cls")], stop: [id("sep")] };
  }
  if (type !== "TemplateProcessing") throw new NotUnderstood("post_processor", type);
  return template(list(at(processor, "single")).filter(isBlock), at(processor, "special_tokens"));
}

function template(parts: readonly Block[], specials: Json): Edges {
  const place = parts.findIndex((part) => "Sequence" in part);
  if (place < 0) throw new NotUnderstood("post_processor", "TemplateProcessing");
  const idsOf = (part: Block): readonly number[] => {
    const named = at(part, "SpecialToken");
    const token = isBlock(named) && isBlock(specials) ? at(specials, textAt(named, "id") ?? "") : null;
    return isBlock(token) ? list(at(token, "ids")).map(idIn) : [];
  };
  return { start: parts.slice(0, place).flatMap(idsOf), stop: parts.slice(place + 1).flatMap(idsOf) };
}

function idIn(value: Json): number {
  if (typeof value !== "number") throw new NotUnderstood("post_processor", JSON.stringify(value));
  return value;
}
