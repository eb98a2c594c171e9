import type { Encoded } from "../../../src/engine/data/encoded.ts";
import { warped, warpPictures } from "../../../src/engine/kernels/warp.ts";
import { features } from "../../../src/engine/features/index.ts";
import { augmentation } from "../../../src/engine/features/image/augmentation.ts";
import { mixingOf, shareAt } from "../../../src/engine/layers/pictures/mixup.ts";
import { uniform } from "../../../src/engine/layers/uniform.ts";
import * as tf from "../../../src/engine/tf.ts";
import { openOptimizer } from "../../../src/engine/training/optimizers.ts";
import { sourceOf } from "../../../src/engine/training/resident.ts";
import { makeStep } from "../../../src/engine/training/step.ts";
import { answers, build, caseOf, feedOf, fitInput, fitOutput, tensorOf, type Case } from "./cases.ts";
import { close, equal, holds, type Check } from "./check.ts";
import { replayCheck } from "./replay.ts";

const PIXELS = { encoder: { type: "stacked_cnn", conv_layers: [], fc_layers: [{ output_size: 2 }] }, preprocessing: { height: 4, width: 5 } };
const changedBy = (list: readonly object[]) => () => caseOf({ input: [fitInput(features.image, { ...PIXELS, augmentation: list })] });

const ROWS = 6;
/** Pictures mixed, with a class and a number to say of each. */
const mixedCase = (): Case => {
  const [one, other] = [features.category, features.number].map((type) => caseOf({ input: [fitInput(features.image, { ...PIXELS, augmentation: [{ type: "mixup", alpha: 2 }] })], output: fitOutput(type) })) as [Case, Case]; // one for each
  return { ...one, outputs: [...one.outputs, ...other.outputs], cells: { ...other.cells, ...one.cells } };
};

const shape = [3, 4, 5, 2] as const;
const pictures = Float32Array.from({ length: 120 }, (_, i) => (i * 37) % 256);
const moves = [-1, 1, 0, 1, 0, 0, 0, 0, 0.4, -0.2, 1, -1, 0.7, 0.6, 0.5, -1, 0.3, 0, 0, 0, 1, 1, -2, 1, 0, 0, 0, -0.8, 0, 0.1];

