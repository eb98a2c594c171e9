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
