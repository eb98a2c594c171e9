import { at } from "./vector";

/** y[i] = value. */
export function fill(y: usize, value: f32, from: i32, to: i32): void {
  let i = from;
  for (; i + 4 <= to; i += 4) v128.store(at(y, i), f32x4.splat(value));
  for (; i < to; i++) store<f32>(at(y, i), value);
}

/** dx[i] = dy[i] where y[i] is above zero, else 0. */
export function passWhereAbove(dy: usize, y: usize, dx: usize, from: i32, to: i32): void {
  let i = from;
  for (; i + 4 <= to; i += 4) v128.store(at(dx, i), v128.and(v128.load(at(dy, i)), f32x4.gt(v128.load(at(y, i)), f32x4.splat(0))));
  for (; i < to; i++) store<f32>(at(dx, i), load<f32>(at(y, i)) > 0 ? load<f32>(at(dy, i)) : 0);
}

export function fillInt(y: usize, value: i32, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<i32>(at(y, i), value);
}
