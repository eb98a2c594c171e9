import { at, loadSome, storeSome } from "./vector";

/** Two numbers become one; never made, only asked for its methods, which are inlined. `one` is for the lanes of a last vector. */
abstract class Fold {
  abstract start(): f32;
  abstract of(a: v128, b: v128): v128;
  abstract one(a: f32, b: f32): f32;
}

/** Numbers are summed in groups of so many before the groups are: rounding then grows with neither. */
const GROUP = 64;

/** y [outer, inner]: x [outer, n, inner] folded along n, times `scale`. Units of work: the numbers of y. */
// @ts-ignore: decorator
@inline
function fold<F extends Fold>(x: usize, y: usize, n: i32, inner: i32, scale: f32, from: i32, to: i32): void {
  if (inner === 1) {
    for (let row = from; row < to; row++) store<f32>(at(y, row), rowOf<F>(at(x, row * n), n) * scale);
    return;
  }
  for (let i = from; i < to;) {
    const outer = i / inner;
    const column = i - outer * inner;
    const count = min<i32>(4, min<i32>(inner - column, to - i));
    const sums = columnsOf<F>(at(x, outer * n * inner + column), n, inner, count);
    storeSome(at(y, i), f32x4.mul(sums, f32x4.splat(scale)), count);
    i += count;
  }
}

/** n numbers that lie side by side. */
// @ts-ignore: decorator
@inline
function rowOf<F extends Fold>(x: usize, n: i32): f32 {
  const f = changetype<F>(0);
  const start = f32x4.splat(f.start());
  let total = f.start();
  let i = 0;
  while (i + 4 <= n) {
    let a = start, b = start, c = start, d = start;
    const end = min<i32>(n, i + 4 * GROUP);
    for (; i + 16 <= end; i += 16) {
      a = f.of(a, v128.load(at(x, i)));
      b = f.of(b, v128.load(at(x, i), 16));
      c = f.of(c, v128.load(at(x, i), 32));
      d = f.of(d, v128.load(at(x, i), 48));
    }
    for (; i + 4 <= end; i += 4) a = f.of(a, v128.load(at(x, i)));
    a = f.of(f.of(a, b), f.of(c, d));
    const low = f.one(f32x4.extract_lane(a, 0), f32x4.extract_lane(a, 1));
    total = f.one(total, f.one(low, f.one(f32x4.extract_lane(a, 2), f32x4.extract_lane(a, 3))));
  }
  for (; i < n; i++) total = f.one(total, load<f32>(at(x, i)));
  return total;
}

/** n times up to four numbers, `inner` apart. */
// @ts-ignore: decorator
@inline
function columnsOf<F extends Fold>(x: usize, n: i32, inner: i32, count: i32): v128 {
  const f = changetype<F>(0);
  const start = f32x4.splat(f.start());
  let total = start;
  for (let i = 0; i < n;) {
    const end = min<i32>(n, i + GROUP);
    let even = start, odd = start;
    if (count === 4) {
      for (; i + 2 <= end; i += 2) {
        even = f.of(even, v128.load(at(x, i * inner)));
        odd = f.of(odd, v128.load(at(x, (i + 1) * inner)));
      }
    }
    for (; i < end; i++) even = f.of(even, loadSome(at(x, i * inner), count));
    total = f.of(total, f.of(even, odd));
  }
  return total;
}

class Sum extends Fold {
  // @ts-ignore: decorator
  @inline
  start(): f32 { return 0; }
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.add(a, b); }
  // @ts-ignore: decorator
  @inline
  one(a: f32, b: f32): f32 { return a + b; }
}

class Product extends Fold {
  // @ts-ignore: decorator
  @inline
  start(): f32 { return 1; }
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.mul(a, b); }
  // @ts-ignore: decorator
  @inline
  one(a: f32, b: f32): f32 { return a * b; }
}

class Largest extends Fold {
  // @ts-ignore: decorator
  @inline
  start(): f32 { return -Infinity; }
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.max(a, b); }
  // @ts-ignore: decorator
  @inline
  one(a: f32, b: f32): f32 { return max<f32>(a, b); }
}

class Smallest extends Fold {
  // @ts-ignore: decorator
  @inline
  start(): f32 { return Infinity; }
  // @ts-ignore: decorator
  @inline
  of(a: v128, b: v128): v128 { return f32x4.min(a, b); }
  // @ts-ignore: decorator
  @inline
  one(a: f32, b: f32): f32 { return min<f32>(a, b); }
}

/** Times `scale`: 1 for the sum, 1 / n for the mean. */
export function sum(x: usize, y: usize, n: i32, inner: i32, scale: f32, from: i32, to: i32): void { fold<Sum>(x, y, n, inner, scale, from, to); }
export function product(x: usize, y: usize, n: i32, inner: i32, from: i32, to: i32): void { fold<Product>(x, y, n, inner, 1, from, to); }
export function largest(x: usize, y: usize, n: i32, inner: i32, from: i32, to: i32): void { fold<Largest>(x, y, n, inner, 1, from, to); }
export function smallest(x: usize, y: usize, n: i32, inner: i32, from: i32, to: i32): void { fold<Smallest>(x, y, n, inner, 1, from, to); }

/** y [outer, inner], int32: where x [outer, n, inner] times `sign` is largest along n, the first of equals. Units of work: the numbers of y. */
export function argLargest(x: usize, y: usize, n: i32, inner: i32, sign: f32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const outer = i / inner;
    const start = at(x, outer * n * inner + i - outer * inner);
    let best = load<f32>(start) * sign;
    let place = 0;
    for (let k = 1; k < n; k++) {
      const value = load<f32>(at(start, k * inner)) * sign;
      if (value > best) {
        best = value;
        place = k;
      }
    }
    store<i32>(at(y, i), place);
  }
}

/** y [rows, n]: sums of x up to each number, without it when `exclusive`, from the end when `reverse`. Units of work: rows. */
export function cumulativeSum(x: usize, y: usize, n: i32, exclusive: i32, reverse: i32, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    let total: f32 = 0;
    for (let k = 0; k < n; k++) {
      const i = row * n + (reverse ? n - 1 - k : k);
      const value = load<f32>(at(x, i));
      if (exclusive) store<f32>(at(y, i), total);
      total += value;
      if (!exclusive) store<f32>(at(y, i), total);
    }
  }
}
