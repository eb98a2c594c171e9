import { affine, plainAffine } from "../../../src/engine/kernels/affine/index.ts";
import { attend, plainAttention } from "../../../src/engine/kernels/attention/index.ts";
import { MultiHeadAttention } from "../../../src/engine/layers/attention.ts";
import { apply } from "../../../src/engine/layers/apply.ts";
import { setDropoutStep } from "../../../src/engine/layers/dropout.ts";
import { weightsFrom, weightsOf } from "../../../src/engine/layers/initializers.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/attention.json" with { type: "json" };
import { allFinite, close, equal, holds, type Check } from "./check.ts";
import { variablesOf } from "./cases.ts";

const tolerance = () => (tf.getBackend() === "webgpu" ? 1e-4 : 1e-5);

/** y and the gradients by every operand, of dy given to y; all else it makes is gone again. */
async function results(op: (...operands: tf.Tensor[]) => tf.Tensor, operands: readonly tf.Tensor[], dy: tf.Tensor): Promise<Float32Array[]> {
  const before = tf.memory().numTensors;
  const made = tf.tidy(() => [op(...operands), ...tf.grads(op)([...operands], dy)]);
  const read = await Promise.all(made.map((tensor) => tensor.data<"float32">()));
  tf.dispose(made);
  equal(tf.memory().numTensors, before, "tensors left");
  return read;
}

const random = (seed: number) => {
  const next = seededRandom(seed, "attention");
  return (...shape: number[]) => tf.tensor(Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => next() * 4 - 2), shape);
};

const goldenCheck = ({ batch, time, heads, width, ...example }: (typeof golden.attention)[number]): Check => ({
  name: `golden attention ${batch}×${time}×${width}, ${heads} heads`,
  async run() {
    const mask = tf.tensor2d(example.mask, [batch, time]);
    const qkv = tf.tensor(example.qkv, [batch, time, 3 * width]);
    const dy = tf.tensor(example.dy, [batch, time, width]);
    const [y, dqkv] = await results((x) => attend(x as tf.Tensor3D, mask, heads), [qkv], dy);
    close(y!, example.y, tolerance(), "y");
    close(dqkv!, example.dqkv, tolerance(), "dqkv");
    tf.dispose([mask, qkv, dy]);
  },
});

/** Lengths that fill no vector, a row with gaps, and one that is all padding. */
const twinCheck = (seed: number, batch: number, time: number, heads: number, depth: number, masked: boolean): Check => ({
  name: `attention and its twin agree: ${batch}×${time}, ${heads} heads of ${depth}${masked ? ", masked" : ""}`,
  async run() {
    const values = random(seed);
    const [qkv, dy] = [values(batch, time, 3 * heads * depth), values(batch, time, heads * depth)];
    const mask = masked ? tf.tensor2d(Array.from({ length: batch * time }, (_, i) => (i < time || i % 3 === 0 ? 0 : 1)), [batch, time]) : null;
    const ours = await results((x) => attend(x as tf.Tensor3D, mask, heads), [qkv], dy);
    const twins = await results((x) => plainAttention(x as tf.Tensor3D, mask, heads), [qkv], dy);
    ["y", "dqkv"].forEach((part, i) => close(ours[i]!, twins[i]!, tolerance(), part));
    holds(ours.every(allFinite), "a number is none");
    if (masked) equal(Array.from(ours[0]!.slice(0, time * heads * depth)).every((value) => value === 0), true, "a row without keys is zero");
    tf.dispose([qkv, dy, mask ?? []]);
  },
});

const layerCheck: Check = {
  name: "golden multi-head attention layer",
  async run() {
    const { batch, time, width, heads, kernel, bias, outputKernel, outputBias, ...example } = golden.layer;
    const zeros = weightsOf((shape) => new Float32Array(tf.util.sizeFromShape([...shape])));
    const layer = new MultiHeadAttention({ name: "a", numHeads: heads, keyDim: width / heads, useBias: true, kernelInitializer: zeros, biasInitializer: zeros });
    const [input, marks] = [tf.input({ shape: [time, width] }), tf.input({ shape: [time, 1] })];
    const model = tf.model({ inputs: [input, marks], outputs: apply(layer, [input, marks]) });
    const weights = [kernel, outputKernel, bias, outputBias].map((values) => tf.tensor1d(values));
    variablesOf(layer.weights).forEach((variable, i) => { tf.tidy(() => variable.assign(tf.reshape(weights[i]!, variable.shape))); });
    const fed = [tf.tensor(example.x, [batch, time, width]), tf.tensor(example.mask, [batch, time, 1])];
    const y = model.apply(fed) as tf.Tensor; // eager in, eager out
    close(await y.data<"float32">(), example.y, tolerance(), "y");
    tf.dispose([weights, fed, y]);
    model.dispose();
  },
};

/** Others with each step and each seed, the same with the same. */
const dropoutCheck: Check = {
  name: "attention drops weights in training alone, by seed and step",
  async run() {
    const [batch, time, width] = [2, 6, 8];
    const begin = weightsFrom("xavier_uniform", 7);
    const layer = (dropout: number, seed: number) =>
      new MultiHeadAttention({ name: "a", numHeads: 2, keyDim: 4, useBias: true, kernelInitializer: begin, biasInitializer: begin, dropout, seed });
    const x = tf.tidy(() => random(6)(batch, time, width));
    const after = async (dropout: number, seed: number, step: number, training = true) => {
      const made = layer(dropout, seed);
      const input = tf.input({ shape: [time, width] });
      const model = tf.model({ inputs: input, outputs: apply(made, input) });
      const taken = tf.scalar(step);
      setDropoutStep(model, taken);
      const slopes = tf.grad((at: tf.Tensor) => tf.sum(model.apply(at, { training }) as tf.Tensor)); // eager in, eager out
      const [y, dx] = [model.apply(x, { training }) as tf.Tensor, slopes(x)];
      const read = [...(await y.data<"float32">()), ...(await dx.data<"float32">())];
      tf.dispose([taken, y, dx]);
      model.dispose();
      return read;
    };
    const whole = await after(0, 1, 0);
    close(await after(0.5, 1, 0, false), whole, tolerance(), "without training");
    const [one, again, later, other] = [await after(0.5, 1, 3), await after(0.5, 1, 3), await after(0.5, 1, 4), await after(0.5, 2, 3)];
    equal(again, one, "the same step");
    for (const different of [whole, later, other]) holds(one.some((value, i) => Math.abs(value - different[i]!) > 1e-3), "nothing was dropped anew");
    x.dispose();
  },
};

const affineCheck: Check = {
  name: "a dense product and its twin agree, with all gradients",
  async run() {
    const values = random(3);
    const operands = [values(3, 5, 7), values(7, 9), values(9)];
    const dy = values(3, 5, 9);
    const as = (op: typeof affine) => (x: tf.Tensor, kernel?: tf.Tensor, bias?: tf.Tensor) => op(x, kernel as tf.Tensor2D, bias as tf.Tensor1D);
    const [ours, twins] = [await results(as(affine), operands, dy), await results(as(plainAffine), operands, dy)];
    ["y", "dx", "dkernel", "dbias"].forEach((part, i) => close(ours[i]!, twins[i]!, tolerance(), part));
    tf.dispose([operands, dy]);
  },
};

export const attentionChecks = (): readonly Check[] => [
  ...golden.attention.map(goldenCheck),
  twinCheck(1, 3, 7, 2, 4, true),
  twinCheck(2, 2, 20, 4, 8, false),
  twinCheck(4, 2, 1, 1, 3, false),
  layerCheck,
  dropoutCheck,
  affineCheck,
];
