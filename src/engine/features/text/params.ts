import { tokenizers, type Tokenizer } from "../../data/tokenizers.ts";
import { bool, falseYet, int, nullYet, oneOf, orNull, text, Type } from "../../schema/params.ts";

const NAMES = Object.keys(tokenizers) as [Tokenizer, ...Tokenizer[]]; // the keys of the registry, of which there are some
const STRATEGIES = ["fill_with_const", "fill_with_mode", "bfill", "ffill", "drop_row"] as const;
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
const PLANNED = [
  "sentencepiece",
  "clip",
  "gpt2bpe",
  "bert",
  "hf_tokenizer",
  "ngram",
  ...LANGUAGES.flatMap((language) => FORMS.map((form) => `${language}_${form}`)),
];

const params = (missing: (typeof STRATEGIES)[number]) =>
  Type.Object({
    missing_value_strategy: oneOf(STRATEGIES, missing, "What happens to empty cells."),
    fill_value: text("<UNK>", "The text that `fill_with_const` writes; the unknown symbol is one unknown token."),
    tokenizer: oneOf(NAMES, "space_punct", "How a text is cut into tokens.", { planned: PLANNED, impact: "high" }),
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
    vocab_file: nullYet("A vocabulary read from a file."),
    pretrained_model_name_or_path: nullYet("A pretrained tokenizer."),
    prompt: nullYet("A prompt template."),
    compute_idf: falseYet("For the tf_idf encoder."),
    cache_encoder_embeddings: falseYet("For frozen pretrained encoders."),
  });

export const preprocessing = { input: params("fill_with_const"), output: params("drop_row") };
