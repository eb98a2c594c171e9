import { openChoice } from "../../../src/engine/schema/choice.ts";
import { combiners } from "../../../src/engine/combiners/index.ts";
import { registerFusedKernels } from "../../../src/engine/kernels/index.ts";
import { withPenalties } from "../../../src/engine/layers/penalty.ts";
import { setRowWeights } from "../../../src/engine/layers/row-weights.ts";
import { heldOnce } from "../../../src/engine/model/build.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/tabnet.json" with { type: "json" };
import { strict, variablesOf } from "./cases.ts";
import { close, equal, holds, type Check } from "./check.ts";

const tolerance = () => (tf.getBackend() === "webgpu" ? 1e-3 : 1e-4); // batch norms upon each other
const [ROWS, D] = golden.shape as [number, number];
const weights: Readonly<Record<string, { readonly value: readonly number[]; readonly gradient: readonly number[] }>> = golden.weights;

/** The combiner over one input of the golden width, without dropout. */
function model(params: object): tf.LayersModel {
  const input = tf.input({ shape: [D] });
  const context = { name: (part: string) => part, seed: () => 1, input: () => input };
  const { combine } = openChoice(combiners, { type: "tabnet", ...params }, [], strict("tabnet")).made;
  return heldOnce(tf.model({ inputs: input, outputs: combine(context, [{ name: "x", type: "vector", encoding: { kind: "vector", tensor: input } }]).tensor }));
}

/** Σ dy·y and the penalty, with gradients; rows past the golden ones are given too, but weigh nothing. */
function step(made: tf.LayersModel, filled: number) {
  const fill = (values: readonly number[], width: number, filler: number) =>
    tf.tensor2d([...values, ...new Array<number>(filled * width).fill(filler)], [ROWS + filled, width]);
  const fed = tf.tidy(() => tf.variable(fill(golden.x, D, 50))); // its gradient as that of a variable
  const dy = fill(golden.dy, golden.dy.length / ROWS, 0);
  const counts = tf.tensor1d([...new Array<number>(ROWS).fill(1), ...new Array<number>(filled).fill(0)]);
  const variables = variablesOf(made.trainableWeights);
  setRowWeights(made, filled > 0 ? counts : null);
  let y: tf.Tensor | null = null;
  const taken = tf.variableGrads(() => withPenalties(made, () => {
    y = tf.keep(made.apply(fed, { training: true }) as tf.Tensor); // eager in, eager out
    return tf.sum<tf.Scalar>(tf.mul(y, dy));
  }), [...variables, fed]);
  setRowWeights(made, null);
  return { y: y!, loss: taken.value, dx: taken.grads[fed.name]!, gradients: variables.map(({ name }) => taken.grads[name]!), dispose: () => tf.dispose([fed, dy, counts, y!, taken.value, taken.grads]) };
}

const goldenCheck = (filled: number): Check => ({
  name: `golden TabNet${filled > 0 ? ", in a batch filled up with rows of weight 0" : ""}: answer, penalty and all gradients`,
  async run() {
    registerFusedKernels();
    const before = tf.memory().numTensors;
    const made = model(golden.params);
    const names = made.trainableWeights.map(({ originalName }) => originalName);
    equal([...names].sort(), Object.keys(weights).sort(), "weights");
    tf.tidy(() => { variablesOf(made.trainableWeights).forEach((variable, i) => variable.assign(tf.tensor([...weights[names[i]!]!.value], variable.shape))); });
    const found = step(made, filled);
    close((await found.y.data()).subarray(0, golden.y.length), golden.y, tolerance(), "y");
    const own = golden.y.reduce((sum, value, i) => sum + value * golden.dy[i]!, 0);
    close(await found.loss.data(), [own + golden.penalty], tolerance(), "the loss with its penalty");
    close((await found.dx.data()).subarray(0, golden.x.length), golden.dx, tolerance(), "dx");
    for (const [i, name] of names.entries()) close(await found.gradients[i]!.data(), weights[name]!.gradient, tolerance(), `gradient of ${name}`);
    found.dispose();
    made.dispose();
    equal(tf.memory().numTensors, before, "tensors left");
  },
});

const free: Check = {
  name: "a penalty is due in a step alone, and only where it is asked for",
  async run() {
    const [paid, free] = [model(golden.params), model({ ...golden.params, sparsity: 0 })];
    const losses = [step(paid, 0), step(free, 0)];
    const plain = tf.tidy(() => (paid.apply(tf.tensor2d(golden.x, [ROWS, D]), { training: true }) as tf.Tensor).shape); // nothing is left of it
    equal(plain, [ROWS, golden.y.length / ROWS], "shape");
    const [with_ = 0, without = 0] = await Promise.all(losses.map(async ({ loss }) => (await loss.data())[0]!));
    holds(with_ > without, "the penalty adds nothing to the loss");
    const sparsity = paid.layers.filter(({ name }) => name.endsWith("sparsity")).map((layer) => [layer.getClassName(), layer.getConfig()["activation"]]);
    equal(sparsity, [["Activation", "linear"], ["Activation", "linear"]], "what a saved topology says of the penalties");
    losses.forEach(({ dispose }) => dispose());
    paid.dispose();
    free.dispose();
  },
};

export const tabnetChecks: readonly Check[] = [goldenCheck(0), goldenCheck(3), free];
