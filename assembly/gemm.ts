import { at, fma, loadSome, storeSome, tileRows } from "./vector";

/**
 * Products of matrices, row-major, either of them transposed. A tile of C, six rows by eight columns or four, is summed in registers, of which x64
 * has sixteen; B is laid out in panels as wide as a tile, so that it is read in order.
 *
 * Measured in Chromium 156 (relaxed SIMD, one thread of an EPYC of 2025, GFLOP/s; four rows, six rows), beside tfjs-backend-wasm 4.22 in Node:
 *
 *     A·B  256×256·256×256    60  62   stock 46        Aᵀ·B  (128×256)ᵀ·128×256    58  60   stock 0.7
 *     A·B  128×20·20×256      50  47   stock 37        A·B   32×128·128×512        52  54
 *
 * V8 12.4 and before (Chrome 124, Node 22) spills with six rows, and computes half as fast; 13.6 does not (Chrome 136, Node 24), nor Firefox 153.
 */

/** Numbers of one row of a tile: two vectors. */
export const WIDTH = 8;
/** So many products are summed before the next panel: one panel then fits the first cache. */
const DEPTH = 512;
/** Rows of A that stay in the second cache while all panels pass over them. */
const BAND = 256;
/** From so many rows on, laying a panel of B in order costs less than striding through it. */
const ROWS_WORTH_PACKING = 12;

/** float32 numbers of scratch that `gemm` of so many columns and so long sums asks for. */
// @ts-ignore: decorator
@inline
export function gemmScratch(n: i32, k: i32): i32 {
  return panelsOf(n) * panelSize(k);
}
// @ts-ignore: decorator
@inline
export function panelsOf(n: i32): i32 {
  return (n + WIDTH - 1) / WIDTH;
}
// @ts-ignore: decorator
@inline
export function panelSize(k: i32): i32 {
  return min<i32>(k, DEPTH) * WIDTH;
}

/**
 * C = A·B, or C += A·B with `accumulate`: C [m, n], A [m, k], or [k, m] when transposed, B [k, n], or [n, k] when transposed;
 * `lda`, `ldb`, `ldc` are the numbers from one row to the next of each as it lies. C may be none of the operands.
 * `scratch` has `gemmScratch(n, k)` numbers.
 */
export function gemm(
  transA: bool, transB: bool, m: i32, n: i32, k: i32, a: usize, lda: i32, b: usize, ldb: i32, accumulate: bool, c: usize, ldc: i32, scratch: usize,
): void {
  gemmPanels(transA, transB, m, n, k, a, lda, b, ldb, accumulate, c, ldc, 0, false, scratch, 0, panelsOf(n));
}

/**
 * The panels `first` to `last` - 1 of `gemm`, each of `WIDTH` columns of C; a bias [n], unless it is 0, and relu are folded into the
 * last store.
 */
export function gemmPanels(
  transA: bool, transB: bool, m: i32, n: i32, k: i32, a: usize, lda: i32, b: usize, ldb: i32, accumulate: bool, c: usize, ldc: i32,
  bias: usize, relu: bool, scratch: usize, first: i32, last: i32,
): void {
  const rowStep: i32 = transA ? 4 : lda << 2;
  const sumStep: i32 = transA ? lda << 2 : 4;
  let p = 0;
  do {
    const depth = min<i32>(k - p, DEPTH);
    const isLast = p + depth >= k;
    const aHere = a + p * sumStep;
    const bHere = transB ? at(b, p) : at(b, p * ldb);
    for (let i = 0; i < m; i += BAND) {
      for (let panel = first; panel < last; panel++) {
        const j = panel * WIDTH;
        const columns = min<i32>(WIDTH, n - j);
        const isPacked = transB || columns < WIDTH || m >= ROWS_WORTH_PACKING;
        const packed = at(scratch, (panel - first) * panelSize(k));
        const bPanel = transB ? at(bHere, j * ldb) : at(bHere, j);
        if (isPacked && i === 0) {
          if (transB) packTransposed(bPanel, ldb, depth, columns, packed);
          else pack(bPanel, ldb, depth, columns, packed);
        }
        band(
          aHere + i * rowStep, rowStep, sumStep, isPacked ? packed : bPanel, isPacked ? WIDTH << 2 : ldb << 2, depth,
          at(c, i * ldc + j), ldc << 2, min<i32>(BAND, m - i), columns, accumulate || p > 0, isLast && bias ? at(bias, j) : 0, isLast && relu,
        );
      }
    }
    p += DEPTH;
  } while (p < k);
}

