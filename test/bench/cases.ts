import { seededRandom, type Random } from "../../src/engine/data/random.ts";
import { tableFrom, type Cell, type Table } from "../../src/engine/data/table.ts";

/** A model to be timed: a config and a table from a seeded generator. */
export interface Case {
  readonly name: string;
  readonly summary: string;
  readonly yaml: string;
  readonly batchSize: number;
  table(): Table;
}

const ROWS = 2048;
const LEARNING_RATE = 0.001;

/** Both sides clip nothing and follow no schedule, so that they do the same work. */
const trainer = (batchSize: number) => `
combiner:
  type: concat
  num_fc_layers: 1
  output_size: 64
trainer:
  epochs: 1000000
  batch_size: ${batchSize}
  learning_rate: ${LEARNING_RATE}
  gradient_clipping: null
  early_stop: -1
`;

function tableOf(columns: Readonly<Record<string, (random: Random, row: number) => Cell>>): Table {
  return tableFrom(Object.fromEntries(Object.entries(columns).map(([name, cell]) => {
    const random = seededRandom(1, name);
    return [name, Array.from({ length: ROWS }, (_, row) => cell(random, row))];
  })));
}

const number = (random: Random): Cell => (random() * 10).toFixed(3);
const pick = (prefix: string, count: number) => (random: Random): Cell => `${prefix}${Math.floor(random() ** 2 * count)}`;
const words = (vocabulary: number, length: number) => (random: Random): Cell => Array.from({ length }, () => `w${Math.floor(random() ** 2 * vocabulary)}`).join(" ");

const numbers = Array.from({ length: 3 }, (_, i) => `length_${i}`);
const categories = Array.from({ length: 6 }, (_, i) => `code_${i}`);

export const CASES: readonly Case[] = [
  {
    name: "tabular",
    summary: "3 numbers and a one-hot category → category, number and binary; batches of 32",
    batchSize: 32,
    yaml: `input_features:
${numbers.map((name) => `  - {name: ${name}, type: number, preprocessing: {normalization: zscore}}`).join("\n")}
  - {name: island, type: category, encoder: {type: onehot}}
output_features:
  - {name: species, type: category}
  - {name: mass, type: number, preprocessing: {normalization: zscore}}
  - {name: sex, type: binary}
${trainer(32)}`,
    table: () => tableOf({ ...Object.fromEntries(numbers.map((name) => [name, number])), island: pick("i", 3), species: pick("s", 3), mass: number, sex: pick("", 2) }),
  },
  {
    name: "embeddings",
    summary: "6 embedded categories of up to 200 values and 3 numbers → binary; batches of 128",
    batchSize: 128,
    yaml: `input_features:
${categories.map((name) => `  - {name: ${name}, type: category, encoder: {type: dense, embedding_size: 16}}`).join("\n")}
${numbers.map((name) => `  - {name: ${name}, type: number, preprocessing: {normalization: zscore}}`).join("\n")}
output_features:
  - {name: bought, type: binary}
${trainer(128)}`,
    table: () => tableOf({ ...Object.fromEntries(categories.map((name) => [name, pick("c", 200)])), ...Object.fromEntries(numbers.map((name) => [name, number])), bought: pick("", 2) }),
  },
  {
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
${trainer(32)}`,
    table: () => tableOf({ text: words(500, 20), topic: pick("t", 4) }),
  },
];
