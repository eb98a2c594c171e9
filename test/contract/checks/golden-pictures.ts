import { features } from "../../../src/engine/features/index.ts";
import { buildEncoder } from "../../../src/engine/model/build.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/picture_encoders.json" with { type: "json" };
import { strict, variablesOf } from "./cases.ts";
import { close, equal, holds, type Check } from "./check.ts";

const BATCH = 4;
const CHANNELS = 3;
const SCOPE = "inputs/picture/";
type Case = (typeof golden)[number];

/** As test/golden/picture_encoders.py has it. */
function formula(name: string, shape: readonly number[]): tf.Tensor {
  const shift = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) / 10;
  const isScale = /(gamma|moving_variance)$/.test(name);
  const values = Float32Array.from({ length: tf.util.sizeFromShape([...shape]) }, (_, i) => (isScale ? 1 + 0.3 * Math.sin(1.3 * i + shift) : 0.4 * Math.sin(1.3 * i + shift)));
  return tf.tensor(values, [...shape]);
}

function encoderOf({ encoder, height, width }: Case) {
  const preprocessing = { height, width, num_channels: CHANNELS };
  const input = features.image.openInput({ name: "picture", type: "image", preprocessing, encoder }, [], strict("picture")).fit([null], () => {});
  const built = buildEncoder(input, 1);
  if (!built.ok) throw new Error(built.problems.map(({ message }) => message).join("; "));
  const { model } = built.value;
  for (const weight of model.weights) {
    const values = formula(weight.originalName.slice(SCOPE.length), weight.shape as number[]); // a weight's shape has no gaps
    weight.write(values);
    values.dispose();
  }
  return model;
}

const pixels = ({ height, width }: Case) => tf.tensor4d(Float32Array.from({ length: BATCH * height * width * CHANNELS }, (_, i) => (37 * i + (i ** 2 % 101)) % 256), [BATCH, height, width, CHANNELS]);

async function likePytorch(one: Case): Promise<void> {
  const model = encoderOf(one);
  const x = pixels(one);
  const answered = model.apply(x) as tf.Tensor; // eager in, eager out, of one output
  close(await answered.data<"float32">(), one.answered, 2e-4, "answers");
  const variables = variablesOf(model.trainableWeights);
  let trained: tf.Tensor | null = null;
  const { grads } = tf.variableGrads(() => {
    const y = model.apply(x, { training: true }) as tf.Tensor; // likewise
    trained = tf.keep(y.clone());
    return tf.sum(tf.mul(y, tf.tensor(Float32Array.from({ length: y.size }, (_, i) => Math.cos(i + 1)), y.shape)));
  }, variables);
  close(await trained!.data<"float32">(), one.trained, 2e-4, "answers in training");
  const wanted: Readonly<Record<string, readonly number[] | undefined>> = one.gradients;
  equal(variables.length, Object.keys(wanted).length, "weights that are learnt");
  for (const [i, weight] of model.trainableWeights.entries()) {
    const name = weight.originalName.slice(SCOPE.length);
    const gradient = await grads[variables[i]!.name]!.data<"float32">();
    const marks = [sum(gradient, () => 1), sum(gradient, (k) => Math.cos(0.7 * k))];
    const known = wanted[name];
    holds(known !== undefined, `PyTorch has no weight '${name}'`);
    close(marks, known, 1e-3, `gradient of ${name}`);
  }
  tf.dispose([x, answered, trained!, grads]);
  model.dispose();
}

const sum = (values: Float32Array, share: (k: number) => number): number => values.reduce((total, value, k) => total + value * share(k), 0);

/** Encoders of pictures against PyTorch: answers, answers in training, and the gradient of every weight. */
export const goldenPictureChecks = (): readonly Check[] => [
  ...golden.map((one): Check => ({ name: `golden picture encoder ${one.encoder.type}, ${one.height} × ${one.width}`, run: () => likePytorch(one) })),
];
