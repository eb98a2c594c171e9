import { at } from "./vector";

/** From so many numbers on, the engine's own copy is faster than a loop. */
const WORTH_A_COPY = 6;

/**
 * y [batch, outer, count, slice] = x [batch, outer, size, slice] at ids [batch, count], int32, four bytes each; zeros where an id is
 * out of range. Units of work: the slices of y.
 */
export function gather(x: usize, ids: usize, y: usize, outer: i32, size: i32, slice: i32, count: i32, from: i32, to: i32): void {
  for (let unit = from; unit < to;) {
    const row = unit / count; // of batch and outer
    const first = unit - row * count;
    const end = min<i32>(count, first + to - unit);
    const own = at(x, row * size * slice), wanted = at(ids, (row / outer) * count);
    for (let k = first; k < end; k++, unit++) {
      const id = load<i32>(at(wanted, k));
      const source = at(own, id * slice), target = at(y, unit * slice);
      if (<u32>id >= <u32>size) memory.fill(target, 0, <usize>slice << 2);
      else if (slice >= WORTH_A_COPY) memory.copy(target, source, <usize>slice << 2);
      else for (let i = 0; i < slice; i++) store<i32>(at(target, i), load<i32>(at(source, i)));
    }
  }
}

/**
 * y [segments, slice]: sums of the rows of x [rows, slice] by their ids [rows], int32; rows of other ids are left out. Units of work:
 * the columns of y.
 */
export function segmentSum(x: usize, ids: usize, y: usize, rows: i32, segments: i32, slice: i32, from: i32, to: i32): void {
  const bytes = <usize>(to - from) << 2;
  if (to - from == slice) memory.fill(y, 0, bytes * segments);
  else for (let segment = 0; segment < segments; segment++) memory.fill(at(y, segment * slice + from), 0, bytes);
  for (let row = 0; row < rows; row++) {
    const id = load<i32>(at(ids, row));
    if (<u32>id >= <u32>segments) continue;
    const source = at(x, row * slice), target = at(y, id * slice);
    let i = from;
    for (; i + 4 <= to; i += 4) v128.store(at(target, i), f32x4.add(v128.load(at(target, i)), v128.load(at(source, i))));
    for (; i < to; i++) store<f32>(at(target, i), load<f32>(at(target, i)) + load<f32>(at(source, i)));
  }
}

/** y [rows, depth], four bytes each: `on` where the column is the row's id, int32, else `off`. Units of work: rows. */
export function oneHot(ids: usize, y: usize, depth: i32, on: i32, off: i32, from: i32, to: i32): void {
  for (let row = from; row < to; row++) {
    const target = at(y, row * depth);
    for (let i = 0; i < depth; i++) store<i32>(at(target, i), off);
    const id = load<i32>(at(ids, row));
    if (<u32>id < <u32>depth) store<i32>(at(target, id), on);
  }
}
