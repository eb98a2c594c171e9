import { at, firstLanes, fma, loadSome, storeSome, total } from "./vector";

// @ts-ignore: decorator
@inline
function rowSum(x: usize, d: i32): f32 {
  let sum = f32x4.splat(0);
  for (let j = 0; j < d; j += 4) sum = f32x4.add(sum, loadSome(at(x, j), d - j));
  return total(sum);
}

/** 1 / √(variance + ε) of a row around its mean. */
// @ts-ignore: decorator
@inline
function steepness(x: usize, mean: f32, d: i32, epsilon: f32): f32 {
  let squares = f32x4.splat(0);
  for (let j = 0; j < d; j += 4) {
    const off = v128.and(f32x4.sub(loadSome(at(x, j), d - j), f32x4.splat(mean)), firstLanes(d - j));
    squares = fma(squares, off, off);
  }
  return 1 / sqrt<f32>(total(squares) / <f32>d + epsilon);
}

/** y = (x − mean) / √(variance + ε) · γ + β for each row, x, y: [rows, d]; gamma, beta: [d], or 0 for neither. Its units are rows. */
export function layerNorm(x: usize, gamma: usize, beta: usize, y: usize, d: i32, epsilon: f32, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const source = at(x, row * d), target = at(y, row * d);
    const mean = rowSum(source, d) / <f32>d;
    const steep = steepness(source, mean, d, epsilon);
    for (let j = 0; j < d; j += 4) {
      const left = d - j;
      let normal = f32x4.mul(f32x4.sub(loadSome(at(source, j), left), f32x4.splat(mean)), f32x4.splat(steep));
      if (gamma != 0) normal = fma(loadSome(at(beta, j), left), normal, loadSome(at(gamma, j), left));
      storeSome(at(target, j), normal, left);
    }
  }
}

/** dx: [rows, d] of the above, and in moments [rows, 2] each row's mean and 1 / √(variance + ε). Its units are rows. */
export function layerNormGrad(dy: usize, x: usize, gamma: usize, dx: usize, moments: usize, d: i32, epsilon: f32, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const source = at(x, row * d), slope = at(dy, row * d), target = at(dx, row * d);
    const mean = rowSum(source, d) / <f32>d;
    const steep = steepness(source, mean, d, epsilon);
    store<f32>(at(moments, 2 * row), mean);
    store<f32>(at(moments, 2 * row), steep, 4);
    let sum = f32x4.splat(0), along = f32x4.splat(0);
    for (let j = 0; j < d; j += 4) {
      const left = d - j;
      let g = loadSome(at(slope, j), left);
      if (gamma != 0) g = f32x4.mul(g, loadSome(at(gamma, j), left));
      sum = f32x4.add(sum, g);
      along = fma(along, g, f32x4.sub(loadSome(at(source, j), left), f32x4.splat(mean)));
    }
    const level = total(sum) / <f32>d;
    const tilt = (total(along) / <f32>d) * steep * steep;
    for (let j = 0; j < d; j += 4) {
      const left = d - j;
      let g = loadSome(at(slope, j), left);
      if (gamma != 0) g = f32x4.mul(g, loadSome(at(gamma, j), left));
      const off = f32x4.sub(loadSome(at(source, j), left), f32x4.splat(mean));
      const bent = f32x4.sub(f32x4.sub(g, f32x4.splat(level)), f32x4.mul(off, f32x4.splat(tilt)));
      storeSome(at(target, j), f32x4.mul(bent, f32x4.splat(steep)), left);
    }
  }
}

/** dγ = Σ dy · (x − mean) / √(variance + ε) and dβ = Σ dy over the rows: [d]. Its units are columns. */
export function layerNormGradAffine(dy: usize, x: usize, moments: usize, dGamma: usize, dBeta: usize, rows: i32, d: i32, from: i32, to: i32): void {
  for (let j = from; j < to; j += 4) {
    const left = to - j;
    let gain = f32x4.splat(0), shift = f32x4.splat(0);
    for (let row = 0; row < rows; row++) {
      const mean = v128.load32_splat(at(moments, 2 * row)), steep = v128.load32_splat(at(moments, 2 * row), 4);
      const g = loadSome(at(dy, row * d + j), left);
      shift = f32x4.add(shift, g);
      gain = fma(gain, g, f32x4.mul(f32x4.sub(loadSome(at(x, row * d + j), left), mean), steep));
    }
    storeSome(at(dGamma, j), gain, left);
    storeSome(at(dBeta, j), shift, left);
  }
}