/** Every way to change pictures: replayed as computed anew, nothing of it at prediction; what moves and draws them is the same everywhere. */
export const augmentationChecks = (): readonly Check[] => [
  ...Object.keys(augmentation.family.choices).map((type) => replayCheck(`augmentation ${type}`, changedBy([{ type }]))),
  {
    name: "augmentation: nothing is changed at prediction, and in training something is",
    async run() {
      const live = changedBy([{ type: "random_vertical_flip", probability: 1 }])();
      const built = build(live);
      const feed = await feedOf(live, built);
      const plain = build(caseOf({ input: [fitInput(features.image, PIXELS)] }));
      close((await answers(built.model, feed))[0]!, (await answers(plain.model, feed))[0]!, 1e-6, "answers");
      const [training, predicted] = [await answers(built.model, feed, true), await answers(built.model, feed)];
      holds(training[0]!.some((value, i) => Math.abs(value - predicted[0]![i]!) > 1e-3), "nothing was changed in training");
      tf.dispose(feed);
      built.model.dispose();
      plain.model.dispose();
    },
  },
  {
    name: "augmentation mixup: the loss is that of a row's answers and of the next row's, by what each keeps, on pictures mixed alike",
    async run(repeater) {
      const live = mixedCase();
      const built = build(live);
      const feed = await feedOf(live, built);
      const [labels, numbers] = live.outputs.map((output) => output.target(live.cells[output.name]!)) as [Encoded, Encoded]; // two outputs
      const known: Encoded = { dtype: "float32", shape: [], data: Float32Array.of(1, 1, 0, 1, 0, 1) };
      const source = sourceOf(ROWS, [{ dtype: "float32", shape: feed[0]!.shape.slice(1), data: await feed[0]!.data<"float32">() }, labels, numbers, known]);
      const mixing = mixingOf(built.model)!;
      const taken = 7;
      const [share] = await tf.tidy(() => shareAt(mixing, tf.scalar(taken), mixing.seed)).data<"float32">();
      holds(share! > 0.05 && share! < 0.95, `the step should mix, and a row keeps ${share}`);
      // By hand: rows beside their next ones, which a weight of 0 takes no part in.
      const weights = [1, 1, 1, 1, 1, 0];
      const wanted = tf.tidy(() => {
        const next = (tensor: tf.Tensor): tf.Tensor => tf.stack([1, 2, 3, 4, 5, 0].map((row) => tf.unstack(tensor)[row]!));
        const logits = built.model.apply(tf.add(tf.mul(feed[0]!, share!), tf.mul(next(feed[0]!), 1 - share!)), { training: false }) as tf.Tensor[]; // two outputs
        const counts = [tf.tensor1d(weights), tf.mul(tf.tensor1d(weights), tf.tensor1d([...known.data]))];
        const nexts = [counts[0]!, tf.mul(tf.tensor1d(weights), next(tf.tensor1d([...known.data])))];
        return [labels, numbers].map((target, k) => {
          const { loss } = live.outputs[k]!;
          const own = loss.tensor(logits[k]!, tensorOf(target), counts[k]!);
          return tf.add(tf.mul(own, share!), tf.mul(loss.tensor(logits[k]!, next(tensorOf(target)), nexts[k]!), 1 - share!));
        }).reduce((sum, loss) => tf.add(sum, loss));
      });
      const [sum] = await wanted.data<"float32">();
      const optimizer = openOptimizer({ type: "sgd", momentum: 0, weight_decay: 0, dampening: 0, nesterov: false }, { clipglobalnorm: null, clipnorm: null, clipvalue: null });
      const step = makeStep({ model: built.model, outputs: live.outputs, source, partial: [false, true], batchSize: ROWS, trainer: { regularization_type: null, regularization_lambda: 0 }, optimizer, ledger: null }, repeater);
      const loss = step.take({ rows: Int32Array.from({ length: ROWS }, (_, row) => row), weights: Float32Array.from(weights), count: 5 }, taken, 0.01);
      close(await repeater.read(loss), [sum!], 1e-4, "the loss");
      for (const held of [step, source, optimizer, built.model, ...feed, wanted]) held.dispose();
    },
  },
  {
    name: "kernel warp of pictures: the numbers of the plain loop",
    async run() {
      const [x, by] = [tf.tensor4d(pictures, [...shape]), tf.tensor2d(moves, [3, 10])];
      const y = warpPictures(x, by);
      const wanted = new Float32Array(120);
      warped(pictures, Float32Array.from(moves), wanted, shape);
      // A graphics card's sine and cosine are off by 2⁻¹¹ at most (WGSL's own bound): some hundredths of a pixel, between neighbours that differ by up to 255.
      close(await y.data<"float32">(), wanted, tf.getBackend() === "webgpu" ? 0.02 : 1e-4, "pixels");
      tf.dispose([x, by, y]);
    },
  },
  {
    name: "uniform numbers: the same on every backend, others at another step, evenly from 0 to 1",
    async run() {
      const drawn = (step: number) => tf.tidy(() => uniform(2, 500, tf.scalar(step), 9));
      const [first, again, other] = [drawn(3), drawn(3), drawn(4)];
      const values = [...(await first.data<"float32">())];
      equal([...(await again.data<"float32">())], values, "the same step");
      equal(values.slice(0, 3).map((value) => value.toFixed(6)), FIRST, "the first numbers");
      holds(JSON.stringify([...(await other.data<"float32">())]) !== JSON.stringify(values), "another step gives the same numbers");
      for (let tenth = 0; tenth < 10; tenth++) {
        const share = values.filter((value) => Math.floor(10 * value) === tenth).length / values.length;
        holds(Math.abs(share - 0.1) < 0.04, `${share} of the numbers begin at ${tenth / 10}`);
      }
      tf.dispose([first, again, other]);
    },
  },
];

const FIRST = ["0.960746", "0.819306", "0.666152"];
