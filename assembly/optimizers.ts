import { at, fma, loadSome, storeSome } from "./vector";

/**
 * Optimizers in place. All take: variable [n], state [rows, n], gradient [n], rates (what changes from step to step), factor [] that clipping
 * by norm leaves of the gradient (0: none), n, the share of the variable that joins the gradient, the limit of one element (0: none);
 * then constants of their own. Numbers are taken by fours, `count` of which are there.
 */

// @ts-ignore: decorator
@inline
function take(base: usize, i: i32, count: i32): v128 {
  return loadSome(at(base, i), count);
}
// @ts-ignore: decorator
@inline
function put(base: usize, i: i32, count: i32, numbers: v128): void {
  storeSome(at(base, i), numbers, count);
}
// @ts-ignore: decorator
@inline
function rate(rates: usize, k: i32): v128 {
  return v128.load32_splat(at(rates, k));
}
// @ts-ignore: decorator
@inline
function all(value: f32): v128 {
  return f32x4.splat(value);
}
/** old·kept + now·(1 − kept). */
// @ts-ignore: decorator
@inline
function blend(old: v128, now: v128, kept: f32): v128 {
  return fma(f32x4.mul(all(kept), old), all(<f32>1 - kept), now);
}
// @ts-ignore: decorator
@inline
function factorOf(factor: usize): v128 {
  return factor ? v128.load32_splat(factor) : all(1);
}
/** The gradient as the rules see it: clipped, with its share of the variable. */
// @ts-ignore: decorator
@inline
function held(gradient: v128, w: v128, factor: v128, decay: f32, limit: f32): v128 {
  let g = f32x4.mul(gradient, factor);
  if (limit > 0) g = f32x4.min(f32x4.max(g, all(-limit)), all(limit));
  return fma(g, all(decay), w);
}

/** Σ g² of each chunk of numbers; units of work are chunks. */
export function squares(gradient: usize, n: i32, chunk: i32, sums: usize, from: i32, to: i32): void {
  for (let c = from; c < to; c++) {
    const end = min(n, (c + 1) * chunk);
    let four = all(0);
    for (let i = c * chunk; i < end; i += 4) {
      const g = take(gradient, i, min(4, end - i));
      four = fma(four, g, g);
    }
    store<f32>(at(sums, c), f32x4.extract_lane(four, 0) + f32x4.extract_lane(four, 1) + f32x4.extract_lane(four, 2) + f32x4.extract_lane(four, 3));
  }
}

/** The factor that clipping by norm leaves of each gradient; the second limit meets the norm that the first has left. One unit. */
export function clipFactor(sums: usize, chunks: i32, factor: usize, limit0: f32, limit1: f32, from: i32, to: i32): void {
  if (from >= to) return;
  let total: f32 = 0;
  for (let c = 0; c < chunks; c++) total += load<f32>(at(sums, c));
  const norm = sqrt<f32>(total);
  let left: f32 = 1;
  if (limit0 > 0) left = min<f32>(1, limit0 / (norm + 1e-6));
  if (limit1 > 0) left *= min<f32>(1, limit1 / (norm * left + 1e-6));
  store<f32>(factor, left);
}

/** rates: rate, share of the gradient that joins the momentum. */
export function sgd(
  variable: usize, state: usize, gradient: usize, rates: usize, factor: usize, n: i32, decay: f32, limit: f32,
  momentum: f32, nesterov: i32, from: i32, to: i32,
): void {
  const left = factorOf(factor), learning = rate(rates, 0), share = rate(rates, 1);
  for (let i = from; i < to; i += 4) {
    const count = min(4, to - i), w = take(variable, i, count);
    let g = held(take(gradient, i, count), w, left, decay, limit);
    if (momentum != 0) {
      const m = fma(f32x4.mul(share, g), all(momentum), take(state, i, count));
      put(state, i, count, m);
      g = nesterov ? fma(g, all(momentum), m) : m;
    }
    put(variable, i, count, f32x4.sub(w, f32x4.mul(learning, g)));
  }
}

