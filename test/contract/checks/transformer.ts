import { registerFusedKernels } from "../../../src/engine/kernels/index.ts";
import { transformerBlock } from "../../../src/engine/layers/transformer.ts";
import type { BuildContext } from "../../../src/engine/model/context.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/combiners.json" with { type: "json" };
import { variablesOf } from "./cases.ts";
import { close, equal, type Check } from "./check.ts";

const tolerance = () => (tf.getBackend() === "webgpu" ? 2e-4 : 2e-5);
const context: BuildContext = {
  name: (part) => part,
  seed: () => 1,
  input: () => { throw new Error("a block reads no model input"); },
};

const blockCheck = (example: (typeof golden.blocks)[number]): Check => ({
  name: `golden block of a transformer, norm ${example.norm}${example.mask.includes(0) ? ", masked" : ""}: answer and all gradients`,
  async run() {
    registerFusedKernels();
    const before = tf.memory().numTensors;
    const [, time, width] = example.shape as [number, number, number];
    const isMasked = example.mask.includes(0);
    const [x, mask] = [tf.input({ shape: [time, width] }), tf.input({ shape: [time, 1] })];
    const y = transformerBlock(context, "block", x, isMasked ? mask : null, {
      num_heads: example.heads, transformer_output_size: example.inner, dropout: 0, use_bias: true,
      weights_initializer: "zeros", bias_initializer: "zeros", norm: example.norm as "before" | "after", // as the file has them
    });
    const model = tf.model({ inputs: isMasked ? [x, mask] : [x], outputs: y });
    const weights: Readonly<Record<string, { readonly value: readonly number[]; readonly gradient: readonly number[] }>> = example.weights;
    const names = model.trainableWeights.map(({ originalName }) => originalName.replace("block_", ""));
    equal([...names].sort(), Object.keys(weights).sort(), "weights");
    const variables = variablesOf(model.trainableWeights);
    tf.tidy(() => { variables.forEach((variable, i) => variable.assign(tf.tensor([...weights[names[i]!]!.value], variable.shape))); });
    const fed = tf.tidy(() => tf.variable(tf.tensor(example.x, example.shape))); // its gradient as that of a variable
    const [marks, dy] = [tf.tensor(example.mask, [...example.shape.slice(0, 2), 1]), tf.tensor(example.dy, example.shape)];
    let answer: tf.Tensor | null = null;
    const { value, grads } = tf.variableGrads(() => {
      answer = tf.keep(model.apply(isMasked ? [fed, marks] : fed, { training: true }) as tf.Tensor); // eager in, eager out
      return tf.sum<tf.Scalar>(tf.mul(answer, dy));
    }, [...variables, fed]);
    close(await answer!.data(), example.y, tolerance(), "y");
    close(await grads[fed.name]!.data(), example.dx, tolerance(), "dx");
    for (const [i, name] of names.entries()) close(await grads[variables[i]!.name]!.data(), weights[name]!.gradient, tolerance(), `gradient of ${name}`);
    tf.dispose([answer!, value, grads, fed, marks, dy]);
    model.dispose();
    equal(tf.memory().numTensors, before, "tensors left");
  },
});

export const transformerChecks: readonly Check[] = golden.blocks.map(blockCheck);
