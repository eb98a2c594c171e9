import { at } from "./vector";

/** y[i] = value. */
export function fill(y: usize, value: f32, from: i32, to: i32): void {
  let i = from;
  for (; i + 4 <= to; i += 4) v128.store(at(y, i), f32x4.splat(value));
  for (; i < to; i++) store<f32>(at(y, i), value);
}

export function fillInt(y: usize, value: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<i32>(at(y, i), value);
}
