import { band, pack, packTransposed, panelsOf, WIDTH } from "./gemm";
import { at, loadSome, storeSome } from "./vector";

/**
 * What the recurrent layers share. A block of rows goes through all of time before the next one begins: its states stay in the first
 * cache, and the recurrent kernel streams past them from the second. What a row carries from step to step lies in `room`.
 */
export const BLOCK = 16;

/** B [k, n] (or [n, k], transposed) in panels of eight columns, each k rows of eight numbers. Units of work: the panels. */
export function packPanels(transposed: i32, n: i32, k: i32, b: usize, ldb: i32, packed: usize, from: i32, to: i32): void {
  for (let panel = from; panel < to; panel++) {
    const j = panel * WIDTH;
    const columns = min<i32>(WIDTH, n - j);
    const place = at(packed, j * k);
    if (transposed) packTransposed(at(b, j * ldb), ldb, k, columns, place);
    else pack(at(b, j), ldb, k, columns, place);
  }
}

/** C [rows, n] = A·B, or C += A·B with `accumulate`, of a packed B; A [rows, k] and C lie in rows of `stride` numbers. */
export function product(a: usize, c: usize, stride: i32, rows: i32, n: i32, k: i32, packed: usize, accumulate: bool): void {
  for (let panel = 0, panels = panelsOf(n); panel < panels; panel++) {
    const j = panel * WIDTH;
    band(
      a, stride << 2, 4, at(packed, j * k), WIDTH << 2, k, at(c, j), stride << 2, rows, min<i32>(WIDTH, n - j), accumulate, 0, false,
    );
  }
}

/** The i-th step that is done, as a place in time. */
// @ts-ignore: decorator
@inline
export function stepAt(i: i32, time: i32, backwards: i32): i32 {
  return backwards ? time - 1 - i : i;
}

/** Is the step there, or does it only fill up the row? Every step is where no marks are given. */
// @ts-ignore: decorator
@inline
export function isPresent(present: usize, step: i32): bool {
  return present === 0 || load<f32>(at(present, step)) !== 0;
}

/** The step that was done before, which there is but for the first. */
// @ts-ignore: decorator
@inline
export function previous(step: i32, backwards: i32): i32 {
  return backwards ? step + 1 : step - 1;
}

/** What goes into a gate: x·W + h·U + b. */
// @ts-ignore: decorator
@inline
export function gate(projected: usize, bias: usize, carried: usize, j: i32, n: i32): v128 {
  return f32x4.add(f32x4.add(loadSome(at(projected, j), n), loadSome(at(carried, j), n)), loadSome(at(bias, j), n));
}

/** The derivative of the logistic curve, by its value. */
// @ts-ignore: decorator
@inline
export function slope(y: v128): v128 {
  return f32x4.mul(y, f32x4.sub(f32x4.splat(1), y));
}

/** The derivative of the hyperbolic tangent, by its value. */
// @ts-ignore: decorator
@inline
export function steepness(y: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(y, y));
}

/**
 * A step that is not there, on the way back: its state, the `state`-th stretch of what the row carries, hands on what it is asked for, and the
 * gates, which lie first, are asked for nothing.
 */
export function wait(dy: usize, carried: usize, gates: i32, state: i32, units: i32): void {
  memory.fill(carried, 0, gates * units << 2);
  for (let j = 0; j < units; j += 4) {
    const dh = at(carried, state * units + j);
    storeSome(dh, f32x4.add(loadSome(dh, units - j), loadSome(at(dy, j), units - j)), units - j);
  }
}
