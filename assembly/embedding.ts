import { loadUpTo, storeUpTo } from "./lanes";
import { at } from "./vector";

/** Rows of a table [vocabulary, d] by ids [n] (i32): out [n, d]; zeros for an id that is none. Its units are ids. */
export function lookUp(ids: usize, table: usize, out: usize, vocabulary: i32, d: i32, from: i32, to: i32): void {
  const bytes = <usize>d << 2;
  for (let i = from; i < to; i++) {
    const id = load<i32>(at(ids, i));
    if (<u32>id < <u32>vocabulary) memory.copy(at(out, i * d), at(table, id * d), bytes);
    else memory.fill(at(out, i * d), 0, bytes);
  }
}

/** The gradient of the table: each row of dy [n, d] added to the row of its id, in the order of the ids. Its units are columns. */
export function lookUpGrad(ids: usize, dy: usize, out: usize, n: i32, vocabulary: i32, d: i32, from: i32, to: i32): void {
  const bytes = <usize>(to - from) << 2;
  if (bytes == <usize>d << 2) memory.fill(out, 0, <usize>vocabulary * bytes);
  else for (let id = 0; id < vocabulary; id++) memory.fill(at(out, id * d + from), 0, bytes);
  for (let i = 0; i < n; i++) {
    const id = load<i32>(at(ids, i));
    if (<u32>id >= <u32>vocabulary) continue;
    const source = at(dy, i * d), target = at(out, id * d);
    for (let j = from; j < to; j += 4) {
      const left = to - j;
      storeUpTo(at(target, j), f32x4.add(loadUpTo(at(target, j), left), loadUpTo(at(source, j), left)), left);
    }
  }
}
