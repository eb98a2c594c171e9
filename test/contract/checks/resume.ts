import { registerFusedKernels } from "../../../src/engine/kernels/index.ts";
import { optimizers } from "../../../src/engine/config/optimizers.ts";
import { features } from "../../../src/engine/features/index.ts";
import { readWeights, writeWeights } from "../../../src/engine/model/weights.ts";
import { openChoice } from "../../../src/engine/schema/choice.ts";
import * as tf from "../../../src/engine/tf.ts";
import { openOptimizer } from "../../../src/engine/training/optimizers.ts";
import type { OptimizerParams } from "../../../src/engine/training/params.ts";
import { trainable } from "../../../src/engine/training/step.ts";
import { build, caseOf, examplesOf, feedOf, fitInput, gradients, strict, variantsOf, type Case } from "./cases.ts";
import { close, type Check } from "./check.ts";
import { replayCheck } from "./replay.ts";

const optimizerOf = (block: object): OptimizerParams => openChoice(optimizers, block, [], strict("optimizer")).made;
const LEARNING_RATE = 0.05;

/**
 * A step after a checkpoint moves the weights as if there had been none: whatever a layer or an optimizer remembers from step to
 * step must be among its weights, its moments, or follow from the number of the step.
 */
export async function resumesAlike(make: () => Case, asked = optimizerOf({ type: "adam" })): Promise<void> {
  registerFusedKernels();
  const whole = await begin(make, asked);
  whole.step(1);
  whole.step(2);
  const saved = { weights: await readWeights(whole.built.model), moments: await whole.optimizer.state() };
  const resumed = await begin(make, asked);
  writeWeights(resumed.built.model, saved.weights);
  resumed.optimizer.restore(trainable(resumed.built.model), saved.moments);
  for (const run of [whole, resumed]) run.step(3);
  const [wanted, found] = [await readWeights(whole.built.model), await readWeights(resumed.built.model)];
  const tolerance = tf.getBackend() === "webgpu" ? 1e-4 : 0; // a GPU adds in any order
  wanted.forEach((values, i) => close(found[i]!, values, tolerance, `${whole.built.model.weights[i]!.originalName} after a resume`));
  for (const run of [whole, resumed]) run.dispose();
}

async function begin(make: () => Case, asked: OptimizerParams) {
  const live = make();
  const built = build(live);
  const feed = await feedOf(live, built);
  const optimizer = openOptimizer(asked, { clipglobalnorm: 0.5, clipnorm: null, clipvalue: null });
  return {
    built,
    optimizer,
    step(number: number) {
      const slopes = gradients(live, built, feed, number - 1);
      const rates = tf.tensor1d([...optimizer.rates(number, LEARNING_RATE)]);
      optimizer.update(trainable(built.model), slopes, rates);
      tf.dispose([...slopes, rates]);
    },
    dispose() {
      optimizer.dispose();
      tf.dispose(feed);
      built.model.dispose();
    },
  };
}

const normed = () => caseOf({ input: [fitInput(features.number, { encoder: { type: "dense", output_size: 3, norm: "batch", dropout: 0.3 } })] });
const dropping = () => caseOf({ input: [fitInput(features.number, { encoder: { type: "dense", output_size: 3, dropout: 0.3 } })] });

/** Every optimizer, and every value of its parameters that can be listed, over a part with moving averages and dropout. */
export const optimizerChecks = (): readonly Check[] =>
  [...examplesOf(optimizers), ...variantsOf(optimizers)].flatMap(({ label, block }) => [
    { name: `optimizer ${label}: goes on after a checkpoint as if there had been none`, run: () => resumesAlike(normed, optimizerOf(block)) },
    replayCheck(`optimizer ${label}`, dropping, optimizerOf(block)),
  ]);
