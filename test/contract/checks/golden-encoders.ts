import { activate, type Activation } from "../../../src/engine/layers/activations.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/encoders.json" with { type: "json" };
import { close, equal, type Check } from "./check.ts";

const context = { name: (part: string) => part, seed: () => 0, input: () => { throw new Error("no part is asked for"); } };

const { x, cases } = golden.activations;

export const goldenEncoderChecks: readonly Check[] = Object.entries(cases).map(([name, { y, dy, dx }]) => ({
  name: `golden activation ${name}, and its gradient`,
  async run() {
    const before = tf.memory().numTensors;
    const input = tf.input({ shape: [x.length] });
    const model = tf.model({ inputs: input, outputs: activate(context, "act", input, name as Activation) }); // a name out of the golden file
    const [given, slope] = [tf.tensor2d(x, [1, x.length]), tf.tensor2d(dy, [1, dy.length])];
    const { value, grad } = tf.valueAndGrad((values) => model.apply(values) as tf.Tensor)(given, slope); // eager in, eager out
    close(await value.data(), y, 1e-5, name);
    close(await grad.data(), dx, 1e-5, `gradient of ${name}`);
    tf.dispose([given, slope, value, grad]);
    model.dispose();
    equal(tf.memory().numTensors, before, "tensors left");
  },
}));