/** rates: step size, what √v is multiplied by, the share of the variable that stays. */
export function adam(
  variable: usize, state: usize, gradient: usize, rates: usize, factor: usize, n: i32, decay: f32, limit: f32,
  beta1: f32, beta2: f32, eps: f32, amsgrad: i32, from: i32, to: i32,
): void {
  const left = factorOf(factor), size = rate(rates, 0), correction = rate(rates, 1), kept = rate(rates, 2);
  const second = at(state, n), largest = at(state, 2 * n);
  for (let i = from; i < to; i += 4) {
    const count = min(4, to - i), w = take(variable, i, count);
    const g = held(take(gradient, i, count), w, left, decay, limit);
    const m = blend(take(state, i, count), g, beta1);
    let v = blend(take(second, i, count), f32x4.mul(g, g), beta2);
    put(state, i, count, m);
    put(second, i, count, v);
    if (amsgrad) {
      v = f32x4.max(v, take(largest, i, count));
      put(largest, i, count, v);
    }
    const spread = fma(all(eps), f32x4.sqrt(v), correction);
    put(variable, i, count, f32x4.sub(f32x4.mul(kept, w), f32x4.div(f32x4.mul(size, m), spread)));
  }
}

/** rates: rate. */
export function adagrad(
  variable: usize, state: usize, gradient: usize, rates: usize, factor: usize, n: i32, decay: f32, limit: f32,
  eps: f32, from: i32, to: i32,
): void {
  const left = factorOf(factor), learning = rate(rates, 0);
  for (let i = from; i < to; i += 4) {
    const count = min(4, to - i), w = take(variable, i, count);
    const g = held(take(gradient, i, count), w, left, decay, limit);
    const v = fma(take(state, i, count), g, g);
    put(state, i, count, v);
    put(variable, i, count, f32x4.sub(w, f32x4.div(f32x4.mul(learning, g), f32x4.add(f32x4.sqrt(v), all(eps)))));
  }
}

/** rates: rate. */
export function adadelta(
  variable: usize, state: usize, gradient: usize, rates: usize, factor: usize, n: i32, decay: f32, limit: f32,
  rho: f32, eps: f32, from: i32, to: i32,
): void {
  const left = factorOf(factor), learning = rate(rates, 0), moved = at(state, n);
  for (let i = from; i < to; i += 4) {
    const count = min(4, to - i), w = take(variable, i, count), before = take(moved, i, count);
    const g = held(take(gradient, i, count), w, left, decay, limit);
    const v = blend(take(state, i, count), f32x4.mul(g, g), rho);
    const delta = f32x4.mul(g, f32x4.div(f32x4.sqrt(f32x4.add(before, all(eps))), f32x4.sqrt(f32x4.add(v, all(eps)))));
    put(state, i, count, v);
    put(moved, i, count, blend(before, f32x4.mul(delta, delta), rho));
    put(variable, i, count, f32x4.sub(w, f32x4.mul(learning, delta)));
  }
}

/** rates: step size. */
export function adamax(
  variable: usize, state: usize, gradient: usize, rates: usize, factor: usize, n: i32, decay: f32, limit: f32,
  beta1: f32, beta2: f32, eps: f32, from: i32, to: i32,
): void {
  const left = factorOf(factor), size = rate(rates, 0), largest = at(state, n);
  for (let i = from; i < to; i += 4) {
    const count = min(4, to - i), w = take(variable, i, count);
    const g = held(take(gradient, i, count), w, left, decay, limit);
    const m = blend(take(state, i, count), g, beta1);
    const u = f32x4.max(f32x4.mul(all(beta2), take(largest, i, count)), f32x4.add(f32x4.abs(g), all(eps)));
    put(state, i, count, m);
    put(largest, i, count, u);
    put(variable, i, count, f32x4.sub(w, f32x4.div(f32x4.mul(size, m), u)));
  }
}

/** rates: step sizes of the gradient and of its mean, what √v is multiplied by. */
export function nadam(
  variable: usize, state: usize, gradient: usize, rates: usize, factor: usize, n: i32, decay: f32, limit: f32,
  beta1: f32, beta2: f32, eps: f32, from: i32, to: i32,
): void {
  const left = factorOf(factor), now = rate(rates, 0), next = rate(rates, 1), correction = rate(rates, 2), second = at(state, n);
  for (let i = from; i < to; i += 4) {
    const count = min(4, to - i), w = take(variable, i, count);
    const g = held(take(gradient, i, count), w, left, decay, limit);
    const m = blend(take(state, i, count), g, beta1);
    const v = blend(take(second, i, count), f32x4.mul(g, g), beta2);
    put(state, i, count, m);
    put(second, i, count, v);
    const spread = fma(all(eps), f32x4.sqrt(v), correction);
    put(variable, i, count, f32x4.sub(w, f32x4.div(fma(f32x4.mul(now, g), next, m), spread)));
  }
}

