import type { Sequence } from "../../layers/reduce.ts";
import type { BuildContext, EncoderFn, Encoding } from "../../model/context.ts";
import type { Choice } from "../../schema/choice.ts";
import type { TokenFacts } from "../tokens.ts";

/**
 * An encoder of sequences: embed → body → reduce → fully connected layers. Its parameters are the same over tokens, over steps that
 * are numbers already, and in a combiner; only tokens are embedded.
 */
export interface SequenceEncoder {
  /** Token ids, part `ids`, as vectors. */
  embed(context: BuildContext, facts: TokenFacts): Sequence;
  /** What is left of a sequence of vectors: one vector, or, with `reduce_output: null`, a sequence, perhaps of fewer steps. */
  encode(context: BuildContext, sequence: Sequence): Encoding;
}

/** The encoder for columns of tokens. */
export const overTokens = (choice: Choice<SequenceEncoder>): Choice<EncoderFn<TokenFacts>> =>
  over(choice, (context, facts: TokenFacts, encoder) => encoder.embed(context, facts));

/** The encoder for columns whose sequence begins as `begin` makes it of the parts. */
export function over<Facts>(
  choice: Choice<SequenceEncoder>, begin: (context: BuildContext, facts: Facts, encoder: SequenceEncoder) => Sequence,
): Choice<EncoderFn<Facts>> {
  return {
    ...choice,
    open(raw, path, report) {
      const encoder = choice.open(raw, path, report);
      return (context, facts) => encoder.encode(context, begin(context, facts, encoder));
    },
  };
}
