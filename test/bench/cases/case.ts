import type { Encoded } from "../../../src/engine/data/encoded.ts";
import { seededRandom, type Random } from "../../../src/engine/data/random.ts";
import { tableFrom, type Cell, type Table } from "../../../src/engine/data/table.ts";
import type { SymbolicTensor } from "../../../src/engine/tf.ts";

/** A model to be timed: a config, and a table from a seeded generator. */
export interface Case {
  readonly name: string;
  readonly summary: string;
  readonly batchSize: number;
  readonly yaml: string;
  table(): Table;
  /** Where the language cannot say the model yet: the config then speaks for the output and the trainer alone. */
  readonly layers?: LayerLevel;
}

/** A model in layers, written twice: the weights of both have the same shapes in the same order. */
export interface LayerLevel {
  /** Stock's own loop makes each batch of pictures by `fromPixels`, as its guides do, not once for all: the one part then is red, green and blue. */
  readonly fromPixels?: true;
  /** What the rows hold, in the order of the model's inputs. */
  parts(): readonly Encoded[];
  /** Inputs to logits by this engine's layers. */
  ours(inputs: readonly SymbolicTensor[]): SymbolicTensor;
  /** The same by stock TensorFlow.js, as a good user would write it. */
  stock(inputs: readonly SymbolicTensor[]): SymbolicTensor;
}

export const ROWS = 2048;

/** The sides clip nothing and follow no schedule, so that they do the same work. */
export const trainer = (batchSize: number): string => `trainer:
  epochs: 1000000
  batch_size: ${batchSize}
  learning_rate: 0.001
  gradient_clipping: null
  early_stop: -1
`;

export type MakeCell = (random: Random, row: number) => Cell;

export function tableOf(columns: Readonly<Record<string, MakeCell>>, rows = ROWS): Table {
  return tableFrom(Object.fromEntries(Object.entries(columns).map(([name, cell]) => {
    const random = seededRandom(1, name);
    return [name, Array.from({ length: rows }, (_, row) => cell(random, row))];
  })));
}

export const number: MakeCell = (random) => (random() * 10).toFixed(3);
export const pick = (prefix: string, count: number): MakeCell => (random) => `${prefix}${Math.floor(random() ** 2 * count)}`;
export const words = (vocabulary: number, length: number): MakeCell => (random) =>
  Array.from({ length }, () => `w${Math.floor(random() ** 2 * vocabulary)}`).join(" ");

/** The columns `prefix_0`, `prefix_1`, … */
export const columns = (prefix: string, count: number): readonly string[] => Array.from({ length: count }, (_, i) => `${prefix}_${i}`);
export const filledWith = (names: readonly string[], cell: MakeCell): Readonly<Record<string, MakeCell>> => Object.fromEntries(names.map((name) => [name, cell]));

/** What a case in layers says in the language: one output of so many classes. */
export const classes = (count: number, batchSize: number): Pick<Case, "yaml" | "table" | "batchSize"> => ({
  batchSize,
  yaml: `input_features: [{name: unused, type: number}]
output_features: [{name: class, type: category}]
${trainer(batchSize)}`,
  table: () => tableOf({ unused: number, class: (_, row) => `c${row % count}` }),
});
