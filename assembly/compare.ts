import { Binary, pair } from "./pairs";

/** Comparisons of two operands as `pair` lays them out; the results are bytes of 0 or 1. */

class Equal extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.eq(a, b); }
}
export function equal(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<Equal>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}

class EqualInt extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return i32x4.eq(a, b); }
}
export function equalInt(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<EqualInt>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}

class NotEqual extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.ne(a, b); }
}
export function notEqual(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<NotEqual>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}

class NotEqualInt extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return i32x4.ne(a, b); }
}
export function notEqualInt(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<NotEqualInt>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}

class Greater extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.gt(a, b); }
}
export function greater(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<Greater>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}

class GreaterInt extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return i32x4.gt_s(a, b); }
}
export function greaterInt(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<GreaterInt>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}

class GreaterEqual extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.ge(a, b); }
}
export function greaterEqual(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<GreaterEqual>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}

class GreaterEqualInt extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return i32x4.ge_s(a, b); }
}
export function greaterEqualInt(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<GreaterEqualInt>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}

class Less extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.lt(a, b); }
}
export function less(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<Less>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}

class LessInt extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return i32x4.lt_s(a, b); }
}
export function lessInt(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<LessInt>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}

class LessEqual extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.le(a, b); }
}
export function lessEqual(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<LessEqual>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}

class LessEqualInt extends Binary {
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return i32x4.le_s(a, b); }
}
export function lessEqualInt(a: usize, b: usize, z: usize, rows: i32, run: i32, aOuter: i32, aRow: i32, aStep: i32, bOuter: i32, bRow: i32, bStep: i32, from: i32, to: i32): void {
  pair<LessEqualInt>(a, b, z, rows, run, aOuter, aRow, aStep, bOuter, bRow, bStep, true, from, to);
}
