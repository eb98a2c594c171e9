import { tokenEncoders } from "../../encoders/sequence/index.ts";
import { defineFeature } from "../define.ts";
import { Type } from "../../schema/params.ts";
import { tagged, tagOutput } from "../tag-output.ts";
import { commonTokens, tokensAsSpelt } from "../token-facts.ts";
import { filesSuit } from "../token-files.ts";
import { encodeTokens, tokenParts } from "../token-parts.ts";
import { fit } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { preprocessing } from "./params.ts";

/** Codes in order: part `ids` [time]; unseen tokens are `<UNK>`, padding never counts. */
export const sequence = defineFeature({
  type: "sequence",
  summary: "Codes in order: clicks, moves, amino acids, log events.",
  likeness,
  preprocessing,
  suits: filesSuit,
  tokens: tokensAsSpelt,
  fit,
  input: {
    parts: tokenParts,
    encode: encodeTokens,
    encoders: {
      noun: "encoder",
      choices: tokenEncoders,
      fallback: "embed",
      planned: ["mamba", "mamba2", "jamba"],
    },
    control: (facts) => ({ kind: "text", typical: "", words: commonTokens(facts) }),
  },
  output: tagOutput(Type.Object({}), { response: false }),
  recipe: {
    input: [
      "A missing cell counts as `computed_fill_value`, or, where that is null, as one unknown token.",
      "Write the sequence in small letters where `lowercase`;",
      "cut it by `tokenizer` (space: at every space character).",
      "Where there are `subwords`, cut it as they say, which is what Hugging Face's `tokenizers` does with a `tokenizer.json` of those parts, and put `subwords.start`",
      "and `subwords.stop` around it in place of `start_id` and `stop_id`.",
      "Each token is its index in `idx2str`, or `unknown_id`.",
      "Put `start_id` before and `stop_id` after, keep the first `max_sequence_length`, and fill up with `padding_id` on the side that",
      "`padding` names: part `ids`.",
    ].join(" "),
    output: tagged.recipe,
  },
  example: { cells: ["home search", "home item", null, "search", "", "home", "item buy", "never seen"] },
});
