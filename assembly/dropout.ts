import { at } from "./vector";

/** A 32-bit finalizer with low bias (Wellons, lowbias32), of one number and of four. */
function mix(state: u32): u32 {
  let x = state;
  x = (x ^ (x >> 16)) * 0x21f0aaad;
  x = (x ^ (x >> 15)) * 0x735a2d97;
  return x ^ (x >> 15);
}
// @ts-ignore: decorator
@inline
function mix4(state: v128): v128 {
  let x = state;
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 16)), i32x4.splat(0x21f0aaad));
  x = i32x4.mul(v128.xor(x, i32x4.shr_u(x, 15)), i32x4.splat(0x735a2d97));
  return v128.xor(x, i32x4.shr_u(x, 15));
}

/** y[i] = kept·x[i] where the hash of (key, step, i) reaches the threshold, else 0. */
export function dropout(x: usize, step: usize, y: usize, key: u32, threshold: u32, kept: f32, from: i32, to: i32): void {
  const stream = mix(key ^ (<u32>load<f32>(step) * <u32>0x9e3779b1));
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const position = i32x4.add(i32x4.splat(stream + i), i32x4(0, 1, 2, 3));
    const isKept = i32x4.ge_u(mix4(position), i32x4.splat(threshold));
    v128.store(at(y, i), v128.and(f32x4.mul(v128.load(at(x, i)), f32x4.splat(kept)), isKept));
  }
  for (; i < to; i++) store<f32>(at(y, i), mix(stream + <u32>i) >= threshold ? load<f32>(at(x, i)) * kept : <f32>0);
}
