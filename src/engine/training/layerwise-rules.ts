import * as tf from "../tf.ts";
import type { Scalar, Tensor, Tensor1D, Tensor2D } from "../tf.ts";
import type { LayerwiseParams } from "./params.ts";

type Slots<T> = Readonly<Record<string, T>>;
/** What is remembered of a variable: its shape, and what it begins with; null: a copy of the variable. */
export interface Slot { readonly shape: readonly number[]; readonly start: number | null }

/** How an optimizer moves a whole variable; in ordinary operations, on any backend. */
export interface LayerwiseRule {
  slots(shape: readonly number[]): Slots<Slot>;
  /** What step t, counted from 1, needs to know. */
  rates(step: number, learningRate: number): readonly number[];
  /** w and g of one shape, g clipped; returns what they become. */
  move(w: Tensor, g: Tensor, slots: Slots<Tensor>, rates: readonly Scalar[]): { readonly w: Tensor; readonly slots: Slots<Tensor> };
  /** Where the weights that answer are not those that are moved: how one becomes the other beside a slot, as (share of w, share of the slot). */
  readonly answers?: { readonly slot: string; readonly settle: readonly [number, number]; readonly unsettle: readonly [number, number] };
}

export function layerwiseRule(params: LayerwiseParams): LayerwiseRule {
  switch (params.type) {
    case "lamb": return lamb(params);
    case "lars": return lars(params);
    case "adafactor": return adafactor(params);
    case "schedule_free_adamw": return scheduleFree(params);
    case "muon": return muon(params);
  }
}

type Params<T extends LayerwiseParams["type"]> = Extract<LayerwiseParams, { readonly type: T }>;

const like = (shape: readonly number[], start: number | null = 0): Slot => ({ shape, start });
const length = (x: Tensor): Scalar => tf.sqrt(tf.sum(tf.square(x)));
const rootMeanSquare = (x: Tensor): Scalar => tf.sqrt(tf.mean(tf.square(x)));
/** kept·old + (1 − kept)·now. */
const blend = (old: Tensor, now: Tensor, kept: number): Tensor => tf.add(tf.mul(old, kept), tf.mul(now, 1 - kept));
/** 1 where the scalar is above 0, else 0. */
const present = (scalar: Scalar): Scalar => tf.sign(scalar);
/** numerator / denominator, or 1 where one of them is 0. */
function ratio(numerator: Scalar, denominator: Scalar): Scalar {
  const both = tf.mul(present(numerator), present(denominator));
  const quotient = tf.div(numerator, tf.add(denominator, tf.sub(1, both)));
  return tf.add(tf.mul(both, quotient), tf.sub(1, both));
}

/** You et al. 2020, algorithm 2: Adam's step, as long as `max_unorm` of the variable itself; 0: as long as it is. rates: rate, corrections of both moments. */
function lamb({ betas: [beta1, beta2], eps, weight_decay: decay, bias_correction, adam_w_mode, max_unorm }: Params<"lamb">): LayerwiseRule {
  const correction = (beta: number, t: number): number => (bias_correction ? 1 / (1 - beta ** t) : 1);
  return {
    slots: (shape) => ({ m: like(shape), v: like(shape) }),
    rates: (t, rate) => [rate, correction(beta1, t), correction(beta2, t)],
    move(w, gradient, { m: oldM, v: oldV }, [rate, first, second]) {
      const g = adam_w_mode || decay === 0 ? gradient : tf.add(gradient, tf.mul(w, decay));
      const [m, v] = [blend(oldM!, g, beta1), blend(oldV!, tf.square(g), beta2)];
      const step = tf.div(tf.mul(m, first!), tf.add(tf.sqrt(tf.mul(v, second!)), eps));
      const way = adam_w_mode && decay !== 0 ? tf.add(step, tf.mul(w, decay)) : step;
      const trust = max_unorm === 0 ? tf.scalar(1) : ratio(tf.mul(length(w), max_unorm), length(way));
      return { w: tf.sub(w, tf.mul(tf.mul(rate!, trust), way)), slots: { m, v } };
    },
  };
}

/** You et al. 2017, algorithm 1: SGD whose rate for each variable is max_unorm·‖w‖ / (‖g‖ + decay·‖w‖). rates: rate, share of g that joins the momentum. */
function lars({ momentum, dampening, nesterov, weight_decay: decay, max_unorm }: Params<"lars">): LayerwiseRule {
  return {
    slots: (shape) => ({ m: like(shape) }),
    rates: (t, rate) => [rate, t === 1 ? 1 : 1 - dampening],
    move(w, gradient, { m: old }, [rate, share]) {
      const g = decay === 0 ? gradient : tf.add(gradient, tf.mul(w, decay));
      const size = length(w);
      const trust = max_unorm === 0 ? tf.scalar(1) : ratio(tf.mul(size, max_unorm), tf.add(length(gradient), tf.mul(size, decay)));
      const own = tf.mul(g, trust);
      const m = tf.add(tf.mul(old!, momentum), tf.mul(own, share!));
      return { w: tf.sub(w, tf.mul(rate!, nesterov ? tf.add(own, tf.mul(m, momentum)) : m)), slots: { m } };
    },
  };
}

/** A matrix of a variable of several axes: its last axis is what it puts out. */
const matrixOf = (x: Tensor): Tensor2D => tf.reshape(x, [-1, x.shape.at(-1)!]);

/**
 * Shazeer & Stern 2018 with the constants of its usual implementation (decay 1 − t^−0.8, updates clipped to a root mean square of 1): the
 * squares of a matrix's gradients are remembered by row and by column. rates: step size, share of the memory that stays.
 */
