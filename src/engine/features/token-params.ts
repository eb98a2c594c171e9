import { tokenizers, type Tokenizer } from "../data/tokenizers.ts";
import { asset, bool, falseYet, int, oneOf, orNull, text, type TObject } from "../schema/params.ts";

const NAMES = Object.keys(tokenizers) as [Tokenizer, ...Tokenizer[]]; // the keys of the registry, of which there are some
const FILLS = ["fill_with_const", "fill_with_mode", "bfill", "ffill", "drop_row"] as const;
type Fill = (typeof FILLS)[number] | "mask_loss";

/** The strategies of a side, and its default. */
export interface Missing { readonly strategies: readonly [Fill, ...Fill[]]; readonly fallback: Fill }
export const ofInputs: Missing = { strategies: FILLS, fallback: "fill_with_const" };
export const ofOutputs: Missing = { strategies: [...FILLS, "mask_loss"], fallback: "drop_row" };

const LANGUAGES = [
  "english",
  "italian",
  "spanish",
  "german",
  "french",
  "portuguese",
  "dutch",
  "greek",
  "norwegian",
  "lithuanian",
  "danish",
  "polish",
  "romanian",
  "japanese",
  "chinese",
  "multi",
];
const FORMS = ["tokenize", "tokenize_filter", "tokenize_remove_stopwords", "lemmatize", "lemmatize_filter", "lemmatize_remove_stopwords"];
/** Tokenizers that a file describes. */
export const FROM_FILES = ["bert", "hf_tokenizer"] as const;
export type TokenizerName = Tokenizer | (typeof FROM_FILES)[number];

const PLANNED = [
  "sentencepiece",
  "clip",
  "gpt2bpe",
  "ngram",
  ...LANGUAGES.flatMap((language) => FORMS.map((form) => `${language}_${form}`)),
];

/** A parameter that says how a cell is cut into tokens. */
export const tokenizer = (value: Tokenizer, description: string) => oneOf(NAMES, value, description, { planned: [...FROM_FILES, ...PLANNED], impact: "high" });

/** The same of a column of tokens in order, where it may be one that a file describes. */
const tokenizerOrFile = (value: Tokenizer, description: string) => oneOf([...NAMES, ...FROM_FILES], value, description, { planned: PLANNED, impact: "high" });

/** The preprocessing of a column of tokens in order, a text's or a sequence's. */
export const tokenColumn = (cut: Tokenizer, missing: Missing) => ({
  missing_value_strategy: oneOf(missing.strategies, missing.fallback, "What happens to empty cells."),
  fill_value: text("<UNK>", "The text that `fill_with_const` writes; the unknown symbol is one unknown token."),
  tokenizer: tokenizerOrFile(cut, "How a text is cut into tokens. `bert` and `hf_tokenizer` read it from a file."),
  lowercase: bool(false, "Read capital letters as small ones.", { impact: "medium" }),
  sequence_length: orNull(
    int(64, "", { min: 1 }),
    null,
    "Exactly so many tokens, start and stop symbols included; null takes the longest text of the training rows.",
    { impact: "medium", unit: "tokens" },
  ),
  max_sequence_length: orNull(int(256, "", { min: 1 }), 256, "Never more tokens than this; longer texts lose their end.", {
    impact: "medium",
    unit: "tokens",
  }),
  most_common: int(20_000, "Keep so many of the most frequent tokens; rarer ones are unknown.", {
    min: 1,
    scale: "log",
    impact: "medium",
  }),
  padding: oneOf(["right", "left"], "right", "Which side of a short text is filled up; padding is masked either way."),
  padding_symbol: text("<PAD>", "What fills a short text up."),
  unknown_symbol: text("<UNK>", "What an unknown token reads as."),
  vocab_file: asset("A vocabulary read from a file, one token a line; of `bert` its pieces, where the line is the id."),
  cache_encoder_embeddings: falseYet("For frozen pretrained encoders."),
});

export type TokenColumn = TObject<ReturnType<typeof tokenColumn>>;
