/** Exponential, logistic and hyperbolic curves of four numbers, within two roundings of single precision (Moshier's Cephes). */

const LOG2E: f32 = 1.44269504088896341;
/** ln 2 in two parts: a product of the first with a whole number is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;

// @ts-ignore: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}
// @ts-ignore: decorator
@inline
function then(sum: v128, x: v128, next: f32): v128 {
  return f32x4.add(f32x4.mul(sum, x), splat(next));
}

/** e^x, held to what float32 can tell from 0 and infinity. */
// @ts-ignore: decorator
@inline
export function expOf(given: v128): v128 {
  const x = f32x4.max(f32x4.min(given, splat(88)), splat(-87));
  const n = f32x4.nearest(f32x4.mul(x, splat(LOG2E)));
  const r = f32x4.sub(f32x4.sub(x, f32x4.mul(n, splat(LN2_HIGH))), f32x4.mul(n, splat(LN2_LOW)));
  let p = then(splat(1.9875691500e-4), r, 1.3981999507e-3);
  p = then(p, r, 8.3334519073e-3);
  p = then(p, r, 4.1665795894e-2);
  p = then(p, r, 1.6666665459e-1);
  p = then(p, r, 0.5);
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** 1 / (1 + e^-x). */
// @ts-ignore: decorator
@inline
export function sigmoidOf(x: v128): v128 {
  return f32x4.div(splat(1), f32x4.add(splat(1), expOf(f32x4.neg(x))));
}

/** Near zero by its series, which keeps the small digits; elsewhere 1 - 2 / (e^2|x| + 1) with the sign of x. */
// @ts-ignore: decorator
@inline
export function tanhOf(x: v128): v128 {
  const size = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  let p = then(splat(-5.70498872745e-3), square, 2.06390887954e-2);
  p = then(p, square, -5.37397155531e-2);
  p = then(p, square, 1.33314422036e-1);
  p = then(p, square, -3.33332819422e-1);
  const near = f32x4.add(x, f32x4.mul(f32x4.mul(p, square), x));
  const far = f32x4.sub(splat(1), f32x4.div(splat(2), f32x4.add(expOf(f32x4.add(size, size)), splat(1))));
  const signed = v128.or(far, v128.and(x, splat(-0.0)));
  return v128.bitselect(near, signed, f32x4.lt(size, splat(0.625)));
}
