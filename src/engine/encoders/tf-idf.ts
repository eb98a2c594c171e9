import type { EncoderFn } from "../model/context.ts";
import { words } from "../../messages/en/parts.ts";
import { defineChoice } from "../schema/choice.ts";
import { float, int, Type } from "../schema/params.ts";
import { error } from "../schema/problem.ts";

const size = Type.Integer({ minimum: 1, maximum: 10 });

/** Terms weighted by how telling they are, part `terms` [batch, terms], with nothing to learn. Spärck Jones, 1972. */
export const tfIdf = defineChoice({
  summary: "A column per word, larger where the word is rare elsewhere: nothing to learn before the combiner, strong on few rows.",
  params: Type.Object({
    ngram_range: Type.Tuple([size, size], { default: [1, 1], description: "Fewest and most tokens of a term." }),
    max_df: float(1, "Leave out terms that a larger share of the texts has.", { min: 0, max: 1 }),
    min_df: int(1, "Leave out terms that fewer texts have.", { min: 1 }),
  }),
  example: { ngram_range: [1, 2] },
  check({ ngram_range: [fewest, most] }, path, report) {
    if (fewest > most) report(error([...path, "ngram_range"], words.ngramRange(fewest, most)));
  },
  make: (): EncoderFn<unknown> => (context) => ({ kind: "vector", tensor: context.input("terms") }),
});