/** All tiles of one panel over a band of rows. */
export function band(
  a: usize, rowStep: i32, sumStep: i32, b: usize, bStep: i32, depth: i32, c: usize, cStep: i32, rows: i32, columns: i32,
  accumulate: bool, bias: usize, relu: bool,
): void {
  while (rows > 0) {
    const count = min<i32>(columns > 4 ? tileRows(rows) : 4, rows);
    if (columns > 4) {
      if (count > 4) tile(6, true, a, rowStep, sumStep, b, bStep, depth, c, cStep, count, columns, accumulate, bias, relu);
      else if (count > 1) tile(4, true, a, rowStep, sumStep, b, bStep, depth, c, cStep, count, columns, accumulate, bias, relu);
      else tile(1, true, a, rowStep, sumStep, b, bStep, depth, c, cStep, 1, columns, accumulate, bias, relu);
    } else if (count > 1) tile(4, false, a, rowStep, sumStep, b, bStep, depth, c, cStep, count, columns, accumulate, bias, relu);
    else tile(1, false, a, rowStep, sumStep, b, bStep, depth, c, cStep, 1, columns, accumulate, bias, relu);
    a += count * rowStep;
    c += count * cStep;
    rows -= count;
  }
}

/** One tile in registers: `tall` rows (six, four or one), eight columns or four. Rows past the end repeat the last one and are not stored. */
// @ts-ignore: decorator
@inline
function tile(
  tall: i32, wide: bool, a0: usize, rowStep: i32, sumStep: i32, b: usize, bStep: i32, depth: i32, c: usize, cStep: i32,
  rows: i32, columns: i32, accumulate: bool, bias: usize, relu: bool,
): void {
  const zero = f32x4.splat(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero, c30 = zero, c31 = zero, c40 = zero, c41 = zero, c50 = zero, c51 = zero;
  let a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
  if (tall > 1) {
    a1 = a0 + rowStep;
    a2 = rows > 2 ? a1 + rowStep : a1;
    a3 = rows > 3 ? a2 + rowStep : a2;
  }
  if (tall > 4) {
    a4 = a3 + rowStep;
    a5 = rows > 5 ? a4 + rowStep : a4;
  }
  for (let p = depth, o = 0; p > 0; p--, o += sumStep) {
    const b0 = v128.load(b);
    const b1 = wide ? v128.load(b, 16) : zero;
    let factor = v128.load32_splat(a0 + o);
    c00 = fma(c00, factor, b0);
    if (wide) c01 = fma(c01, factor, b1);
    if (tall > 1) {
      factor = v128.load32_splat(a1 + o);
      c10 = fma(c10, factor, b0);
      if (wide) c11 = fma(c11, factor, b1);
      factor = v128.load32_splat(a2 + o);
      c20 = fma(c20, factor, b0);
      if (wide) c21 = fma(c21, factor, b1);
      factor = v128.load32_splat(a3 + o);
      c30 = fma(c30, factor, b0);
      if (wide) c31 = fma(c31, factor, b1);
    }
    if (tall > 4) {
      factor = v128.load32_splat(a4 + o);
      c40 = fma(c40, factor, b0);
      if (wide) c41 = fma(c41, factor, b1);
      factor = v128.load32_splat(a5 + o);
      c50 = fma(c50, factor, b0);
      if (wide) c51 = fma(c51, factor, b1);
    }
    b += bStep;
  }
  finish(wide, c, columns, c00, c01, accumulate, bias, relu);
  if (tall > 1) {
    finish(wide, c + cStep, columns, c10, c11, accumulate, bias, relu);
    if (rows > 2) finish(wide, c + 2 * cStep, columns, c20, c21, accumulate, bias, relu);
    if (rows > 3) finish(wide, c + 3 * cStep, columns, c30, c31, accumulate, bias, relu);
  }
  if (tall > 4) {
    finish(wide, c + 4 * cStep, columns, c40, c41, accumulate, bias, relu);
    if (rows > 5) finish(wide, c + 5 * cStep, columns, c50, c51, accumulate, bias, relu);
  }
}

/** One row of a tile goes to memory. */
function finish(wide: bool, c: usize, columns: i32, low: v128, high: v128, accumulate: bool, bias: usize, relu: bool): void {
  if (!wide || columns < WIDTH) {
    finishFour(c, columns, low, accumulate, bias, relu);
    if (wide) finishFour(c + 16, columns - 4, high, accumulate, bias ? bias + 16 : 0, relu);
    return;
  }
  if (accumulate) {
    low = f32x4.add(low, v128.load(c));
    high = f32x4.add(high, v128.load(c, 16));
  }
  if (bias) {
    low = f32x4.add(low, v128.load(bias));
    high = f32x4.add(high, v128.load(bias, 16));
  }
  if (relu) {
    low = f32x4.max(low, f32x4.splat(0));
    high = f32x4.max(high, f32x4.splat(0));
  }
  v128.store(c, low);
  v128.store(c, high, 16);
}

// @ts-ignore: decorator
@inline
function finishFour(c: usize, columns: i32, sums: v128, accumulate: bool, bias: usize, relu: bool): void {
  if (accumulate) sums = f32x4.add(sums, loadSome(c, columns));
  if (bias) sums = f32x4.add(sums, loadSome(bias, columns));
  if (relu) sums = f32x4.max(sums, f32x4.splat(0));
  storeSome(c, sums, columns);
}

/** B's columns, row by row; missing ones are zero. */
export function pack(b: usize, ldb: i32, depth: i32, columns: i32, packed: usize): void {
  if (columns === WIDTH) {
    for (let p = 0; p < depth; p++) {
      v128.store(packed, v128.load(b));
      v128.store(packed, v128.load(b, 16), 16);
      b += ldb << 2;
      packed += WIDTH << 2;
    }
    return;
  }
  for (let p = 0; p < depth; p++) {
    v128.store(packed, loadSome(b, columns));
    v128.store(packed, columns > 4 ? loadSome(b + 16, columns - 4) : f32x4.splat(0), 16);
    b += ldb << 2;
    packed += WIDTH << 2;
  }
}

/** The same of columns that lie as rows. */
export function packTransposed(b: usize, ldb: i32, depth: i32, columns: i32, packed: usize): void {
  let p = 0;
  if (columns === WIDTH) {
    for (; p + 4 <= depth; p += 4) {
      transposeFour(at(b, p), ldb << 2, at(packed, p * WIDTH));
      transposeFour(at(b, 4 * ldb + p), ldb << 2, at(packed, p * WIDTH + 4));
    }
  }
  for (; p < depth; p++) {
    for (let j = 0; j < WIDTH; j++) store<f32>(at(packed, p * WIDTH + j), j < columns ? load<f32>(at(b, j * ldb + p)) : 0);
  }
}

/** Four rows of four numbers, `step` bytes apart, become columns of a panel. */
// @ts-ignore: decorator
@inline
function transposeFour(rows: usize, step: usize, panel: usize): void {
  const a = v128.load(rows), b = v128.load(rows + step), c = v128.load(rows + 2 * step), d = v128.load(rows + 3 * step);
  const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  const abRest = v128.shuffle<i32>(a, b, 2, 6, 3, 7), cdRest = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(panel, v128.shuffle<i32>(ab, cd, 0, 1, 4, 5));
  v128.store(panel, v128.shuffle<i32>(ab, cd, 2, 3, 6, 7), 32);
  v128.store(panel, v128.shuffle<i32>(abRest, cdRest, 0, 1, 4, 5), 64);
  v128.store(panel, v128.shuffle<i32>(abRest, cdRest, 2, 3, 6, 7), 96);
}
