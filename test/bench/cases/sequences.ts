/** The rows on sequences of tokens, in layers, with a twin of stock layers that a good user would write. */
import * as stock from "@tensorflow/tfjs-layers";
import type { Encoded } from "../../../src/engine/data/encoded.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { MultiHeadAttention } from "../../../src/engine/layers/attention.ts";
import { Dense } from "../../../src/engine/layers/dense.ts";
import { Embedding } from "../../../src/engine/layers/embedding.ts";
import { weightsFrom } from "../../../src/engine/layers/initializers.ts";
import { LayerNormalization } from "../../../src/engine/layers/layer-normalization.ts";
import { LSTM } from "../../../src/engine/layers/rnn.ts";
import type { SymbolicTensor } from "../../../src/engine/tf.ts";
import { classes, ROWS, type Case } from "./case.ts";
import { StockAttention } from "./stock-attention.ts";

const { layers } = stock;
type Apply = (x: SymbolicTensor) => SymbolicTensor;
const through = (x: SymbolicTensor, ...steps: readonly Apply[]): SymbolicTensor => steps.reduce((made, step) => step(made), x);
// A layer applied to one symbolic tensor makes one.
const applied = (layer: stock.layers.Layer): Apply => (x) => layer.apply(x) as SymbolicTensor;

/** [rows, time] ids, the frequent ones more often. */
function ids(vocabulary: number, time: number): readonly Encoded[] {
  const random = seededRandom(1, "ids");
  return [{ dtype: "int32", shape: [time], data: Int32Array.from({ length: ROWS * time }, () => Math.floor(random() ** 2 * vocabulary)) }];
}

/** [rows, columns] ids in one table of vectors: each column has `values` of them to itself. */
function columnIds(columns: number, values: number): readonly Encoded[] {
  const random = seededRandom(1, "columns");
  return [{ dtype: "int32", shape: [columns], data: Int32Array.from({ length: ROWS * columns }, (_, i) => (i % columns) * values + Math.floor(random() * values)) }];
}

/** The layers that differ between the two sides; each has its weights in the same order and shapes on both. */
interface Kit {
  embedding(name: string, vocabulary: number, size: number): Apply;
  lstm(name: string, units: number): Apply;
  attention(name: string, heads: number): Apply;
  norm(name: string): Apply;
  dense(name: string, units: number, activation?: "relu"): Apply;
}

const stockKit: Kit = {
  embedding: (name, inputDim, outputDim) => applied(layers.embedding({ name, inputDim, outputDim })),
  lstm: (name, units) => applied(layers.lstm({ name, units, recurrentActivation: "sigmoid", recurrentInitializer: "glorotUniform" })),
  attention: (name, heads) => applied(new StockAttention({ name, heads })),
  norm: (name) => applied(layers.layerNormalization({ name, epsilon: 1e-5 })),
  dense: (name, units, activation) => applied(layers.dense({ name, units, ...(activation && { activation }) })),
};

const begin = weightsFrom("xavier_uniform", 1);
const zeros = weightsFrom("zeros", 1);

const ourKit: Kit = {
  ...stockKit,
  embedding: (name, inputDim, outputDim) => applied(new Embedding({ name, inputDim, outputDim, initializer: begin, trainable: true })),
  lstm: (name, units) => applied(new LSTM({
    name, units, returnSequences: false, goBackwards: false, useBias: true, kernelInitializer: begin, recurrentInitializer: begin, biasInitializer: zeros,
  })),
  // The heads share what a token has, and a token has a width.
  attention: (name, numHeads) => (x) => applied(new MultiHeadAttention({
    name, numHeads, keyDim: x.shape.at(-1)! / numHeads, useBias: true, kernelInitializer: begin, biasInitializer: zeros,
  }))(x),
  dense: (name, units, activation) => (x) => {
    const made = applied(new Dense({ name, units, useBias: true, kernelInitializer: begin, biasInitializer: zeros }))(x);
    return activation ? applied(layers.activation({ name: `${name}/${activation}`, activation }))(made) : made;
  },
  norm: (name) => applied(new LayerNormalization({ name, epsilon: 1e-5, affine: true })),
};

const sum = (name: string, x: SymbolicTensor, y: SymbolicTensor): SymbolicTensor => layers.add({ name }).apply([x, y]) as SymbolicTensor;

/** One block of an encoder, normalised after each half: attention, then two dense layers, each added to what it was given. */
const block = (kit: Kit, name: string, heads: number, d: number, inner: number): Apply => (x) => {
  const attended = kit.norm(`${name}/norm_1`)(sum(`${name}/sum_1`, x, kit.attention(`${name}/attention`, heads)(x)));
  const transformed = through(attended, kit.dense(`${name}/inner`, inner, "relu"), kit.dense(`${name}/outer`, d));
  return kit.norm(`${name}/norm_2`)(sum(`${name}/sum_2`, attended, transformed));
};

const onBothSides = (parts: () => readonly Encoded[], model: (kit: Kit) => Apply): NonNullable<Case["layers"]> => ({
  parts,
  ours: ([input]) => model(ourKit)(input!), // one part
  stock: ([input]) => model(stockKit)(input!),
});

export const lstm: Case = {
  name: "lstm",
  summary: "text of 50 tokens of 500, embedded in 32 → LSTM of 64 → category of 4; batches of 32",
  ...classes(4, 32),
  layers: onBothSides(() => ids(500, 50), (kit) => (x) => through(x, kit.embedding("tokens", 500, 32), kit.lstm("lstm", 64), kit.dense("logits", 4))),
};

export const transformer: Case = {
  name: "transformer",
  summary: "50 tokens of 500 in 64 → two encoder blocks of 4 heads and 128 → mean → category of 4; batches of 32",
  ...classes(4, 32),
  layers: onBothSides(() => ids(500, 50), (kit) => (x) => through(x,
    kit.embedding("tokens", 500, 64),
    block(kit, "block_1", 4, 64, 128),
    block(kit, "block_2", 4, 64, 128),
    applied(layers.globalAveragePooling1d({ name: "mean" })),
    kit.dense("logits", 4))),
};

export const columns: Case = {
  name: "columns",
  summary: "20 columns of 10 values as tokens in 32 → one encoder block of 4 heads and 64 → 64 → category of 2; batches of 64",
  ...classes(2, 64),
  layers: onBothSides(() => columnIds(20, 10), (kit) => (x) => through(x,
    kit.embedding("tokens", 200, 32),
    block(kit, "block", 4, 32, 64),
    applied(layers.flatten({ name: "flat" })),
    kit.dense("hidden", 64, "relu"),
    kit.dense("logits", 2))),
};
