import { at, loadSome, storeSome } from "./vector";

/**
 * Sums, means, products, extremes along one axis. Measured in Node on 128×256: sums of columns, the gradient of a bias, 1.5 µs; of
 * rows 1.2 (tfjs-backend-wasm 4.22 sums columns in 100).
 */

/** Two numbers become one; never made, only asked for its methods, which are inlined. `one` is for the lanes of a last vector. */
abstract class Fold {
  abstract start(): f32;
  abstract of(a: v128, b: v128): v128;
  abstract one(a: f32, b: f32): f32;
}

/** Numbers are summed in groups of so many before the groups are: rounding then grows with neither. */
const GROUP = 64;
/** Numbers of one line of the cache. */
const LINE = 16;

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
    const left = min<i32>(inner - column, to - i);
    const start = at(x, outer * n * inner + column);
    if (left >= LINE) {
      linesOf<F>(start, at(y, i), n, inner, scale);
      i += LINE;
      continue;
    }
    const count = min<i32>(4, left);
    storeSome(at(y, i), f32x4.mul(columnsOf<F>(start, n, inner, count), f32x4.splat(scale)), count);
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

/** n times a line of the cache, `inner` apart. */
// @ts-ignore: decorator
@inline
function linesOf<F extends Fold>(x: usize, y: usize, n: i32, inner: i32, scale: f32): void {
  const f = changetype<F>(0);
  const start = f32x4.splat(f.start());
  let a = start, b = start, c = start, d = start;
  for (let i = 0; i < n;) {
    const end = min<i32>(n, i + GROUP);
    let p = start, q = start, r = start, s = start;
    for (; i < end; i++) {
      const line = at(x, i * inner);
      p = f.of(p, v128.load(line));
      q = f.of(q, v128.load(line, 16));
      r = f.of(r, v128.load(line, 32));
      s = f.of(s, v128.load(line, 48));
    }
    a = f.of(a, p);
    b = f.of(b, q);
    c = f.of(c, r);
    d = f.of(d, s);
  }
  const factor = f32x4.splat(scale);
  v128.store(y, f32x4.mul(a, factor));
  v128.store(y, f32x4.mul(b, factor), 16);
  v128.store(y, f32x4.mul(c, factor), 32);
  v128.store(y, f32x4.mul(d, factor), 48);
}

/** n times up to four numbers, `inner` apart; in the order of `linesOf`, so that no sum depends on where a share begins. */
// @ts-ignore: decorator
@inline
function columnsOf<F extends Fold>(x: usize, n: i32, inner: i32, count: i32): v128 {
  const f = changetype<F>(0);
  const start = f32x4.splat(f.start());
  let total = start;
  for (let i = 0; i < n;) {
    const end = min<i32>(n, i + GROUP);
    let part = start;
    for (; i < end; i++) part = f.of(part, loadSome(at(x, i * inner), count));
    total = f.of(total, part);
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

/**
 * y [outer, n, inner]: sums of x up to each number along n, without it when `exclusive`, from the end when `reverse`. Units of work:
 * outer times inner.
 */
export function cumulativeSum(x: usize, y: usize, n: i32, inner: i32, exclusive: i32, reverse: i32, from: i32, to: i32): void {
  for (let line = from; line < to; line++) {
    const outer = line / inner;
    const first = outer * n * inner + line - outer * inner;
    let total: f32 = 0;
    for (let k = 0; k < n; k++) {
      const i = first + (reverse ? n - 1 - k : k) * inner;
      const value = load<f32>(at(x, i));
      if (exclusive) store<f32>(at(y, i), total);
      total += value;
      if (!exclusive) store<f32>(at(y, i), total);
    }
  }
}
