import { at } from "./vector";

/** So many rows are summed by themselves first: sums of sums lose less. */
const BLOCK = 256;

/** y[j] = Σ x[i, j], x [rows, columns]. Unit: a column. */
export function columnSums(x: usize, y: usize, rows: i32, columns: i32, from: i32, to: i32): void {
  let j = from;
  for (; j + 8 <= to; j += 8) {
    let s0 = f32x4.splat(0), s1 = s0;
    for (let row = 0; row < rows; row += BLOCK) {
      const end = min(rows, row + BLOCK);
      let p0 = f32x4.splat(0), p1 = p0;
      for (let i = row; i < end; i++) {
        p0 = f32x4.add(p0, v128.load(at(x, i * columns + j)));
        p1 = f32x4.add(p1, v128.load(at(x, i * columns + j), 16));
      }
      s0 = f32x4.add(s0, p0);
      s1 = f32x4.add(s1, p1);
    }
    v128.store(at(y, j), s0);
    v128.store(at(y, j), s1, 16);
  }
  for (; j < to; j++) {
    let sum: f32 = 0;
    for (let row = 0; row < rows; row += BLOCK) {
      const end = min(rows, row + BLOCK);
      let part: f32 = 0;
      for (let i = row; i < end; i++) part += load<f32>(at(x, i * columns + j));
      sum += part;
    }
    store<f32>(at(y, j), sum);
  }
}
