import * as tf from "../tf.ts";
import type { Tensor } from "../tf.ts";
import { kernelProbes } from "./kernel-probes.ts";
import { each, numbers, total, type Probe } from "./probe.ts";
import { optimizerStep } from "../kernels/optimizers/index.ts";
import * as rules from "../kernels/optimizers/rules.ts";

/** The row and the column of a position in a table that is `width` wide. */
const cell = (i: number, width: number): [row: number, column: number] => [Math.floor(i / width), i % width];
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** relu(x·w + b) and its gradients, large enough for the blocked kernels and not a multiple of their blocks. */
function dense(): Probe {
  const [rows, width, units] = [37, 41, 35];
  const x = numbers(rows * width, 1), w = numbers(width * units, 2), b = numbers(units, 3), c = numbers(rows * units, 4);
  const sum = each(rows * units, (i) => {
    const [row, unit] = cell(i, units);
    return b[unit]! + total(width, (k) => x[row * width + k]! * w[k * units + unit]!);
  });
  const dSum = each(rows * units, (i) => (sum[i]! > 0 ? c[i]! : 0));
  return {
    summary: "dense layer",
    compute: () => {
      const layer = ([a, b, bias]: Tensor[]) => tf.relu(tf.fused.matMul({ a: a!, b: b!, bias: bias! }));
      const loss = (...operands: Tensor[]) => tf.sum(tf.mul(layer(operands), tf.tensor(c, [rows, units])));
      const operands = [tf.tensor(x, [rows, width]), tf.tensor(w, [width, units]), tf.tensor(b, [units])];
      return [layer(operands), ...tf.grads(loss)(operands)];
    },
    expected: [
      sum.map((v) => Math.max(v, 0)),
      each(rows * width, (i) => total(units, (j) => dSum[Math.floor(i / width) * units + j]! * w[(i % width) * units + j]!)),
      each(width * units, (i) => total(rows, (r) => x[r * width + Math.floor(i / units)]! * dSum[r * units + (i % units)]!)),
      each(units, (j) => total(rows, (r) => dSum[r * units + j]!)),
    ],
  };
}

/** Rows looked up by id, some of them twice, and the gradient of the table; by gathering, and as a product of one-hot rows. */
function gather(): Probe {
  const [vocabulary, width] = [7, 5];
  const ids = [2, 0, 2, 6, 5, 2];
  const table = numbers(vocabulary * width, 5), c = numbers(ids.length * width, 6);
  return {
    summary: "embedding lookup",
    compute: () => {
      const rows = tf.tensor1d(ids, "int32");
      const variable = tf.tensor(table, [vocabulary, width]);
      const ways = [(t: Tensor) => tf.gather(t, rows), (t: Tensor) => tf.matMul(tf.oneHot(rows, vocabulary, 1, 0, "float32"), t)];
      const weights = tf.tensor(c, [ids.length, width]);
      return ways.flatMap((way) => [way(variable), tf.grad((t: Tensor) => tf.sum(tf.mul(way(t), weights)))(variable)]);
    },
    expected: [0, 1].flatMap(() => [
      each(ids.length * width, (i) => table[ids[Math.floor(i / width)]! * width + (i % width)]!),
      each(vocabulary * width, (i) => total(ids.length, (r) => (ids[r] === Math.floor(i / width) ? c[r * width + (i % width)]! : 0))),
    ]),
  };
}

