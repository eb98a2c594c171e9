import { at } from "./vector";

/**
 * Rows of a column, numbers [n, size] of `width` bytes each, at rows [batch] (whole numbers as f32): out [batch, size] as f32 where
 * `float`, else i32. Its units are rows of the batch.
 */
export function gatherRows(numbers: usize, width: i32, size: i32, float: i32, rows: usize, out: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const first = <i32>load<f32>(at(rows, i)) * size;
    const target = at(out, i * size);
    if (width == 4) {
      memory.copy(target, at(numbers, first), <usize>size << 2);
      continue;
    }
    for (let j = 0; j < size; j++) {
      const value: i32 = width == 1 ? load<u8>(numbers + <usize>(first + j)) : load<u16>(numbers + (<usize>(first + j) << 1));
      if (float) store<f32>(at(target, j), <f32>value);
      else store<i32>(at(target, j), value);
    }
  }
}

/** book [capacity, units]: from the row `place` names (a whole number as f32) on, rows [n, units]; what would lie beyond its end is left out. Its units are rows. */
export function writeRows(book: usize, rows: usize, place: usize, capacity: i32, units: i32, from: i32, to: i32): void {
  const first = <i32>load<f32>(place);
  const end = min<i32>(to, capacity - first);
  if (from < end) memory.copy(at(book, (first + from) * units), at(rows, from * units), <usize>((end - from) * units) << 2);
}
