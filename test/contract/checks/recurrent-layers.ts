import * as tf from "../../../src/engine/tf.ts";
import { recurrent, type RecurrentSpec } from "../../../src/engine/layers/recurrent.ts";
import { LSTM } from "../../../src/engine/layers/rnn.ts";
import { weightsFrom } from "../../../src/engine/layers/initializers.ts";
import { variablesOf } from "./cases.ts";
import { allFinite, close, equal, holds, type Check } from "./check.ts";
import { artifactsOf, loadPlain } from "./models.ts";

const TIME = 4;
const WIDTH = 3;
const LENGTHS = [4, 1, 3, 0];

const SPEC: RecurrentSpec = {
  cell: "lstm", units: 2, layers: 1, bidirectional: false, dropout: 0.5, use_bias: true, unit_forget_bias: true,
  weights_initializer: "xavier_uniform", recurrent_initializer: "orthogonal", bias_initializer: { type: "normal", std: 0.5 },
};
const cases: readonly { readonly spec: RecurrentSpec; readonly output: "all" | "last" }[] = [
  { spec: SPEC, output: "last" },
  { spec: { ...SPEC, layers: 2, bidirectional: true }, output: "all" },
  { spec: { ...SPEC, cell: "gru", bidirectional: true }, output: "last" },
  { spec: { ...SPEC, cell: "gru", layers: 2, use_bias: false }, output: "all" },
  { spec: { ...SPEC, cell: "simple", layers: 2, bidirectional: true }, output: "last" },
];

/** Recurrent layers over padded rows, as part of a model. */
export const recurrentLayerChecks = (): readonly Check[] => [...cases.map(modelCheck), backwardsCheck];

/** x, its mask and its gaps; padding holds `filling`. */
function padded(filling: number): tf.Tensor[] {
  const there = Array.from({ length: LENGTHS.length * TIME }, (_, i) => Number(i % TIME < LENGTHS[Math.floor(i / TIME)]!));
  const x = there.flatMap((mark, i) => Array.from({ length: WIDTH }, (_, j) => (mark ? Math.sin(3 * i + j) : filling)));
  const marks = [LENGTHS.length, TIME, 1];
  return [tf.tensor(x, [LENGTHS.length, TIME, WIDTH]), tf.tensor(there, marks), tf.tensor(there.map((mark) => (mark ? 0 : -1e9)), marks)];
}

function modelOf(spec: RecurrentSpec, output: "all" | "last"): tf.LayersModel {
  const inputs = ["x", "mask", "gap"].map((name) => tf.input({ name, shape: [TIME, name === "x" ? WIDTH : 1] }));
  const [tensor, mask, gap] = inputs as [tf.SymbolicTensor, tf.SymbolicTensor, tf.SymbolicTensor]; // the three above
  const context = { name: (part: string) => part, seed: (part: string) => part.length, input: () => tensor };
  const sequence = { tensor, mask: () => mask, gap: () => gap, last: () => mask };
  return tf.model({ inputs, outputs: recurrent(context, "rnn", sequence, spec, output) });
}

const modelCheck = ({ spec, output }: (typeof cases)[number]): Check => ({
  name: `layers recurrent ${spec.cell} × ${spec.layers}${spec.bidirectional ? " in both directions" : ""}, ${output}: padding tells nothing, every weight learns, plain TensorFlow.js answers the same`,
  async run() {
    const before = tf.memory().numTensors;
    const model = modelOf(spec, output);
    const feed = padded(0);
    const loud = padded(1e3);
    const ours = model.predict(feed) as tf.Tensor; // one output
    const heard = model.predict(loud) as tf.Tensor;
    close(await heard.data(), await ours.data(), 0, "padding changes the answers");
    const slopes = tf.variableGrads(() => tf.sum(tf.square(model.apply(feed, { training: true }) as tf.Tensor)), variablesOf(model.trainableWeights));
    for (const { name } of variablesOf(model.trainableWeights)) {
      const values = await slopes.grads[name]!.data();
      holds(allFinite(values) && values.some((v) => v !== 0), `no gradient reaches ${name}`);
    }
    const loaded = await loadPlain(await artifactsOf(model));
    holds(!loaded.layers.some((layer) => layer instanceof LSTM), "a layer of ours was loaded");
    const theirs = loaded.predict(feed) as tf.Tensor;
    close(await theirs.data(), await ours.data(), 1e-5, "loaded answers differ");
    tf.dispose([feed, loud, ours, heard, theirs, slopes.value, slopes.grads]);
    loaded.dispose();
    model.dispose();
    equal(tf.memory().numTensors, before, "tensors");
  },
});

/** Keras's order: the states as they were made, the last step's first. */
const backwardsCheck: Check = {
  name: "layers recurrent backwards: the stock layer's states in the stock layer's order",
  async run() {
    const input = tf.input({ shape: [TIME, WIDTH] });
    const initializer = () => weightsFrom("xavier_uniform", 4);
    const args = { name: "back", units: 2, useBias: true, kernelInitializer: initializer(), recurrentInitializer: initializer(), biasInitializer: initializer() };
    const layers = [true, false].map((returnSequences) => new LSTM({ ...args, name: `back_${returnSequences}`, returnSequences, goBackwards: true }));
    const model = tf.model({ inputs: input, outputs: layers.map((layer) => layer.apply(input) as tf.SymbolicTensor) });
    const loaded = await loadPlain(await artifactsOf(model));
    const [x, ...rest] = padded(0);
    const [ours, theirs] = [model, loaded].map((each) => each.predict(x!) as tf.Tensor[]); // two outputs
    for (const [i, states] of theirs!.entries()) close(await ours![i]!.data(), await states.data(), 1e-5, "states");
    tf.dispose([x!, ...rest, ...ours!, ...theirs!]);
    loaded.dispose();
    model.dispose();
  },
};
