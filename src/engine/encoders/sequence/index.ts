/** Every encoder of sequences, by the name a config uses. To add one: a file beside this one, an import and a name here. */
import type { Choice } from "../../schema/choice.ts";
import { cnnrnn } from "./cnnrnn.ts";
import { embed } from "./embed.ts";
import { overTokens, type SequenceEncoder } from "./encoder.ts";
import { parallelCnn } from "./parallel-cnn.ts";
import { rnn } from "./rnn.ts";
import { stackedCnn } from "./stacked-cnn.ts";
import { stackedParallelCnn } from "./stacked-parallel-cnn.ts";
import { transformer } from "./transformer.ts";

export { over, type SequenceEncoder } from "./encoder.ts";

export const sequenceEncoders = {
  embed,
  parallel_cnn: parallelCnn,
  stacked_cnn: stackedCnn,
  stacked_parallel_cnn: stackedParallelCnn,
  rnn,
  cnnrnn,
  transformer,
} satisfies Record<string, Choice<SequenceEncoder>>;

/** The same for columns of tokens. */
export const tokenEncoders = {
  embed: overTokens(embed),
  parallel_cnn: overTokens(parallelCnn),
  stacked_cnn: overTokens(stackedCnn),
  stacked_parallel_cnn: overTokens(stackedParallelCnn),
  rnn: overTokens(rnn),
  cnnrnn: overTokens(cnnrnn),
  transformer: overTokens(transformer),
};