/** A convolution over time with zeros at the ends, and its gradients. */
function convolution(): Probe {
  const [rows, time, width, filters, span] = [2, 6, 3, 4, 3];
  const x = numbers(rows * time * width, 7), w = numbers(span * width * filters, 8), c = numbers(rows * time * filters, 9);
  const at = (r: number, t: number, d: number) => (t < 0 || t >= time ? 0 : x[(r * time + t) * width + d]!);
  const back = (r: number, t: number, f: number) => (t < 0 || t >= time ? 0 : c[(r * time + t) * filters + f]!);
  return {
    summary: "convolution",
    compute: () => {
      const loss = (...[x, w]: Tensor[]) => tf.sum(tf.mul(convolve(x!, w!), tf.tensor(c, [rows, time, filters])));
      const operands = [tf.tensor(x, [rows, time, width]), tf.tensor(w, [span, width, filters])];
      return [convolve(operands[0]!, operands[1]!), ...tf.grads(loss)(operands)];
    },
    expected: [
      each(rows * time * filters, (i) => {
        const [[r, t], f] = [cell(Math.floor(i / filters), time), i % filters];
        return total(span * width, (k) => at(r, t + cell(k, width)[0] - 1, k % width) * w[k * filters + f]!);
      }),
      each(rows * time * width, (i) => {
        const [[r, t], d] = [cell(Math.floor(i / width), time), i % width];
        return total(span * filters, (k) => {
          const [s, f] = cell(k, filters);
          return back(r, t - s + 1, f) * w[(s * width + d) * filters + f]!;
        });
      }),
      each(span * width * filters, (i) => {
        const [[s, d], f] = [cell(Math.floor(i / filters), width), i % filters];
        return total(rows * time, (k) => at(cell(k, time)[0], (k % time) + s - 1, d) * c[k * filters + f]!);
      }),
    ],
  };
}
const convolve = (x: Tensor, w: Tensor): Tensor => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 1, "same"); // made with three axes above

/** Cross-entropy of a softmax against class numbers: the gradient is what was said less what is true. */
function softmax(): Probe {
  const [rows, classes] = [5, 4];
  const x = numbers(rows * classes, 10).map((v) => 3 * v);
  const truth = [1, 3, 0, 1, 2];
  const mass = each(rows, (row) => total(classes, (k) => Math.exp(x[row * classes + k]!)));
  const probability = each(rows * classes, (i) => Math.exp(x[i]!) / mass[cell(i, classes)[0]]!);
  return {
    summary: "softmax cross-entropy",
    compute: () => {
      const logits = tf.tensor(x, [rows, classes]);
      const hot = tf.oneHot(tf.tensor1d(truth, "int32"), classes);
      return [tf.softmax(logits), tf.grad((l: Tensor) => tf.neg(tf.sum(tf.mul(tf.logSoftmax(l), hot))))(logits)];
    },
    expected: [probability, each(rows * classes, (i) => probability[i]! - (truth[Math.floor(i / classes)] === i % classes ? 1 : 0))],
  };
}

/** Functions applied to each number, with their slopes. */
function elementwise(): Probe {
  const x = numbers(30, 11).map((v) => 2 * v + 0.05);
  const functions: readonly (readonly [op: (x: Tensor) => Tensor, value: (x: number) => number, slope: (x: number) => number])[] = [
    [tf.sigmoid, sigmoid, (v) => sigmoid(v) * (1 - sigmoid(v))],
    [tf.tanh, Math.tanh, (v) => 1 - Math.tanh(v) ** 2],
    [tf.softplus, (v) => Math.log1p(Math.exp(v)), sigmoid],
    [tf.square, (v) => v * v, (v) => 2 * v],
    [tf.abs, Math.abs, Math.sign],
    [tf.sign, Math.sign, () => 0],
    [tf.exp, Math.exp, Math.exp],
    [(t) => tf.log(tf.add(tf.square(t), 1)), (v) => Math.log(v * v + 1), (v) => (2 * v) / (v * v + 1)],
    [(t) => tf.sqrt(tf.add(tf.square(t), 1)), (v) => Math.sqrt(v * v + 1), (v) => v / Math.sqrt(v * v + 1)],
    [(t) => tf.rsqrt(tf.add(tf.square(t), 1)), (v) => (v * v + 1) ** -0.5, (v) => -v * (v * v + 1) ** -1.5],
    [(t) => tf.maximum(t, 0.5), (v) => Math.max(v, 0.5), (v) => (v >= 0.5 ? 1 : 0)],
    [(t) => tf.minimum(t, 0.5), (v) => Math.min(v, 0.5), (v) => (v <= 0.5 ? 1 : 0)],
    [(t) => tf.clipByValue(t, -1, 1), (v) => Math.min(1, Math.max(-1, v)), (v) => (Math.abs(v) <= 1 ? 1 : 0)],
  ];
  return {
    summary: "functions of one number",
    compute: () => functions.flatMap(([op]) => [op(tf.tensor1d(x)), tf.grad((t: Tensor) => tf.sum(op(t)))(tf.tensor1d(x))]),
    expected: functions.flatMap(([, value, slope]) => [x.map((v) => value(v)), x.map((v) => slope(v))]),
  };
}

