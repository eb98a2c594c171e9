import { at } from "./vector";

/** Casts between float32, int32 and bytes of 0 or 1. */
export function toInt(x: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<i32>(at(y, i), i32x4.extract_lane(i32x4.trunc_sat_f32x4_s(v128.load32_zero(at(x, i))), 0));
}
export function toFloat(x: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<f32>(at(y, i), <f32>load<i32>(at(x, i)));
}
export function boolToFloat(x: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<f32>(at(y, i), <f32>load<u8>(x + i));
}
export function boolToInt(x: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<i32>(at(y, i), load<u8>(x + i));
}
/** NaN is not 0. */
export function floatToBool(x: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<u8>(y + i, load<f32>(at(x, i)) !== 0 ? 1 : 0);
}
export function intToBool(x: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<u8>(y + i, load<i32>(at(x, i)) !== 0 ? 1 : 0);
}

/** y[i] of `a` where the condition, bytes of 0 or 1, holds, else of `b`, four bytes each. Units of work: numbers. */
export function choose(condition: usize, a: usize, b: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) {
    const chosen = load<u8>(condition + i) ? a : b;
    store<i32>(at(y, i), load<i32>(at(chosen, i)));
  }
}

export function not(x: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<u8>(y + i, load<u8>(x + i) ? 0 : 1);
}
/** Both, of operands of one shape. */
export function and(a: usize, b: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<u8>(y + i, load<u8>(a + i) & load<u8>(b + i));
}
/** Either, of operands of one shape. */
export function or(a: usize, b: usize, y: usize, from: i32, to: i32): void {
  for (let i = from; i < to; i++) store<u8>(y + i, load<u8>(a + i) | load<u8>(b + i));
}
