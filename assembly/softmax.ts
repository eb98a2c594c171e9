import { expUpTo88 } from "./math";
import { at, fma, largest, loadSome, storeSome, total } from "./vector";

/** y [rows, n] = e^(x - largest) / sum, each row by itself. Units of work: rows. */
export function softmax(x: usize, y: usize, n: i32, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const source = at(x, row * n), target = at(y, row * n);
    const highest = f32x4.splat(largestOf(source, n));
    let sums = f32x4.splat(0);
    let i = 0;
    for (; i + 4 <= n; i += 4) {
      const power = expUpTo88(f32x4.sub(v128.load(at(source, i)), highest));
      sums = f32x4.add(sums, power);
      v128.store(at(target, i), power);
    }
    let sum = total(sums);
    if (i < n) {
      const power = expUpTo88(f32x4.sub(loadSome(at(source, i), n - i), highest));
      storeSome(at(target, i), power, n - i);
      for (let k = i; k < n; k++) sum += load<f32>(at(target, k));
    }
    scale(target, n, 1 / sum);
  }
}

/** The gradient of softmax: x's [rows, n] = y·(dy - Σ dy·y). Units of work: rows. */
export function softmaxGrad(dy: usize, y: usize, dx: usize, n: i32, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const upstream = at(dy, row * n), result = at(y, row * n), target = at(dx, row * n);
    let sums = f32x4.splat(0);
    for (let i = 0; i < n; i += 4) sums = fma(sums, loadSome(at(upstream, i), n - i), loadSome(at(result, i), n - i));
    const mean = f32x4.splat(total(sums));
    for (let i = 0; i < n; i += 4) {
      const gradient = f32x4.mul(loadSome(at(result, i), n - i), f32x4.sub(loadSome(at(upstream, i), n - i), mean));
      storeSome(at(target, i), gradient, n - i);
    }
  }
}

/** NaN is overlooked: its power makes the whole row NaN. */
// @ts-ignore: decorator
@inline
function largestOf(x: usize, n: i32): f32 {
  let best = f32x4.splat(-Infinity);
  let i = 0;
  for (; i + 4 <= n; i += 4) best = f32x4.pmax(best, v128.load(at(x, i)));
  let highest = largest(best);
  for (; i < n; i++) highest = max<f32>(highest, load<f32>(at(x, i)));
  return highest;
}

// @ts-ignore: decorator
@inline
function scale(y: usize, n: i32, by: f32): void {
  for (let i = 0; i < n; i += 4) storeSome(at(y, i), f32x4.mul(loadSome(at(y, i), n - i), f32x4.splat(by)), n - i);
}
