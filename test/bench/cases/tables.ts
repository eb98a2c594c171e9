/** The rows that the language can say: tables of numbers, categories and texts. */
import { columns, filledWith, number, pick, tableOf, trainer, words, type Case } from "./case.ts";

const combiner = (layers: number, size: number) => `combiner: {type: concat, num_fc_layers: ${layers}, output_size: ${size}}\n`;
const numberInputs = (names: readonly string[]) => names.map((name) => `  - {name: ${name}, type: number, preprocessing: {normalization: zscore}}`).join("\n");
const embeddedInputs = (names: readonly string[]) => names.map((name) => `  - {name: ${name}, type: category, encoder: {type: dense, embedding_size: 16}}`).join("\n");

const twenty = columns("number", 20);
const lengths = columns("length", 3);
const codes = columns("code", 10);
const figures = columns("figure", 5);

export const dense: Case = {
  name: "dense",
  summary: "20 numbers → 256 → 256 → category of 2; batches of 128",
  batchSize: 128,
  yaml: `input_features:
${numberInputs(twenty)}
output_features:
  - {name: class, type: category}
${combiner(2, 256)}${trainer(128)}`,
  table: () => tableOf({ ...filledWith(twenty, number), class: (_, row) => `c${row % 2}` }),
};

export const tabular: Case = {
  name: "tabular",
  summary: "3 numbers and a one-hot category → 64 → category, number and binary; batches of 32",
  batchSize: 32,
  yaml: `input_features:
${numberInputs(lengths)}
  - {name: island, type: category, encoder: {type: onehot}}
output_features:
  - {name: species, type: category}
  - {name: mass, type: number, preprocessing: {normalization: zscore}}
  - {name: sex, type: binary}
${combiner(1, 64)}${trainer(32)}`,
  table: () => tableOf({ ...filledWith(lengths, number), island: pick("i", 3), species: pick("s", 3), mass: number, sex: pick("", 2) }),
};

export const embeddings: Case = {
  name: "embeddings",
  summary: "10 embedded categories of up to 200 values and 5 numbers → 128 → binary; batches of 128",
  batchSize: 128,
  yaml: `input_features:
${embeddedInputs(codes)}
${numberInputs(figures)}
output_features:
  - {name: bought, type: binary}
${combiner(1, 128)}${trainer(128)}`,
  table: () => tableOf({ ...filledWith(codes, pick("c", 200)), ...filledWith(figures, number), bought: pick("", 2) }),
};

export const text: Case = {
  name: "text",
  summary: "text of 20 words by parallel_cnn → category of 4; batches of 32",
  batchSize: 32,
  yaml: `input_features:
  - name: text
    type: text
    preprocessing: {tokenizer: space, max_sequence_length: 20}
    encoder: {type: parallel_cnn, embedding_size: 32, num_filters: 32, output_size: 64}
output_features:
  - {name: topic, type: category}
${combiner(1, 64)}${trainer(32)}`,
  table: () => tableOf({ text: words(500, 20), topic: pick("t", 4) }),
};

const many = columns("many_codes", 40);
const most = columns("many_numbers", 60);

/** As wide as a prediction form gets. */
export const form: Case = {
  name: "form",
  summary: "60 numbers and 40 embedded categories of up to 50 values → 128 → category of 3",
  batchSize: 128,
  yaml: `input_features:
${numberInputs(most)}
${embeddedInputs(many)}
output_features:
  - {name: class, type: category}
${combiner(1, 128)}${trainer(128)}`,
  table: () => tableOf({ ...filledWith(most, number), ...filledWith(many, pick("c", 50)), class: (_, row) => `c${row % 3}` }),
};