function adafactor({ lr, scale_parameter, relative_step, warmup_init }: Params<"adafactor">): LayerwiseRule {
  const [tiny, smallest] = [1e-30, 1e-3];
  const relative = (t: number): number => Math.min(warmup_init ? 1e-6 * t : 1e-2, 1 / Math.sqrt(t));
  return {
    slots(shape) {
      if (shape.length < 2) return { v: like(shape) };
      const columns = shape.at(-1)!;
      return { rows: like([shape.reduce((a, b) => a * b) / columns, 1]), columns: like([1, columns]) };
    },
    rates: (t, rate) => [relative_step ? relative(t) : (lr ?? rate), 1 - t ** -0.8],
    move(w, g, slots, [rate, kept]) {
      const mixed = (old: Tensor, now: Tensor): Tensor => tf.add(tf.mul(old, kept!), tf.mul(now, tf.sub(1, kept!)));
      const squares = tf.add(tf.square(g), tiny);
      const next: Slots<Tensor> = slots["v"]
        ? { v: mixed(slots["v"], squares) }
        : { rows: mixed(slots["rows"]!, tf.mean(matrixOf(squares), 1, true)), columns: mixed(slots["columns"]!, tf.mean(matrixOf(squares), 0, true)) };
      const spread = next["v"] ?? tf.reshape(tf.mul(tf.div(next["rows"]!, tf.mean(next["rows"]!)), next["columns"]!), w.shape);
      const way = tf.div(g, tf.sqrt(spread));
      const size = scale_parameter ? tf.mul(rate!, tf.maximum(rootMeanSquare(w), smallest)) : rate!;
      return { w: tf.sub(w, tf.mul(way, tf.div(size, tf.maximum(rootMeanSquare(way), 1)))), slots: next };
    },
  };
}

/**
 * Defazio et al. 2024: weights are moved between z, which AdamW moves, and x, the mean of all z, which answers; no schedule is needed.
 * rates: rate, correction of √v, share of the newest z in x, and of the step in w.
 */
function scheduleFree({ betas: [beta1, beta2], weight_decay: decay, warmup_steps: warm }: Params<"schedule_free_adamw">): LayerwiseRule {
  const eps = 1e-8;
  const rise = (t: number): number => Math.min(1, t / Math.max(1, warm));
  // Σ of the squares of all rates up to t, the rate itself left out: it is the same throughout.
  const risen = (t: number): number => (t * (t + 1) * (2 * t + 1)) / 6 / Math.max(1, warm) ** 2;
  const weight = (t: number): number => (t <= warm ? risen(t) : risen(warm) + t - warm);
  return {
    slots: (shape) => ({ v: like(shape), z: like(shape, null) }),
    rates(t, base) {
      const rate = base * rise(t);
      const newest = rise(t) ** 2 / weight(t);
      return [rate, 1 / Math.sqrt(1 - beta2 ** t), newest, rate * (1 - beta1 * (1 - newest))];
    },
    move(w, g, { v: oldV, z: oldZ }, [rate, correction, newest, step]) {
      const v = blend(oldV!, tf.square(g), beta2);
      const scaled = tf.div(g, tf.add(tf.mul(tf.sqrt(v), correction!), eps));
      const way = decay === 0 ? scaled : tf.add(scaled, tf.mul(w, decay));
      const towards = tf.add(w, tf.mul(newest!, tf.sub(oldZ!, w)));
      return { w: tf.sub(towards, tf.mul(step!, way)), slots: { v, z: tf.sub(oldZ!, tf.mul(rate!, way)) } };
    },
    answers: { slot: "z", settle: [1 / beta1, 1 - 1 / beta1], unsettle: [beta1, 1 - beta1] },
  };
}

/** The coefficients of Jordan et al. 2024: five rounds bring all singular values near 1. */
const [A, B, C] = [3.4445, -4.775, 2.0315];

/** The nearest matrix whose rows, or columns, stand at right angles, roughly. */
function orthogonal(matrix: Tensor2D): Tensor2D {
  const [rows, columns] = matrix.shape;
  const isTall = rows > columns;
  let x = tf.div<Tensor2D>(matrix, tf.add(length(matrix), 1e-7));
  for (let round = 0; round < 5; round++) {
    const gram = tf.matMul(x, x, isTall, !isTall);
    const turned = tf.add<Tensor2D>(tf.mul(gram, B), tf.mul(tf.matMul(gram, gram), C));
    x = tf.add(tf.mul(x, A), isTall ? tf.matMul(x, turned) : tf.matMul(turned, x));
  }
  return x;
}

/** Muon (Jordan et al. 2024), steps as large as Adam's by √max(rows, columns), as in Ludwig; vectors move by momentum alone. rates: rate. */
function muon({ momentum, nesterov }: Params<"muon">): LayerwiseRule {
  return {
    slots: (shape) => ({ m: like(shape) }),
    rates: (_, rate) => [rate],
    move(w, g, { m: old }, [rate]) {
      const m = tf.add(tf.mul(old!, momentum), g);
      const way = nesterov ? tf.add(g, tf.mul(m, momentum)) : m;
      if (w.rank < 2) return { w: tf.sub(w, tf.mul(rate!, way)), slots: { m } };
      const matrix = matrixOf(way);
      const step = tf.mul(orthogonal(matrix), Math.sqrt(Math.max(...matrix.shape)));
      return { w: tf.sub(w, tf.mul(rate!, tf.reshape(step, w.shape))), slots: { m } };
    },
  };
}

/** The rates one by one, as scalars. */
export const scalarsOf = (rates: Tensor1D): readonly Scalar[] => tf.unstack(rates) as Scalar[]; // of a list
