import { exp, sigmoid } from "./math";
import { at, fma, loadSome, storeSome } from "./vector";

/** Activations that are composed of several functions. The kinds are numbered as in kernels/activation.ts. */
const GELU: i32 = 0, SWISH: i32 = 1, MISH: i32 = 2;
const SELU_SCALE: f32 = 1.0507009873554805, SELU_SLOPE: f32 = 1.7580993408473766;

// @ts-ignore: decorator
@inline
function splat(x: f32): v128 {
  return f32x4.splat(x);
}

/** erf(x), within 2e-7 (Abramowitz and Stegun, 7.1.26); gauss: e^(−x²). */
// @ts-ignore: decorator
@inline
function erfOf(x: v128, gauss: v128): v128 {
  const t = f32x4.div(splat(1), fma(splat(1), splat(0.3275911), f32x4.abs(x)));
  let p = fma(splat(-1.453152027), splat(1.061405429), t);
  p = fma(splat(1.421413741), p, t);
  p = fma(splat(-0.284496736), p, t);
  p = fma(splat(0.254829592), p, t);
  const size = f32x4.sub(splat(1), f32x4.mul(f32x4.mul(p, t), gauss));
  return v128.or(size, v128.and(x, splat(-0.0)));
}

/** tanh(log(1 + e^x)), without the logarithm. */
// @ts-ignore: decorator
@inline
function tanhOfSoftplus(x: v128): v128 {
  const e = exp(f32x4.min(x, splat(20)));
  const n = f32x4.mul(e, f32x4.add(e, splat(2)));
  return f32x4.div(n, f32x4.add(n, splat(2)));
}

/** y: [n] of x: [n]. Its units are numbers. */
export function activation(kind: i32, x: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i += 4) {
    const left = to - i;
    const v = loadSome(at(x, i), left);
    let out: v128;
    if (kind == GELU) {
      const r = f32x4.mul(v, splat(0.7071067811865476));
      const half = f32x4.mul(v, splat(0.5));
      out = fma(half, half, erfOf(r, exp(f32x4.neg(f32x4.mul(r, r)))));
    } else if (kind == SWISH) out = f32x4.mul(v, sigmoid(v));
    else if (kind == MISH) out = f32x4.mul(v, tanhOfSoftplus(v));
    else {
      const below = f32x4.mul(splat(SELU_SLOPE), f32x4.sub(exp(v), splat(1)));
      out = v128.bitselect(f32x4.mul(v, splat(SELU_SCALE)), below, f32x4.gt(v, splat(0)));
    }
    storeSome(at(y, i), out, left);
  }
}

/** dx: [n] of dy and x: [n]. Its units are numbers. */
export function activationGrad(kind: i32, dy: usize, x: usize, dx: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i += 4) {
    const left = to - i;
    const v = loadSome(at(x, i), left);
    let slope: v128;
    if (kind == GELU) {
      const r = f32x4.mul(v, splat(0.7071067811865476));
      const gauss = exp(f32x4.neg(f32x4.mul(r, r)));
      slope = fma(fma(splat(0.5), splat(0.5), erfOf(r, gauss)), f32x4.mul(v, splat(0.3989422804014327)), gauss);
    } else if (kind == SWISH) {
      const s = sigmoid(v);
      slope = fma(s, f32x4.mul(v, s), f32x4.sub(splat(1), s));
    } else if (kind == MISH) {
      const t = tanhOfSoftplus(v);
      slope = fma(t, f32x4.mul(v, sigmoid(v)), f32x4.sub(splat(1), f32x4.mul(t, t)));
    } else slope = v128.bitselect(splat(SELU_SCALE), f32x4.mul(splat(SELU_SLOPE), exp(v)), f32x4.gt(v, splat(0)));
    storeSome(at(dx, i), f32x4.mul(loadSome(at(dy, i), left), slope), left);
  }
}
