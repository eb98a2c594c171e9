/** A row for each encoder of sequences, beside the text and what the rows in layers know of them. */
import { pick, tableOf, trainer, words, type Case } from "./case.ts";

const BATCH = 32;
const TOKENS = 50;

const encoding = (name: string, does: string, encoder: string): Case => ({
  name,
  summary: `text of ${TOKENS} words by ${does} → category of 4; batches of ${BATCH}`,
  batchSize: BATCH,
  yaml: `input_features:
  - name: text
    type: text
    preprocessing: {tokenizer: space, max_sequence_length: ${TOKENS + 2}}
    encoder: {embedding_size: 32, ${encoder}}
output_features:
  - {name: topic, type: category}
combiner: {type: concat}
${trainer(BATCH)}`,
  table: () => tableOf({ text: words(500, TOKENS), topic: pick("t", 4) }),
});

const filters = "num_filters: 32, num_fc_layers: 1, output_size: 64";

export const SEQUENCE_ENCODERS: readonly Case[] = [
  encoding("embed", "embed, a bag of words", "type: embed"),
  encoding("stacked_cnn", "stacked_cnn of six convolutions of 32", `type: stacked_cnn, ${filters}`),
  encoding("stacked_parallel_cnn", "stacked_parallel_cnn, two stages of four times 32", `type: stacked_parallel_cnn, num_stacked_layers: 2, ${filters}`),
  encoding("rnn", "rnn, a plain cell of 64", "type: rnn, cell_type: rnn, state_size: 64"),
  encoding("bidirectional_gru", "rnn, two layers of GRU of 32 in both directions", "type: rnn, cell_type: gru, state_size: 32, num_layers: 2, bidirectional: true"),
  encoding("cnnrnn", "cnnrnn, two convolutions of 32 and an LSTM of 64", "type: cnnrnn, num_filters: 32, cell_type: lstm, state_size: 64"),
  encoding("transformer_encoder", "transformer, two blocks of 64 with 4 heads", "type: transformer, num_layers: 2, hidden_size: 64, num_heads: 4, transformer_output_size: 128, dropout: 0, reduce_output: mean"),
];
