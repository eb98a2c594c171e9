import * as tf from "../../../src/engine/tf.ts";
import type { FeatureType, OutputFeature } from "../../../src/engine/features/feature.ts";
import { features } from "../../../src/engine/features/index.ts";
import { activate, type Activation } from "../../../src/engine/layers/activations.ts";
import { apply } from "../../../src/engine/layers/apply.ts";
import { BatchNormalization } from "../../../src/engine/layers/batch-normalization.ts";
import { Conv1D } from "../../../src/engine/layers/convolution.ts";
import { weightsOf } from "../../../src/engine/layers/initializers.ts";
import { LayerNormalization } from "../../../src/engine/layers/layer-normalization.ts";
import layers from "../../golden/layers.json" with { type: "json" };
import losses from "../../golden/losses.json" with { type: "json" };
import metrics from "../../golden/metrics.json" with { type: "json" };
import { fitOutput, variablesOf, type Block } from "./cases.ts";
import { close, equal, type Check } from "./check.ts";

/** The same numbers as PyTorch and scikit-learn (test/golden/losses_metrics_layers.py made them). */
export const goldenChecks = (): readonly Check[] => [...losses.cases.map(lossCheck), ...metrics.cases.map(metricCheck), ...layerChecks];

/** An output whose classes are 0, 1, … in this order, or a plain number. */
function outputOf(type: string, config: Block, classes: number): OutputFeature {
  const labels = Array.from({ length: classes }, (_, c) => new Array<string>(classes - c).fill(`class ${c}`)).flat(); // frequency gives the order
  const cells: Readonly<Record<string, readonly string[]>> = { number: ["1", "2", "3"], binary: ["no", "yes", "no"], category: labels };
  return fitOutput((features as Readonly<Record<string, FeatureType>>)[type]!, config, cells[type]); // a name out of a file
}

const lossCheck = ({ type, loss, logits, target, value, gradient }: (typeof losses.cases)[number]): Check => ({
  name: `golden ${type} loss ${JSON.stringify(loss)}`,
  async run() {
    const rows = target.length;
    const units = logits.length / rows;
    const feature = outputOf(type, { loss }, units);
    close([feature.loss.value(Float32Array.from(logits), Float32Array.from(target), rows)], [value], 1e-5, "value");
    const tensors = [
      tf.tensor2d(logits, [rows, units]),
      tf.tensor1d(target, type === "category" ? "int32" : "float32"),
      tf.ones([rows]),
    ] as const;
    const got = tf.valueAndGrad((z) => feature.loss.tensor(z, tensors[1], tensors[2]))(tensors[0]);
    close(await got.value.data(), [value], 1e-5, "value on tensors");
    close(await got.grad.data(), gradient, 1e-5, "gradient");
    tf.dispose([got.value, got.grad, ...tensors]);
  },
});

const metricCheck = ({ type, classes = 1, logits, target, scores, statistics }: (typeof metrics.cases)[number]): Check => ({
  name: `golden ${type} metrics`,
  async run() {
    const feature = outputOf(type, {}, classes);
    const truth =
      type === "category"
        ? { dtype: "int32" as const, shape: [], data: Int32Array.from(target) }
        : { dtype: "float32" as const, shape: [], data: Float32Array.from(target) };
    const got = feature.score(Float32Array.from(logits), truth, target.length);
    equal(Object.keys(got).sort(), Object.keys(scores).sort(), "metrics");
    for (const [name, value] of Object.entries(scores)) close([got[name]!], [value], 1e-5, name);
    within(feature.statistics(Float32Array.from(logits), truth, target), statistics);
  },
});

/** Every number of `expected` that Ludwig's statistics hold. ROC points that lie on a straight line are left out of ours. */
function within(statistics: Readonly<Record<string, unknown>>, expected: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(expected)) {
    if (key === "roc_curve") continue;
    if (key === "matthews_correlation_coefficient") {
      const perClass = Object.values(statistics["per_class_stats"] as Readonly<Record<string, Readonly<Record<string, number>>>>); // as confusion.ts builds it
      close(
        perClass.map((c) => c[key]!),
        value as number[],
        1e-6,
        key,
      ); // a list in the golden file
    } else if (typeof value === "object" && value !== null && !Array.isArray(value))
      within(statistics[key] as Block, value as Block); // blocks on both sides
    else close([statistics[key]].flat(2) as number[], [value].flat(2) as number[], 1e-6, key); // numbers and lists of them
  }
}

