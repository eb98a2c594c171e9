import { erf as erfOf, exp as expOf, expm1 as expm1Of, log as logOf, log1p as log1pOf, sigmoid as sigmoidOf, softplus as softplusOf, tanh as tanhOf } from "./math";
import { at, loadSome, storeSome } from "./vector";

/** A function of four numbers at a time, with up to two parameters; it is never made, only asked for `of`, which is inlined. */
abstract class Unary {
  abstract of(x: v128, p: f32, q: f32): v128;
}

/** y[i] = f(x[i]), float32. */
// @ts-ignore: decorator
@inline
function map<F extends Unary>(x: usize, y: usize, from: i32, to: i32, p: f32 = 0, q: f32 = 0): void {
  const f = changetype<F>(0);
  let i = from;
  for (; i + 4 <= to; i += 4) v128.store(at(y, i), f.of(v128.load(at(x, i)), p, q));
  if (i < to) storeSome(at(y, i), f.of(loadSome(at(x, i), to - i), p, q), to - i);
}

class Abs extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.abs(x); }
}

class Neg extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.neg(x); }
}

class Square extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.mul(x, x); }
}

class Sqrt extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.sqrt(x); }
}

class Rsqrt extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.div(f32x4.splat(1), f32x4.sqrt(x)); }
}

class Reciprocal extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.div(f32x4.splat(1), x); }
}

class Floor extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.floor(x); }
}

class Ceil extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.ceil(x); }
}

class Round extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.nearest(x); }
}

class Exp extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return expOf(x); }
}

class Expm1 extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return expm1Of(x); }
}

class Log extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return logOf(x); }
}

class Log1p extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return log1pOf(x); }
}

class Sigmoid extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return sigmoidOf(x); }
}

class Tanh extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return tanhOf(x); }
}

class Softplus extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return softplusOf(x); }
}

class Erf extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return erfOf(x); }
}

class Relu extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.pmax(x, f32x4.splat(0)); }
}

class Relu6 extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.pmin(f32x4.pmax(x, f32x4.splat(0)), f32x4.splat(6)); }
}

class Elu extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return v128.bitselect(expm1Of(x), x, f32x4.lt(x, f32x4.splat(0))); }
}

class Selu extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.mul(f32x4.splat(1.0507009873554805), v128.bitselect(f32x4.mul(f32x4.splat(1.6732632423543772), expm1Of(x)), x, f32x4.lt(x, f32x4.splat(0)))); }
}

class LeakyRelu extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return v128.bitselect(f32x4.mul(f32x4.splat(p), x), x, f32x4.lt(x, f32x4.splat(0))); }
}

class Step extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return v128.bitselect(x, v128.bitselect(f32x4.splat(1), f32x4.splat(p), f32x4.gt(x, f32x4.splat(0))), f32x4.ne(x, x)); }
}

class Sign extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return v128.or(v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.splat(1)), v128.and(f32x4.lt(x, f32x4.splat(0)), f32x4.splat(-1))); }
}

class Clip extends Unary {
  // @ts-ignore: decorator
  @inline
  of(x: v128, p: f32, q: f32): v128 { return f32x4.pmin(f32x4.pmax(x, f32x4.splat(p)), f32x4.splat(q)); }
}

export function abs(x: usize, y: usize, from: i32, to: i32): void { map<Abs>(x, y, from, to); }
export function neg(x: usize, y: usize, from: i32, to: i32): void { map<Neg>(x, y, from, to); }
export function square(x: usize, y: usize, from: i32, to: i32): void { map<Square>(x, y, from, to); }
export function sqrt(x: usize, y: usize, from: i32, to: i32): void { map<Sqrt>(x, y, from, to); }
export function rsqrt(x: usize, y: usize, from: i32, to: i32): void { map<Rsqrt>(x, y, from, to); }
export function reciprocal(x: usize, y: usize, from: i32, to: i32): void { map<Reciprocal>(x, y, from, to); }
export function floor(x: usize, y: usize, from: i32, to: i32): void { map<Floor>(x, y, from, to); }
export function ceil(x: usize, y: usize, from: i32, to: i32): void { map<Ceil>(x, y, from, to); }
export function round(x: usize, y: usize, from: i32, to: i32): void { map<Round>(x, y, from, to); }
export function exp(x: usize, y: usize, from: i32, to: i32): void { map<Exp>(x, y, from, to); }
export function expm1(x: usize, y: usize, from: i32, to: i32): void { map<Expm1>(x, y, from, to); }
export function log(x: usize, y: usize, from: i32, to: i32): void { map<Log>(x, y, from, to); }
export function log1p(x: usize, y: usize, from: i32, to: i32): void { map<Log1p>(x, y, from, to); }
export function sigmoid(x: usize, y: usize, from: i32, to: i32): void { map<Sigmoid>(x, y, from, to); }
export function tanh(x: usize, y: usize, from: i32, to: i32): void { map<Tanh>(x, y, from, to); }
export function softplus(x: usize, y: usize, from: i32, to: i32): void { map<Softplus>(x, y, from, to); }
export function erf(x: usize, y: usize, from: i32, to: i32): void { map<Erf>(x, y, from, to); }
export function relu(x: usize, y: usize, from: i32, to: i32): void { map<Relu>(x, y, from, to); }
export function relu6(x: usize, y: usize, from: i32, to: i32): void { map<Relu6>(x, y, from, to); }
export function elu(x: usize, y: usize, from: i32, to: i32): void { map<Elu>(x, y, from, to); }
export function selu(x: usize, y: usize, from: i32, to: i32): void { map<Selu>(x, y, from, to); }
export function leakyRelu(x: usize, y: usize, alpha: f32, from: i32, to: i32): void { map<LeakyRelu>(x, y, from, to, alpha); }
export function step(x: usize, y: usize, alpha: f32, from: i32, to: i32): void { map<Step>(x, y, from, to, alpha); }
export function sign(x: usize, y: usize, from: i32, to: i32): void { map<Sign>(x, y, from, to); }
export function clip(x: usize, y: usize, low: f32, high: f32, from: i32, to: i32): void { map<Clip>(x, y, from, to, low, high); }
