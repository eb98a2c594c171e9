import { at, fma, loadSome, storeSome } from "./vector";

/** What a row counts: the weight of the row of the batch it is a position of; without weights (0), 1. */
// @ts-ignore: decorator
@inline
function weightOf(weights: usize, row: i32, positions: i32): v128 {
  if (weights == 0) return f32x4.splat(1);
  return v128.load32_splat(at(weights, positions == 1 ? row : row / positions));
}

// @ts-ignore: decorator
@inline
function sumOfWeights(weights: usize, rows: i32, positions: i32): f32 {
  if (weights == 0) return <f32>rows;
  let sum: f32 = 0;
  for (let i = 0; i < rows / positions; i++) sum += load<f32>(at(weights, i));
  return sum * <f32>positions;
}

/**
 * y = (x − mean) / √(variance + ε) · γ + β by each column's own moments, x, y: [rows, d], rows = batch · positions; weights: [batch] what
 * each row of the batch counts, or 0; gamma, beta: [d], or 0. moments: [2, d] of mean and 1 / √(variance + ε); the moving averages, [d],
 * keep the share `momentum` of what they were. Its units are columns.
 */
export function batchNorm(
  x: usize, weights: usize, gamma: usize, beta: usize, y: usize, moments: usize, movingMean: usize, movingVariance: usize,
  rows: i32, positions: i32, d: i32, epsilon: f32, momentum: f32, from: i32, to: i32,
): void {
  const share = f32x4.splat(1 / sumOfWeights(weights, rows, positions));
  for (let j = from; j < to; j += 4) {
    const left = to - j;
    let mean = f32x4.splat(0), variance = f32x4.splat(0);
    for (let row = 0; row < rows; row++) mean = fma(mean, loadSome(at(x, row * d + j), left), weightOf(weights, row, positions));
    mean = f32x4.mul(mean, share);
    for (let row = 0; row < rows; row++) {
      const off = f32x4.sub(loadSome(at(x, row * d + j), left), mean);
      variance = fma(variance, f32x4.mul(off, off), weightOf(weights, row, positions));
    }
    variance = f32x4.mul(variance, share);
    const steep = f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(variance, f32x4.splat(epsilon))));
    storeSome(at(moments, j), mean, left);
    storeSome(at(moments, d + j), steep, left);
    blend(at(movingMean, j), mean, momentum, left);
    blend(at(movingVariance, j), variance, momentum, left);
    const gain = gamma == 0 ? steep : f32x4.mul(steep, loadSome(at(gamma, j), left));
    const shift = gamma == 0 ? f32x4.splat(0) : loadSome(at(beta, j), left);
    for (let row = 0; row < rows; row++) {
      const k = row * d + j;
      storeSome(at(y, k), fma(shift, f32x4.sub(loadSome(at(x, k), left), mean), gain), left);
    }
  }
}

// @ts-ignore: decorator
@inline
function blend(old: usize, now: v128, kept: f32, count: i32): void {
  const aged = f32x4.mul(loadSome(old, count), f32x4.splat(kept));
  storeSome(old, f32x4.add(aged, f32x4.mul(now, f32x4.splat(<f32>1 - kept))), count);
}

/** dx: [rows, d] of the above, and dγ and dβ: [d] where there is γ. Its units are columns. */
export function batchNormGrad(
  dy: usize, x: usize, weights: usize, gamma: usize, moments: usize, dx: usize, dGamma: usize, dBeta: usize,
  rows: i32, positions: i32, d: i32, from: i32, to: i32,
): void {
  const share = f32x4.splat(1 / sumOfWeights(weights, rows, positions));
  for (let j = from; j < to; j += 4) {
    const left = to - j;
    const mean = loadSome(at(moments, j), left), steep = loadSome(at(moments, d + j), left);
    let sum = f32x4.splat(0), along = f32x4.splat(0);
    for (let row = 0; row < rows; row++) {
      const k = row * d + j;
      const g = loadSome(at(dy, k), left);
      sum = f32x4.add(sum, g);
      along = fma(along, g, f32x4.mul(f32x4.sub(loadSome(at(x, k), left), mean), steep));
    }
    if (gamma != 0) {
      storeSome(at(dGamma, j), along, left);
      storeSome(at(dBeta, j), sum, left);
    }
    const gain = gamma == 0 ? steep : f32x4.mul(steep, loadSome(at(gamma, j), left));
    const level = f32x4.mul(sum, share), tilt = f32x4.mul(along, share);
    for (let row = 0; row < rows; row++) {
      const k = row * d + j;
      const normal = f32x4.mul(f32x4.sub(loadSome(at(x, k), left), mean), steep);
      const common = f32x4.mul(fma(level, normal, tilt), weightOf(weights, row, positions));
      storeSome(at(dx, k), f32x4.mul(gain, f32x4.sub(loadSome(at(dy, k), left), common)), left);
    }
  }
}

/** The same by the moving averages, as one multiply-add. Its units are rows. */
export function batchNormAnswer(
  x: usize, mean: usize, variance: usize, gamma: usize, beta: usize, y: usize, d: i32, epsilon: f32, from: i32, to: i32,
): void {
  for (let j = 0; j < d; j += 4) {
    const left = d - j;
    let gain = f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(loadSome(at(variance, j), left), f32x4.splat(epsilon))));
    let shift = f32x4.splat(0);
    if (gamma != 0) {
      gain = f32x4.mul(gain, loadSome(at(gamma, j), left));
      shift = loadSome(at(beta, j), left);
    }
    const centre = loadSome(at(mean, j), left);
    for (let row = from; row < to; row++) {
      const k = row * d + j;
      storeSome(at(y, k), fma(shift, f32x4.sub(loadSome(at(x, k), left), centre), gain), left);
    }
  }
}