const layerChecks: readonly Check[] = [
  {
    name: "golden layer normalisation",
    async run() {
      const { x, shape, gamma, beta, y } = layers.layer_normalization;
      const layer = new LayerNormalization({ name: "n", epsilon: 1e-5, affine: true });
      close(await runLayer(layer, x, shape, [gamma, beta], true), y, 1e-5, "y");
    },
  },
  {
    name: "golden batch normalisation, padded rows left out",
    async run() {
      const { x, shape, gamma, beta, training, moving_mean, biased_variance } = layers.batch_normalization;
      const layer = new BatchNormalization({ name: "n", epsilon: 1e-5, momentum: 0.9, affine: true });
      const padded = [...x, ...new Array<number>(2 * shape[1]!).fill(1e3)];
      layer.rowWeights = tf.tensor1d([...new Array<number>(shape[0]!).fill(1), 0, 0]);
      const moving: tf.Tensor[] = [];
      const y = await runLayer(layer, padded, [shape[0]! + 2, shape[1]!], [gamma, beta, [0, 0, 0, 0], [1, 1, 1, 1]], true, () =>
        moving.push(...variablesOf(layer.weights).map((v) => tf.clone(v))),
      );
      close(y.slice(0, x.length), training, 1e-5, "y");
      close(await moving[2]!.data(), moving_mean, 1e-5, "moving mean");
      close(await moving[3]!.data(), biased_variance, 1e-5, "moving variance");
      tf.dispose([moving, layer.rowWeights]);
    },
  },
  ...layers.conv1d.kernels.map(({ width, kernel, y }): Check => ({
    name: `golden convolution of width ${width}, in training and at prediction`,
    async run() {
      for (const training of [true, false]) {
        const layer = new Conv1D({
          name: "c",
          filters: 2,
          kernelSize: width,
          padding: "same",
          useBias: false,
          kernelInitializer: weightsOf(() => Float32Array.from(kernel)),
          biasInitializer: weightsOf(() => new Float32Array(2)),
        });
        close(
          await runLayer(layer, layers.conv1d.x, layers.conv1d.shape, null, training),
          y,
          1e-5,
          training ? "in training" : "at prediction",
        );
      }
    },
  })),
  ...Object.entries(layers.activations.y).map(([name, y]): Check => ({
    name: `golden activation ${name}`,
    async run() {
      const input = tf.input({ shape: [y.length] });
      const context = { name: (part: string) => part, seed: () => 0, input: () => input };
      const model = tf.model({ inputs: input, outputs: activate(context, "act", input, name as Activation) }); // a name out of the golden file
      const x = tf.tensor2d(layers.activations.x, [1, y.length]);
      const out = model.apply(x) as tf.Tensor; // eager in, eager out
      close(await out.data(), y, 1e-5, name);
      tf.dispose([x, out]);
      model.dispose();
    },
  })),
];

/** What a layer makes of x, its weights set first; `then` looks at it before it goes. */
async function runLayer(
  layer: tf.layers.Layer,
  x: readonly number[],
  shape: readonly number[],
  weights: readonly (readonly number[])[] | null,
  training: boolean,
  then?: () => void,
): Promise<Float32Array> {
  const input = tf.input({ shape: shape.slice(1) });
  const model = tf.model({ inputs: input, outputs: apply(layer, input) });
  const given = (weights ?? []).map((w) => tf.tensor1d([...w]));
  if (weights) variablesOf(layer.weights).forEach((variable, i) => variable.assign(given[i]!));
  const fed = tf.tensor([...x], [...shape]);
  const out = layer.apply(fed, { training }) as tf.Tensor; // eager in, eager out
  const read = await out.data<"float32">();
  then?.();
  tf.dispose([given, fed, out]);
  model.dispose();
  return read;
}
