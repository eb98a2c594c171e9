import { fma } from "./vector";

/**
 * Functions of four numbers at a time, within some 2 units in the last place; infinities, NaN and numbers that are too large or too
 * small for the result come out as in IEEE 754. Polynomials: S. Moshier's Cephes library (expf, logf, erff).
 */

/** e^r - 1 = r + r²·p(r) for |r| ≤ ln 2 / 2. */
// @ts-ignore: decorator
@inline
function expm1OfRest(r: v128): v128 {
  let p = f32x4.splat(1.9875691500e-4);
  p = fma(f32x4.splat(1.3981999507e-3), p, r);
  p = fma(f32x4.splat(8.3334519073e-3), p, r);
  p = fma(f32x4.splat(4.1665795894e-2), p, r);
  p = fma(f32x4.splat(1.6666665459e-1), p, r);
  p = fma(f32x4.splat(5.0000001201e-1), p, r);
  return fma(r, p, f32x4.mul(r, r));
}

/** 1.5·2^23: a small number added to it is rounded to a whole one, which its last bits then hold. */
const ROUND: f32 = 12582912;

/** n + ROUND of x = n·ln 2 + r: cheaper than rounding and converting, which engines check for what cannot be here. */
// @ts-ignore: decorator
@inline
function powersOfTwo(x: v128): v128 {
  return fma(f32x4.splat(ROUND), x, f32x4.splat(1.44269504088896341));
}

/** r of x = n·ln 2 + r, ln 2 in two parts, so that the product with n is exact. */
// @ts-ignore: decorator
@inline
function restOf(x: v128, powers: v128): v128 {
  const n = f32x4.sub(powers, f32x4.splat(ROUND));
  return fma(fma(x, n, f32x4.splat(-0.693359375)), n, f32x4.splat(2.12194440e-4));
}

/** 2^n of a whole n from -126 to 127; what lies above its last nine bits is shifted out. */
// @ts-ignore: decorator
@inline
function twoToThe(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-104)), f32x4.splat(89)); // which leave NaN
  const powers = powersOfTwo(x);
  const power = f32x4.add(expm1OfRest(restOf(x, powers)), f32x4.splat(1));
  const whole = i32x4.sub(powers, i32x4.splat(0x4b400000));
  const half = i32x4.shr_s(whole, 1); // 2^n itself may be too large or too small for a number
  return f32x4.mul(f32x4.mul(power, twoToThe(half)), twoToThe(i32x4.sub(whole, half)));
}

/** e^x for x ≤ 88, in two thirds of the time; what is too small to keep all its digits is 0. */
// @ts-ignore: decorator
@inline
export function expUpTo88(x: v128): v128 {
  const tiny = f32x4.lt(x, f32x4.splat(-87.33));
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-88)), f32x4.splat(88));
  const powers = powersOfTwo(x);
  const scale = twoToThe(powers);
  return v128.andnot(fma(scale, scale, expm1OfRest(restOf(x, powers))), tiny);
}

// @ts-ignore: decorator
@inline
export function expm1(x: v128): v128 {
  return v128.bitselect(exp(x), expm1OfSmall(f32x4.pmin(x, f32x4.splat(32))), f32x4.gt(x, f32x4.splat(32)));
}

/** For x ≤ 64. */
// @ts-ignore: decorator
@inline
function expm1OfSmall(x: v128): v128 {
  x = f32x4.pmax(x, f32x4.splat(-64));
  const powers = powersOfTwo(x);
  const scale = twoToThe(powers);
  return fma(f32x4.sub(scale, f32x4.splat(1)), scale, expm1OfRest(restOf(x, powers)));
}

/** (e^2x - 1) / (e^2x + 1); from 10 on it is 1. */
// @ts-ignore: decorator
@inline
export function tanh(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-10)), f32x4.splat(10));
  const grown = expm1OfSmall(f32x4.add(x, x));
  return f32x4.div(grown, f32x4.add(grown, f32x4.splat(2)));
}

// @ts-ignore: decorator
@inline
export function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, expUpTo88(f32x4.neg(x))));
}

// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
  const one = f32x4.splat(1);
  const isTiny = f32x4.lt(x, f32x4.splat(1.17549435e-38)); // subnormal: scaled by 2^23
  const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, isTiny);
  const bits = i32x4.sub(scaled, i32x4.splat(0x3f3504f3)); // √½: the mantissa lies between it and √2
  let exponent = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  exponent = f32x4.sub(exponent, v128.and(isTiny, f32x4.splat(23)));
  const r = f32x4.sub(i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3)), one);
  let p = f32x4.splat(7.0376836292e-2);
  p = fma(f32x4.splat(-1.1514610310e-1), p, r);
  p = fma(f32x4.splat(1.1676998740e-1), p, r);
  p = fma(f32x4.splat(-1.2420140846e-1), p, r);
  p = fma(f32x4.splat(1.4249322787e-1), p, r);
  p = fma(f32x4.splat(-1.6668057665e-1), p, r);
  p = fma(f32x4.splat(2.0000714765e-1), p, r);
  p = fma(f32x4.splat(-2.4999993993e-1), p, r);
  p = fma(f32x4.splat(3.3333331174e-1), p, r);
  const square = f32x4.mul(r, r);
  let y = f32x4.mul(f32x4.mul(p, r), square);
  y = fma(y, exponent, f32x4.splat(-2.12194440e-4));
  y = fma(y, square, f32x4.splat(-0.5));
  y = fma(f32x4.add(r, y), exponent, f32x4.splat(0.693359375));
  y = v128.bitselect(x, y, f32x4.eq(x, f32x4.splat(Infinity)));
  y = v128.bitselect(f32x4.splat(-Infinity), y, f32x4.eq(x, f32x4.splat(0)));
  return v128.bitselect(y, f32x4.splat(NaN), f32x4.ge(x, f32x4.splat(0)));
}

/** log(1 + x) mended by what 1 + x has lost of x (W. Kahan). */
// @ts-ignore: decorator
@inline
export function log1p(x: v128): v128 {
  const one = f32x4.splat(1);
  const sum = f32x4.add(one, x);
  const mended = f32x4.mul(log(sum), f32x4.div(x, f32x4.sub(sum, one)));
  const asIs = v128.or(f32x4.eq(sum, one), f32x4.eq(x, f32x4.splat(Infinity)));
  return v128.bitselect(x, mended, asIs);
}

/** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|). */
// @ts-ignore: decorator
@inline
export function softplus(x: v128): v128 {
  return f32x4.add(f32x4.max(x, f32x4.splat(0)), log1p(exp(f32x4.neg(f32x4.abs(x)))));
}

/** Up to 1 a polynomial; beyond, the formula that TensorFlow.js uses throughout (Abramowitz and Stegun, 7.1.26). */
// @ts-ignore: decorator
@inline
export function erf(x: v128): v128 {
  const size = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  let near = f32x4.splat(7.853861353153693e-5);
  near = fma(f32x4.splat(-8.010193625184903e-4), near, square);
  near = fma(f32x4.splat(5.188327685732524e-3), near, square);
  near = fma(f32x4.splat(-2.685381193529856e-2), near, square);
  near = fma(f32x4.splat(1.128358514861418e-1), near, square);
  near = fma(f32x4.splat(-3.761262582423300e-1), near, square);
  near = f32x4.mul(x, fma(f32x4.splat(1.128379165726710), near, square));
  const one = f32x4.splat(1);
  const t = f32x4.div(one, fma(one, f32x4.splat(0.3275911), size));
  let far = f32x4.splat(1.061405429);
  far = fma(f32x4.splat(-1.453152027), far, t);
  far = fma(f32x4.splat(1.421413741), far, t);
  far = fma(f32x4.splat(-0.284496736), far, t);
  far = f32x4.mul(fma(f32x4.splat(0.254829592), far, t), t);
  far = f32x4.sub(one, f32x4.mul(far, exp(f32x4.neg(square))));
  far = v128.or(far, v128.and(x, f32x4.splat(-0.0)));
  return v128.bitselect(far, near, f32x4.gt(size, one));
}
