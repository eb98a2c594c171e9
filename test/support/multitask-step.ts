import type { Repeated, Repeater } from "../../src/engine/acceleration/repeat.ts";
import * as tf from "../../src/engine/tf.ts";
import type { Scalar, Tensor2D, Variable } from "../../src/engine/tf.ts";
import { openOptimizer } from "../../src/engine/training/optimizers.ts";

/** A training step by hand: an embedded category and three numbers → a category and a number, rows gathered on the device, Adam with a clipped norm. */
export interface MultitaskStep {
  /** Step `i`, counted from 0: its own rows, one of them without weight, and its own learning rate. */
  take(i: number): Scalar;
  readonly variables: readonly Variable[];
  readonly repeated: Repeated<readonly [Scalar]>;
  readonly feedBytes: number;
  dispose(): void;
}

const [ROWS, BATCH, CODES, WIDTH, UNITS, CLASSES] = [40, 8, 6, 4, 10, 3];

const numbers = (length: number, seed: number, size = 0.5): Float32Array => Float32Array.from({ length }, (_, i) => size * Math.sin(7.3 * seed + 12.9898 * i));
const each = (length: number, value: (i: number) => number): Int32Array => Int32Array.from({ length }, (_, i) => value(i));

export function multitaskStep(repeater: Repeater): MultitaskStep {
  const measures = tf.tensor2d(numbers(3 * ROWS, 1), [ROWS, 3]);
  const codes = tf.tensor1d(each(ROWS, (i) => (5 * i + (i % 3)) % CODES), "int32");
  const classes = tf.tensor1d(each(ROWS, (i) => (i * i + 1) % CLASSES), "int32");
  const amounts = tf.tensor2d(numbers(ROWS, 2), [ROWS, 1]);
  const weight = (name: string, shape: [number, number], seed: number) => ({ name, variable: tf.variable(tf.tensor(numbers(shape[0] * shape[1], seed), shape)) });
  const [table, hidden, toClass, toAmount] = [
    weight("table", [CODES, WIDTH], 3), weight("hidden", [WIDTH + 3, UNITS], 4), weight("toClass", [UNITS, CLASSES], 5), weight("toAmount", [UNITS, 1], 6),
  ];
  const named = [table, hidden, toClass, toAmount];
  const variables = named.map(({ variable }) => variable);
  const optimizer = openOptimizer({ type: "adam", betas: [0.9, 0.999], eps: 1e-8, weight_decay: 0, amsgrad: false }, { clipglobalnorm: 0.5, clipnorm: null, clipvalue: null });
  optimizer.prepare(named);
  const values = new Float32Array(2 * BATCH + 3);
  const feed = repeater.feed(values.length);

  const repeated = repeater.repeat(() => {
    const part = (start: number, length: number) => tf.slice(feed.tensor, [start], [length]);
    const rows = tf.cast(part(0, BATCH), "int32");
    const weights = part(BATCH, BATCH);
    const { value, grads } = tf.variableGrads(() => {
      const embedded = tf.gather(table.variable, tf.gather(codes, rows));
      const x = tf.relu<Tensor2D>(tf.matMul(tf.concat([tf.gather(measures, rows), embedded], 1), hidden.variable));
      const truth = tf.cast(tf.oneHot(tf.gather(classes, rows), CLASSES), "float32");
      const entropy = tf.neg(tf.sum(tf.mul(tf.logSoftmax(tf.matMul(x, toClass.variable as Tensor2D)), truth), 1));
      const squares = tf.sum(tf.squaredDifference(tf.matMul(x, toAmount.variable as Tensor2D), tf.gather(amounts, rows)), 1);
      return tf.div<Scalar>(tf.sum(tf.mul(tf.add(entropy, squares), weights)), tf.sum(weights));
    }, variables);
    optimizer.update(named, variables.map((variable) => grads[variable.name] ?? null), part(2 * BATCH, 3));
    return [value] as const;
  });
  return {
    variables, repeated,
    feedBytes: values.byteLength,
    take(i) {
      values.set(Array.from({ length: BATCH }, (_, row) => (11 * i + 7 * row) % ROWS));
      values.set(Array.from({ length: BATCH }, (_, row) => (row === i % BATCH ? 0 : 1)), BATCH);
      values.set(optimizer.rates(i + 1, 0.02 / (1 + i)), 2 * BATCH);
      feed.write(values);
      return repeated.run()[0];
    },
    dispose() {
      repeated.dispose();
      feed.dispose();
      optimizer.dispose();
      tf.dispose([measures, codes, classes, amounts, ...variables]);
    },
  };
}
