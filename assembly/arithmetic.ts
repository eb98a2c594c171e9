import { Binary, pair } from "./pairs";

/** Arithmetic of two operands as `pair` lays them out; the gradients take the upstream one first, then the result of the function. */

class Add extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.add(a, b); }
}
export function add(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<Add>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class Sub extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.sub(a, b); }
}
export function sub(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<Sub>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class Mul extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.mul(a, b); }
}
export function mul(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<Mul>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class Div extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.div(a, b); }
}
export function div(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<Div>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class Maximum extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.max(a, b); }
}
export function maximum(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<Maximum>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class Minimum extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.min(a, b); }
}
export function minimum(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<Minimum>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class SquaredDifference extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.mul(f32x4.sub(a, b), f32x4.sub(a, b)); }
}
export function squaredDifference(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<SquaredDifference>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class Prelu extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return v128.bitselect(f32x4.mul(a, b), a, f32x4.lt(a, f32x4.splat(0))); }
}
export function prelu(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<Prelu>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class ReluGrad extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return v128.and(a, f32x4.gt(b, f32x4.splat(0))); }
}
export function reluGrad(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<ReluGrad>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class EluGrad extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return v128.bitselect(a, f32x4.mul(a, f32x4.add(b, f32x4.splat(1))), f32x4.ge(b, f32x4.splat(0))); }
}
export function eluGrad(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<EluGrad>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class SigmoidGrad extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.mul(a, f32x4.mul(b, f32x4.sub(f32x4.splat(1), b))); }
}
export function sigmoidGrad(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<SigmoidGrad>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class TanhGrad extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.mul(a, f32x4.sub(f32x4.splat(1), f32x4.mul(b, b))); }
}
export function tanhGrad(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<TanhGrad>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class AddInt extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return i32x4.add(a, b); }
}
export function addInt(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<AddInt>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class SubInt extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return i32x4.sub(a, b); }
}
export function subInt(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<SubInt>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class MulInt extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return i32x4.mul(a, b); }
}
export function mulInt(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<MulInt>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class MaximumInt extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return i32x4.max_s(a, b); }
}
export function maximumInt(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<MaximumInt>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}

class MinimumInt extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return i32x4.min_s(a, b); }
}
export function minimumInt(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<MinimumInt>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, false, from, to);
}
