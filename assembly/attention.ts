import { expUpTo88 } from "./math";
import { gemm } from "./gemm";
import { at, firstLanes, largest, total } from "./vector";

/**
 * Scaled dot-product attention of a sequence to itself: qkv [batch, time, 3 · width] holds queries, keys and values beside each other, `heads` to
 * each. A unit is one head of one row, counted from `first`; each has `size` numbers of scratch: one or two matrices of scores, and
 * what a product asks for. Masked keys weigh nothing, and where all are masked the sum of nothing is zero.
 */

const NOTHING: f32 = -1e30;

/** Numbers from one row of scores to the next: whole vectors. */
// @ts-ignore: decorator
@inline
function strideOf(time: i32): i32 {
  return (time + 3) & ~3;
}

/** Which of four keys count: those of a mask of the row, or of none, that are not past its end. */
// @ts-ignore: decorator
@inline
function counting(mask: usize, j: i32, time: i32): v128 {
  const inside = firstLanes(time - j);
  if (!mask) return inside;
  const m0 = load<f32>(at(mask, j)), m1 = load<f32>(at(mask, min(j + 1, time - 1)));
  const m2 = load<f32>(at(mask, min(j + 2, time - 1))), m3 = load<f32>(at(mask, min(j + 3, time - 1)));
  return v128.and(inside, f32x4.ne(f32x4.replace_lane(f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(m0), 1, m1), 2, m2), 3, m3), f32x4.splat(0)));
}

/** A row of scores becomes weights that sum to 1; returns the logarithm of what they were divided by. */
function softmaxRow(scores: usize, mask: usize, time: i32, scale: f32): f32 {
  let best = f32x4.splat(NOTHING);
  for (let j = 0; j < time; j += 4) {
    const s = v128.bitselect(f32x4.mul(v128.load(at(scores, j)), f32x4.splat(scale)), f32x4.splat(NOTHING), counting(mask, j, time));
    v128.store(at(scores, j), s);
    best = f32x4.max(best, s);
  }
  const most = largest(best);
  if (most == NOTHING) {
    memory.fill(scores, 0, <usize>strideOf(time) << 2);
    return -NOTHING;
  }
  let sum = f32x4.splat(0);
  for (let j = 0; j < time; j += 4) {
    const s = v128.load(at(scores, j));
    const p = v128.and(expUpTo88(f32x4.sub(s, f32x4.splat(most))), f32x4.ne(s, f32x4.splat(NOTHING)));
    v128.store(at(scores, j), p);
    sum = f32x4.add(sum, p);
  }
  const all = total(sum);
  for (let j = 0; j < time; j += 4) v128.store(at(scores, j), f32x4.mul(v128.load(at(scores, j)), f32x4.splat(<f32>1 / all)));
  return most + <f32>Math.log(all);
}

/** y [batch, time, width], and stats [batch, heads, time], the logarithms of the sums that the weights were divided by. */
export function attention(
  qkv: usize, mask: usize, y: usize, stats: usize, scratch: usize, size: i32, first: i32, time: i32, width: i32, heads: i32, scale: f32,
  from: i32, to: i32,
): void {
  const depth = width / heads, stride = strideOf(time), lda = 3 * width;
  for (let u = from; u < to; u++) {
    const unit = first + u, row = unit / heads, head = unit % heads * depth;
    const q = at(qkv, row * time * lda + head), k = at(q, width), v = at(q, 2 * width);
    const scores = at(scratch, u * size), packed = at(scores, time * stride), keys = mask ? at(mask, row * time) : 0;
    gemm(false, true, time, time, depth, q, lda, k, lda, false, scores, stride, packed);
    for (let i = 0; i < time; i++) store<f32>(at(stats, unit * time + i), softmaxRow(at(scores, i * stride), keys, time, scale));
    gemm(false, false, time, depth, time, scores, stride, v, lda, false, at(y, row * time * width + head), width, packed);
  }
}

/** dqkv [batch, time, 3 · width]; the weights are computed once more, which costs less than keeping them. */
export function attentionGrad(
  qkv: usize, mask: usize, stats: usize, dy: usize, dqkv: usize, scratch: usize, size: i32, first: i32, time: i32, width: i32, heads: i32, scale: f32,
  from: i32, to: i32,
): void {
  const depth = width / heads, stride = strideOf(time), lda = 3 * width;
  for (let u = from; u < to; u++) {
    const unit = first + u, row = unit / heads, head = unit % heads * depth;
    const q = at(qkv, row * time * lda + head), k = at(q, width), v = at(q, 2 * width);
    const dq = at(dqkv, row * time * lda + head), dk = at(dq, width), dv = at(dq, 2 * width);
    const given = at(dy, row * time * width + head), keys = mask ? at(mask, row * time) : 0;
    const weights = at(scratch, u * size), grads = at(weights, time * stride), packed = at(grads, time * stride);
    gemm(false, true, time, time, depth, q, lda, k, lda, false, weights, stride, packed);
    gemm(false, true, time, time, depth, given, width, v, lda, false, grads, stride, packed);
    for (let i = 0; i < time; i++) {
      softmaxGradRow(at(weights, i * stride), at(grads, i * stride), keys, time, scale, load<f32>(at(stats, unit * time + i)));
    }
    gemm(true, false, time, depth, time, weights, stride, given, width, false, dv, lda, packed);
    gemm(false, false, time, depth, time, grads, stride, k, lda, false, dq, lda, packed);
    gemm(true, false, time, depth, time, grads, stride, q, lda, false, dk, lda, packed);
  }
}

/** Scores become weights again, and gradients of the weights those of the scores. */
function softmaxGradRow(weights: usize, grads: usize, mask: usize, time: i32, scale: f32, stat: f32): void {
  let along = f32x4.splat(0);
  for (let j = 0; j < time; j += 4) {
    const counts = counting(mask, j, time);
    const s = f32x4.sub(f32x4.mul(v128.load(at(weights, j)), f32x4.splat(scale)), f32x4.splat(stat));
    const p = stat == -NOTHING ? f32x4.splat(0) : v128.and(expUpTo88(s), counts);
    const g = v128.and(v128.load(at(grads, j)), counts);
    v128.store(at(weights, j), p);
    v128.store(at(grads, j), g);
    along = f32x4.add(along, f32x4.mul(p, g));
  }
  const sum = f32x4.splat(total(along));
  for (let j = 0; j < time; j += 4) {
    const ds = f32x4.mul(f32x4.mul(v128.load(at(weights, j)), f32x4.sub(v128.load(at(grads, j)), sum)), f32x4.splat(scale));
    v128.store(at(grads, j), ds);
  }
}
