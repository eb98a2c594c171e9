import { batchNorm, hasBatchNorm, plainMoments, plainNormalizeBy } from "../../../src/engine/kernels/batch-norm/index.ts";
import { lookUp } from "../../../src/engine/kernels/embedding/index.ts";
import { registerFusedKernels } from "../../../src/engine/kernels/index.ts";
import { layerNorm, type Affine } from "../../../src/engine/kernels/layer-norm/index.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/normalizations.json" with { type: "json" };
import { close, type Check } from "./check.ts";
import { tensorOf, tolerance } from "./twins.ts";

type Op = (...operands: tf.Tensor[]) => tf.Tensor;
const affineOf = (gamma: tf.Tensor | undefined, beta: tf.Tensor | undefined): Affine => ({ gamma: gamma as tf.Tensor1D, beta: beta as tf.Tensor1D }); // as the file has them

const ops: Readonly<Record<keyof typeof golden, Op>> = {
  layer: (x, gamma, beta) => layerNorm(x, affineOf(gamma, beta), 1e-5),
  batch: (x, gamma, beta) => hasBatchNorm()
    ? batchNorm(x, affineOf(gamma, beta), null, { mean: tf.zeros<tf.Rank.R1>([3]), variance: tf.ones<tf.Rank.R1>([3]) }, 1e-5, 0.9)
    : plainNormalizeBy(x, affineOf(gamma, beta), plainMoments(x, null), 1e-5),
  embedding: (table) => lookUp(table as tf.Tensor2D, tf.tensor2d(golden.embedding.ids, undefined, "int32")),
};

export const goldenNormChecks: readonly Check[] = (["layer", "batch", "embedding"] as const).map((name) => ({
  name: `PyTorch's gradients: ${name}`,
  async run() {
    registerFusedKernels();
    const { operands, c, y, gradients } = golden[name];
    const results = tf.tidy(() => {
      const given = operands.map(tensorOf);
      const answer = ops[name](...given);
      return [answer, ...tf.grads(ops[name])(given, tf.tensor(c, answer.shape))];
    });
    for (const [i, expected] of [y, ...gradients].entries()) close(await results[i]!.data(), expected, tolerance(), i === 0 ? "y" : `gradient ${i - 1}`);
    tf.dispose(results);
  },
}));
