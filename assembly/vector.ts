/** Four numbers at a time. */

/** Where the number of an index lies. */
// @ts-ignore: decorator
@inline
export function at(base: usize, index: i32): usize {
  return base + (<usize>index << 2);
}

/** c + a·b, in one rounding where the engine has the relaxed instruction. */
// @ts-ignore: decorator
@inline
export function fma(c: v128, a: v128, b: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}

/** Whether the engine keeps a tile of six rows by eight columns in registers, with what it is multiplied by; else one of four rows is quicker. */
// @ts-ignore: decorator
@external("env", "tall")
export declare const TALL: i32;

/** Rows of the next tile, where so many are left: two fours are quicker than a six and what would be left of the second. */
// @ts-ignore: decorator
@inline
export function tileRows(left: i32): i32 {
  return TALL && left > 4 && left !== 8 ? 6 : 4;
}

/** One number to four at least; the lanes past `count` are zero. */
// @ts-ignore: decorator
@inline
export function loadSome(from: usize, count: i32): v128 {
  if (count > 3) return v128.load(from);
  if (count === 3) return v128.load32_lane(from + 8, v128.load64_zero(from), 2);
  return count === 2 ? v128.load64_zero(from) : v128.load32_zero(from);
}

/** The first one to four lanes. */
// @ts-ignore: decorator
@inline
export function storeSome(to: usize, numbers: v128, count: i32): void {
  if (count > 3) v128.store(to, numbers);
  else if (count === 1) v128.store32_lane(to, numbers, 0);
  else {
    v128.store64_lane(to, numbers, 0);
    if (count === 3) v128.store32_lane(to + 8, numbers, 2);
  }
}

/** All ones in the first `count` lanes, else zero. */
// @ts-ignore: decorator
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}

/** The sum of the four. */
// @ts-ignore: decorator
@inline
export function total(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** The largest of the four. */
// @ts-ignore: decorator
@inline
export function largest(v: v128): f32 {
  return max<f32>(max<f32>(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)), max<f32>(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
}