/** State: mean square, then the mean if centered, then the momentum if any. rates: rate. */
export function rmsprop(
  variable: usize, state: usize, gradient: usize, rates: usize, factor: usize, n: i32, decay: f32, limit: f32,
  alpha: f32, eps: f32, momentum: f32, centered: i32, from: i32, to: i32,
): void {
  const left = factorOf(factor), learning = rate(rates, 0), mean = at(state, n), speed = at(state, (1 + centered) * n);
  for (let i = from; i < to; i += 4) {
    const count = min(4, to - i), w = take(variable, i, count);
    const g = held(take(gradient, i, count), w, left, decay, limit);
    let v = blend(take(state, i, count), f32x4.mul(g, g), alpha);
    put(state, i, count, v);
    if (centered) {
      const m = blend(take(mean, i, count), g, alpha);
      put(mean, i, count, m);
      v = f32x4.sub(v, f32x4.mul(m, m));
    }
    let step = f32x4.div(g, f32x4.add(f32x4.sqrt(v), all(eps)));
    if (momentum > 0) {
      step = fma(step, all(momentum), take(speed, i, count));
      put(speed, i, count, step);
    }
    put(variable, i, count, f32x4.sub(w, f32x4.mul(learning, step)));
  }
}

/** rates: step size, 1 where it is divided by √v + ε and 0 where not. */
export function radam(
  variable: usize, state: usize, gradient: usize, rates: usize, factor: usize, n: i32, decay: f32, limit: f32,
  beta1: f32, beta2: f32, eps: f32, from: i32, to: i32,
): void {
  const left = factorOf(factor), size = rate(rates, 0), second = at(state, n);
  const adaptive = load<f32>(rates, 4) > 0;
  for (let i = from; i < to; i += 4) {
    const count = min(4, to - i), w = take(variable, i, count);
    const g = held(take(gradient, i, count), w, left, decay, limit);
    const m = blend(take(state, i, count), g, beta1);
    const v = blend(take(second, i, count), f32x4.mul(g, g), beta2);
    put(state, i, count, m);
    put(second, i, count, v);
    let step = f32x4.mul(size, m);
    if (adaptive) step = f32x4.div(step, f32x4.add(f32x4.sqrt(v), all(eps)));
    put(variable, i, count, f32x4.sub(w, step));
  }
}

/** rates: rate, the share of the variable that stays. */
export function lion(
  variable: usize, state: usize, gradient: usize, rates: usize, factor: usize, n: i32, decay: f32, limit: f32,
  beta1: f32, beta2: f32, from: i32, to: i32,
): void {
  const left = factorOf(factor), learning = rate(rates, 0), kept = rate(rates, 1);
  for (let i = from; i < to; i += 4) {
    const count = min(4, to - i), w = take(variable, i, count), m = take(state, i, count);
    const g = held(take(gradient, i, count), w, left, decay, limit);
    const way = blend(m, g, beta1);
    const up = v128.and(f32x4.gt(way, all(0)), learning), down = v128.and(f32x4.lt(way, all(0)), learning);
    put(state, i, count, blend(m, g, beta2));
    put(variable, i, count, f32x4.sub(f32x4.mul(kept, w), f32x4.sub(up, down)));
  }
}

/** rates: the shares that stay of the variable, and that join of the gradient. */
export function mix(
  variable: usize, state: usize, gradient: usize, rates: usize, factor: usize, n: i32, decay: f32, limit: f32, from: i32, to: i32,
): void {
  const left = factorOf(factor), kept = rate(rates, 0), share = rate(rates, 1);
  for (let i = from; i < to; i += 4) {
    const count = min(4, to - i), w = take(variable, i, count);
    const g = held(take(gradient, i, count), w, left, decay, limit);
    put(variable, i, count, f32x4.add(f32x4.mul(kept, w), f32x4.mul(share, g)));
  }
}
