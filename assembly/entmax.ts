import { exp, log } from "./math";
import { at, firstLanes, largest, loadSome, storeSome, total } from "./vector";

/**
 * α-entmax (Peters, Niculae and Martins, 2019): p = ((α − 1)·x − τ)₊^(1/(α − 1)), τ such that each row's p sum to 1. α 2 is sparsemax.
 * The sum is convex and falls with τ, so that Newton's steps from below reach it from one side; from rounding on they do not go up.
 */

/** More steps than any row was seen to need: half a dozen are usual. */
const MOST_STEPS: i32 = 64;
const LOWEST: f32 = -3.4e38;

/** t₊^power; the powers of sparsemax and of α 1.5 without a logarithm. */
// @ts-ignore: decorator
@inline
function raised(t: v128, power: f32): v128 {
  const zero = f32x4.splat(0);
  if (power === 1) return f32x4.max(t, zero);
  if (power === 2) return f32x4.mul(f32x4.max(t, zero), f32x4.max(t, zero));
  const isIn = f32x4.gt(t, zero);
  if (power === 0) return v128.and(f32x4.splat(1), isIn);
  if (power === 0.5) return v128.and(f32x4.sqrt(t), isIn);
  return v128.and(exp(f32x4.mul(f32x4.splat(power), log(t))), isIn);
}

/** How far (x − highest)·(α − 1) lies above τ, of four numbers of a row or fewer; lanes past the row lie below. */
// @ts-ignore: decorator
@inline
function above(x: usize, count: i32, highest: f32, scale: f32, tau: f32): v128 {
  const below = f32x4.mul(f32x4.sub(loadSome(x, count), f32x4.splat(highest)), f32x4.splat(scale));
  const t = f32x4.sub(below, f32x4.splat(tau));
  return count > 3 ? t : v128.bitselect(t, f32x4.splat(-1), firstLanes(count));
}

/** y: [rows, n] of x. Units of work: rows. */
export function entmax(x: usize, y: usize, n: i32, alpha: f32, from: i32, to: i32): void {
  const scale = alpha - 1;
  const power = <f32>1 / scale;
  for (let row = from; row < to; row++) {
    const source = at(x, row * n), target = at(y, row * n);
    const highest = largestOf(source, n);
    let tau: f32 = -1;
    for (let step = 0; step < MOST_STEPS; step++) {
      let sums = f32x4.splat(0), slopes = f32x4.splat(0);
      for (let i = 0; i < n; i += 4) {
        const t = above(at(source, i), n - i, highest, scale, tau);
        sums = f32x4.add(sums, raised(t, power));
        slopes = f32x4.add(slopes, raised(t, power - 1));
      }
      const up = (total(sums) - 1) / (power * total(slopes));
      if (!(tau + up > tau)) break;
      tau += up;
    }
    for (let i = 0; i < n; i += 4) storeSome(at(target, i), raised(above(at(source, i), n - i, highest, scale, tau), power), n - i);
  }
}

/** The gradient of entmax: x's [rows, n] = s·(dy − Σ s·dy / Σ s), s = y^(2 − α) where y is not 0. Units of work: rows. */
export function entmaxGrad(dy: usize, y: usize, dx: usize, n: i32, alpha: f32, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const upstream = at(dy, row * n), result = at(y, row * n), target = at(dx, row * n);
    let sums = f32x4.splat(0), along = f32x4.splat(0);
    for (let i = 0; i < n; i += 4) {
      const s = raised(loadSome(at(result, i), n - i), 2 - alpha);
      sums = f32x4.add(sums, s);
      along = f32x4.add(along, f32x4.mul(s, loadSome(at(upstream, i), n - i)));
    }
    const mean = f32x4.splat(total(along) / total(sums));
    for (let i = 0; i < n; i += 4) {
      const s = raised(loadSome(at(result, i), n - i), 2 - alpha);
      storeSome(at(target, i), f32x4.mul(s, f32x4.sub(loadSome(at(upstream, i), n - i), mean)), n - i);
    }
  }
}

// @ts-ignore: decorator
@inline
function largestOf(x: usize, n: i32): f32 {
  let best = f32x4.splat(LOWEST);
  let i = 0;
  for (; i + 4 <= n; i += 4) best = f32x4.pmax(best, v128.load(at(x, i)));
  let highest = largest(best);
  for (; i < n; i++) highest = max<f32>(highest, load<f32>(at(x, i)));
  return highest;
}
