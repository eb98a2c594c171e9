import { tokenEncoders } from "../../encoders/sequence/index.ts";
import { tfIdf } from "../../encoders/tf-idf.ts";
import { defineFeature } from "../define.ts";
import { tagged, tagOutput } from "../tag-output.ts";
import { commonTokens, tokensAsSpelt } from "../token-facts.ts";
import { filesSuit } from "../token-files.ts";
import { encode, partsOf } from "./encode.ts";
import { fit } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { words } from "./messages.ts";
import { preprocessing, settings } from "./params.ts";

const PRETRAINED = [
  "albert",
  "mt5",
  "xlmroberta",
  "bert",
  "debertav3",
  "deberta",
  "gpt",
  "gpt2",
  "roberta",
  "xlnet",
  "distilbert",
  "ctrl",
  "camembert",
  "t5",
  "flaubert",
  "electra",
  "longformer",
  "auto_transformer",
  "modernbert",
  "llm",
];

/** Words in order: part `ids` [time]; unseen tokens are `<UNK>`, padding never counts. */
export const text = defineFeature({
  type: "text",
  summary: "Free text: a question, a review, a ticket.",
  likeness,
  preprocessing,
  suits: filesSuit,
  tokens: tokensAsSpelt,
  fit,
  input: {
    parts: partsOf,
    encode,
    encoders: {
      noun: "encoder",
      choices: { ...tokenEncoders, tf_idf: tfIdf },
      fallback: "parallel_cnn",
      planned: ["mamba", "mamba2", "jamba"],
      never: { names: PRETRAINED, why: () => words.pretrained },
    },
    control: (facts) => ({ kind: "text", typical: "", words: commonTokens(facts) }),
  },
  output: tagOutput(settings, { response: true }),
  recipe: {
    input: [
      "A missing cell counts as `computed_fill_value`, or, where that is null, as one unknown token.",
      "Write the text in small letters where `lowercase`;",
      "cut it by `tokenizer` (space_punct: every run of letters, digits and underscores, and every other visible character by itself).",
      "Where there are `subwords`, cut it as they say, which is what Hugging Face's `tokenizers` does with a `tokenizer.json` of those parts, and put `subwords.start`",
      "and `subwords.stop` around it in place of `start_id` and `stop_id`.",
      "Each token is its index in `idx2str`, or `unknown_id`.",
      "Put `start_id` before and `stop_id` after, keep the first `max_sequence_length`, and fill up with `padding_id` on the side that",
      "`padding` names: part `ids`.",
      "Part `terms`, where the model asks for it: runs of as many tokens as `ngram_range` allows, joined by spaces; how often each of",
      "`tf_idf.terms` occurs, times its `str2idf`; then the row divided by its length.",
    ].join(" "),
    output: tagged.recipe,
  },
  example: {
    cells: [
      "my card was stolen",
      "where is my card",
      null,
      "thank you!",
      "",
      "the app — it crashes, again",
      "card",
      "no word of this was seen before",
    ],
  },
});