/** Sums, means and maxima along each axis, with their gradients; parts joined and taken apart again. */
function reductions(): Probe {
  const [a, b, d] = [3, 4, 5];
  const x = numbers(a * b * d, 12), c = numbers(a * d, 13);
  const middle = (combine: (values: number[]) => number) =>
    each(a * d, (i) => combine(Array.from({ length: b }, (_, k) => x[(Math.floor(i / d) * b + k) * d + (i % d)]!)));
  const largest = middle((values) => Math.max(...values));
  const from = (i: number) => Math.floor(i / (b * d)) * d + (i % d);
  return {
    summary: "reductions",
    compute: () => {
      const tensor = tf.tensor(x, [a, b, d]);
      const weights = tf.tensor(c, [a, d]);
      const slope = (op: (t: Tensor) => Tensor) => tf.grad((t: Tensor) => tf.sum(tf.mul(op(t), weights)))(tensor);
      const halves = (t: Tensor) => tf.concat([tf.slice(t, [0, 2, 0], [a, 2, d]), tf.slice(t, [0, 0, 0], [a, 2, d])], 1);
      return [
        tf.sum(tensor, 1), tf.mean(tensor, 1), tf.max(tensor, 1),
        slope((t) => tf.sum(t, 1)), slope((t) => tf.mean(t, 1)), slope((t) => tf.max(t, 1)), slope((t) => tf.max(halves(t), 1)),
        tf.sum(tf.transpose(tensor, [2, 0, 1]), [0, 2]),
      ];
    },
    expected: [
      middle((v) => v.reduce((p, q) => p + q)), middle((v) => v.reduce((p, q) => p + q) / b), largest,
      each(a * b * d, (i) => c[from(i)]!),
      each(a * b * d, (i) => c[from(i)]! / b),
      ...[0, 1].map(() => each(a * b * d, (i) => (x[i] === largest[from(i)] ? c[from(i)]! : 0))),
      each(a, (i) => total(b * d, (k) => x[i * b * d + k]!)),
    ],
  };
}

/** One step of Adam for two variables whose moments are known, their gradients clipped by norm and by value. */
function adam(): Probe {
  const sizes = [70, 3];
  const [beta1, beta2, eps, decay, limit, most, stepSize, correction, kept] = [0.9, 0.99, 1e-6, 0.1, 0.2, 2, 0.02, 1.5, 0.98];
  const parts = sizes.map((n, k) => ({
    n, variable: numbers(n, 14 + k), gradient: numbers(n, 16 + k), first: numbers(n, 18 + k), second: numbers(n, 20 + k).map(Math.abs),
  }));
  const factor = most / Math.sqrt(parts.reduce((sum, { n, gradient }) => sum + total(n, (i) => gradient[i]! ** 2), 0));
  const moved = parts.map(({ n, variable, gradient, first, second }) => {
    const held = gradient.map((g, i) => Math.min(limit, Math.max(-limit, g * factor)) + decay * variable[i]!);
    const m = held.map((g, i) => beta1 * first[i]! + (1 - beta1) * g);
    const v = held.map((g, i) => beta2 * second[i]! + (1 - beta2) * g * g);
    return { m, v, next: each(n, (i) => kept * variable[i]! - (stepSize * m[i]!) / (Math.sqrt(v[i]!) * correction + eps)) };
  });
  return {
    summary: "Adam update",
    compute: () => {
      const operands = parts.map(({ n, variable, gradient, first, second }) => ({
        variable: tf.variable(tf.tensor1d(variable)), gradient: tf.tensor1d(gradient), state: tf.tensor([...first, ...second], [2, n]),
      }));
      const rule = rules.adam({ beta1, beta2, eps, decay, amsgrad: false });
      optimizerStep(operands, tf.tensor1d([stepSize, correction, kept]), { rule, clipping: { norms: [most, 0], value: limit } });
      return operands.flatMap(({ variable, state }) => {
        const next = tf.add(variable, 0);
        variable.dispose();
        return [next, state];
      });
    },
    expected: moved.flatMap(({ m, v, next }) => [next, Float32Array.of(...m, ...v)]),
  };
}

/** First what is held against closed forms, then kernels of ours against their twins of those. */
export const probes = (): readonly Probe[] => [dense(), gather(), convolution(), softmax(), elementwise(), reductions(), adam(), ...kernelProbes()];
