import { at } from "./vector";

/**
 * y = x, four bytes each, on [rows, planes, lines, run]: `xRow` … `xStep` and `yRow` … `yLine` are the numbers from one to the next of
 * each axis (x's may be 0, which repeats, or negative, which reverses; y's runs are whole). Units of work: rows.
 */
export function strided(
  x: usize, y: usize, planes: i32, lines: i32, run: i32, xRow: i32, xPlane: i32, xLine: i32, xStep: i32, yRow: i32, yPlane: i32, yLine: i32,
  from: i32, to: i32,
): void {
  for (let r = from; r < to; r++) {
    for (let p = 0; p < planes; p++) {
      let source = at(x, r * xRow + p * xPlane);
      let target = at(y, r * yRow + p * yPlane);
      for (let l = 0; l < lines; l++) {
        line(source, target, run, xStep);
        source = at(source, xLine);
        target = at(target, yLine);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function line(source: usize, target: usize, run: i32, step: i32): void {
  if (step === 1 && run >= 32) memory.copy(target, source, <usize>run << 2);
  else for (let i = 0; i < run; i++) store<i32>(at(target, i), load<i32>(at(source, i * step)));
}

/** y [n, m] = x [m, n] transposed, for each of a batch, in squares of four. Units of work: matrices. */
export function transpose(x: usize, y: usize, m: i32, n: i32, from: i32, to: i32): void {
  const wholeM = m & ~3, wholeN = n & ~3;
  for (let matrix = from; matrix < to; matrix++) {
    const source = at(x, matrix * m * n), target = at(y, matrix * m * n);
    for (let i = 0; i < wholeM; i += 4) {
      for (let j = 0; j < wholeN; j += 4) square(at(source, i * n + j), at(target, j * m + i), n, m);
    }
    for (let i = 0; i < m; i++) {
      for (let j = i < wholeM ? wholeN : 0; j < n; j++) store<i32>(at(target, j * m + i), load<i32>(at(source, i * n + j)));
    }
  }
}

// @ts-ignore: decorator
@inline
function square(source: usize, target: usize, n: i32, m: i32): void {
  const r0 = v128.load(source), r1 = v128.load(at(source, n)), r2 = v128.load(at(source, 2 * n)), r3 = v128.load(at(source, 3 * n));
  const low01 = i32x4.shuffle(r0, r1, 0, 4, 1, 5), low23 = i32x4.shuffle(r2, r3, 0, 4, 1, 5);
  const high01 = i32x4.shuffle(r0, r1, 2, 6, 3, 7), high23 = i32x4.shuffle(r2, r3, 2, 6, 3, 7);
  v128.store(target, i64x2.shuffle(low01, low23, 0, 2));
  v128.store(at(target, m), i64x2.shuffle(low01, low23, 1, 3));
  v128.store(at(target, 2 * m), i64x2.shuffle(high01, high23, 0, 2));
  v128.store(at(target, 3 * m), i64x2.shuffle(high01, high23, 1, 3));
}
