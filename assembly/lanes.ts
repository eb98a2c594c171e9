import { at } from "./vector";

/** Sums over rows of any length, and the three numbers or fewer that four lanes leave over. */

/** Up to four numbers; lanes without one are 0. */
// @ts-ignore: decorator
@inline
export function loadUpTo(from: usize, count: i32): v128 {
  if (count >= 4) return v128.load(from);
  let numbers = v128.load_zero<f32>(from);
  if (count > 1) numbers = v128.load_lane<f32>(from, numbers, 1, 4);
  if (count > 2) numbers = v128.load_lane<f32>(from, numbers, 2, 8);
  return numbers;
}

// @ts-ignore: decorator
@inline
export function storeUpTo(to: usize, numbers: v128, count: i32): void {
  if (count >= 4) {
    v128.store(to, numbers);
    return;
  }
  v128.store_lane<f32>(to, numbers, 0);
  if (count > 1) v128.store_lane<f32>(to, numbers, 1, 4);
  if (count > 2) v128.store_lane<f32>(to, numbers, 2, 8);
}

/** All ones in the first `count` lanes, else 0. */
// @ts-ignore: decorator
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}

// @ts-ignore: decorator
@inline
export function laneSum(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** Σ x of a row. */
// @ts-ignore: decorator
@inline
export function rowSum(x: usize, d: i32): f32 {
  let sum = f32x4.splat(0);
  for (let j = 0; j < d; j += 4) sum = f32x4.add(sum, loadUpTo(at(x, j), d - j));
  return laneSum(sum);
}
