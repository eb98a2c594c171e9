import { fma } from "./vector";

/** Exponential, logistic and hyperbolic curves of four numbers, within a few roundings of single precision. What is no number stays none. */

const LOG2E: f32 = 1.44269504088896341;
/** ln 2 in two parts: a product of the first with a whole number is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;
/** 1.5 · 2^23: a small number added to it is rounded to a whole one, which stands in the last bits of the sum. */
const ROUNDING: f32 = 12582912;

// @ts-ignore: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}
// @ts-ignore: decorator
@inline
function then(sum: v128, x: v128, next: f32): v128 {
  return fma(splat(next), sum, x);
}
// @ts-ignore: decorator
@inline
function held(x: v128, low: f32, high: f32): v128 {
  return f32x4.pmin(f32x4.pmax(x, splat(low)), splat(high));
}

/** e^x, held to what float32 can tell from 0 and infinity (Moshier's Cephes). */
// @ts-ignore: decorator
@inline
export function expOf(given: v128): v128 {
  const x = held(given, -87, 88);
  const rounded = fma(splat(ROUNDING), x, splat(LOG2E));
  const n = f32x4.sub(rounded, splat(ROUNDING));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, splat(LN2_HIGH))), f32x4.mul(n, splat(LN2_LOW)));
  let p = then(splat(1.9875691500e-4), r, 1.3981999507e-3);
  p = then(p, r, 8.3334519073e-3);
  p = then(p, r, 4.1665795894e-2);
  p = then(p, r, 1.6666665459e-1);
  p = then(p, r, 0.5);
  p = f32x4.add(fma(r, p, f32x4.mul(r, r)), splat(1));
  return f32x4.mul(p, i32x4.shl(i32x4.add(rounded, i32x4.splat(127)), 23));
}

/** 1 / (1 + e^-x). */
// @ts-ignore: decorator
@inline
export function sigmoidOf(x: v128): v128 {
  return f32x4.div(splat(1), f32x4.add(splat(1), expOf(f32x4.neg(x))));
}

/** A ratio of polynomials, odd over even, so that small numbers keep their digits (Eigen's coefficients); 1 beyond ±7.9. */
// @ts-ignore: decorator
@inline
export function tanhOf(given: v128): v128 {
  const x = held(given, -7.90531110763549805, 7.90531110763549805);
  const square = f32x4.mul(x, x);
  let p = then(splat(-2.76076847742355e-16), square, 2.00018790482477e-13);
  p = then(p, square, -8.60467152213735e-11);
  p = then(p, square, 5.12229709037114e-8);
  p = then(p, square, 1.48572235717979e-5);
  p = then(p, square, 6.37261928875436e-4);
  p = then(p, square, 4.89352455891786e-3);
  let q = then(splat(1.19825839466702e-6), square, 1.18534705686654e-4);
  q = then(q, square, 2.26843463243900e-3);
  q = then(q, square, 4.89352518554385e-3);
  return f32x4.div(f32x4.mul(x, p), q);
}
