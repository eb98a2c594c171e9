/** A row for each combiner that has one of its own: ten categories and ten numbers, or a text beside them. */
import { columns, filledWith, number, pick, tableOf, trainer, words, type Case } from "./case.ts";

const BATCH = 128;
const [codes, figures] = [columns("code", 10), columns("figure", 10)];
const inputs = [
  ...codes.map((name) => `  - {name: ${name}, type: category, encoder: {type: dense, embedding_size: 16}}`),
  ...figures.map((name) => `  - {name: ${name}, type: number, preprocessing: {normalization: zscore}}`),
].join("\n");
const both = { ...filledWith(codes, pick("c", 50)), ...filledWith(figures, number) };

const joining = (name: string, does: string, combiner: string): Case => ({
  name,
  summary: `10 embedded categories and 10 numbers by ${does} → binary; batches of ${BATCH}`,
  batchSize: BATCH,
  yaml: `input_features:
${inputs}
output_features:
  - {name: bought, type: binary}
combiner: {${combiner}}
${trainer(BATCH)}`,
  table: () => tableOf({ ...both, bought: pick("", 2) }),
});

/** A text of 30 words, two categories and two numbers at each of its steps. */
const stepwise = (name: string, does: string, combiner: string): Case => ({
  name,
  summary: `text of 30 words, 2 categories and 2 numbers by ${does} → category of 4; batches of 32`,
  batchSize: 32,
  yaml: `input_features:
  - {name: text, type: text, preprocessing: {tokenizer: space, max_sequence_length: 32}, encoder: {type: embed, embedding_size: 32, reduce_output: null}}
${inputs.split("\n").filter((_, i) => i % 10 < 2).join("\n")}
output_features:
  - {name: topic, type: category}
combiner: {${combiner}}
${trainer(32)}`,
  table: () => tableOf({ ...both, text: words(500, 30), topic: pick("t", 4) }),
});

const attention = "hidden_size: 64, num_heads: 4, transformer_output_size: 128, dropout: 0";

export const COMBINERS: readonly Case[] = [
  joining("tabnet", "tabnet, 3 steps of 32 and 64", "type: tabnet, size: 32, output_size: 64, dropout: 0, sparsity: 0"),
  joining("ft_transformer", "ft_transformer, a block of 64 with 4 heads", `type: ft_transformer, ${attention}`),
  joining("transformer_combiner", "transformer, a block of 64 with 4 heads", `type: transformer, ${attention}`),
  joining("tabtransformer", "tabtransformer, a block of 64 with 4 heads", `type: tabtransformer, ${attention}, num_fc_layers: 1, output_size: 64`),
  joining("comparator", "comparator, categories against numbers, 128 each", `type: comparator, entity_1: [${codes.join(", ")}], entity_2: [${figures.join(", ")}], output_size: 128`),
  joining("project_aggregate", "project_aggregate to 128, two layers", "type: project_aggregate"),
  stepwise("sequence_concat", "sequence_concat, summed", "type: sequence_concat, reduce_output: sum"),
  stepwise("sequence_combiner", "sequence with a GRU of 64", "type: sequence, encoder: {type: rnn, cell_type: gru, state_size: 64}"),
];
