import { at, loadSome, storeSome } from "./vector";

/**
 * Pooling over x [pictures, height, width, c] → y [pictures, outH, outW, c]; padding never counts. Every function's unit is a picture.
 */

/**
 * The largest number of each window; eight channels at a time, which stay in registers: the bench's pictures are answered by 16.4 → 18.4
 * thousand a second (Node, one thread, relaxed, time of the processor).
 */
export function maxPool(
  x: usize, y: usize, height: i32, width: i32, c: i32, h: i32, w: i32, outH: i32, outW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, top: i32, left: i32, from: i32, to: i32,
): void {
  const stepY = <usize>(dilationY * width * c) << 2, stepX = <usize>(dilationX * c) << 2;
  for (let picture = from; picture < to; picture++) for (let i = 0; i < outH; i++) {
    const row = within(i * strideY - top, dilationY), rows = beyond(i * strideY - top, h, dilationY, height) - row;
    for (let j = 0; j < outW; j++) {
      const column = within(j * strideX - left, dilationX), columns = beyond(j * strideX - left, w, dilationX, width) - column;
      const first = at(x, ((picture * height + row) * width + column) * c);
      const down = <usize>max(0, (rows + dilationY - 1) / dilationY) * stepY, along = <usize>max(0, (columns + dilationX - 1) / dilationX) * stepX;
      const out = at(y, ((picture * outH + i) * outW + j) * c);
      let k = 0;
      for (; k + 8 <= c; k += 8) largest(true, at(first, k), at(out, k), 4, down, stepY, along, stepX);
      for (; k < c; k += 4) largest(false, at(first, k), at(out, k), c - k, down, stepY, along, stepX);
    }
  }
}

/** The first place of a window that is no padding. */
// @ts-ignore: decorator
@inline
function within(first: i32, step: i32): i32 {
  return first >= 0 ? first : first + (step - 1 - first) / step * step;
}

/** Where a window of `count` places ends, or the axis before it. */
// @ts-ignore: decorator
@inline
function beyond(first: i32, count: i32, step: i32, size: i32): i32 {
  return min(size, first + count * step);
}

/** Of eight channels, or of up to four. */
// @ts-ignore: decorator
@inline
function largest(eight: bool, x: usize, y: usize, count: i32, down: usize, stepY: usize, along: usize, stepX: usize): void {
  let low = f32x4.splat(-Infinity), high = low;
  for (const end = x + down; x < end; x += stepY) for (let source = x, last = x + along; source < last; source += stepX) {
    low = f32x4.max(low, eight ? v128.load(source) : loadSome(source, count));
    if (eight) high = f32x4.max(high, v128.load(source, 16));
  }
  if (eight) {
    v128.store(y, low);
    v128.store(y, high, 16);
  } else storeSome(y, low, count);
}

/** dx: what a window was given goes to its first largest number. */
export function maxPoolGrad(
  x: usize, dy: usize, dx: usize, height: i32, width: i32, c: i32, h: i32, w: i32, outH: i32, outW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, top: i32, left: i32, from: i32, to: i32,
): void {
  const size = height * width * c;
  memory.fill(at(dx, from * size), 0, <usize>(to - from) * size << 2);
  for (let picture = from; picture < to; picture++) for (let i = 0; i < outH; i++) for (let j = 0; j < outW; j++) {
    const gradient = at(dy, ((picture * outH + i) * outW + j) * c);
    let k = 0;
    for (; k < c; k += 4) {
      const many = k + 4 <= c;
      let best = f32x4.splat(-Infinity), place = i32x4.splat(-1);
      for (let row = i * strideY - top, lastRow = row + h * dilationY; row < lastRow; row += dilationY) {
        if (<u32>row >= <u32>height) continue;
        for (let column = j * strideX - left, lastColumn = column + w * dilationX; column < lastColumn; column += dilationX) {
          if (<u32>column >= <u32>width) continue;
          const index = (row * width + column) * c + k;
          const source = at(x, picture * size + index);
          const value = many ? v128.load(source) : few(source, c - k);
          const larger = f32x4.gt(value, best);
          best = v128.bitselect(value, best, larger);
          place = v128.bitselect(i32x4.splat(index), place, larger);
        }
      }
      const out = at(dx, picture * size);
      give(out, i32x4.extract_lane(place, 0), at(gradient, k));
      if (k + 1 < c) give(out, i32x4.extract_lane(place, 1) + 1, at(gradient, k + 1));
      if (k + 2 < c) give(out, i32x4.extract_lane(place, 2) + 2, at(gradient, k + 2));
      if (k + 3 < c) give(out, i32x4.extract_lane(place, 3) + 3, at(gradient, k + 3));
    }
  }
}

// @ts-ignore: decorator
@inline
function few(source: usize, count: i32): v128 {
  const values = f32x4.replace_lane(f32x4.splat(-Infinity), 0, load<f32>(source));
  if (count == 1) return values;
  const two = f32x4.replace_lane(values, 1, load<f32>(source, 4));
  return count == 2 ? two : f32x4.replace_lane(two, 2, load<f32>(source, 8));
}

// @ts-ignore: decorator
@inline
function give(dx: usize, place: i32, value: usize): void {
  if (place >= 0) store<f32>(at(dx, place), load<f32>(at(dx, place)) + load<f32>(value));
}

/** The mean of the numbers of each window, without its padding. */
export function averagePool(
  x: usize, y: usize, height: i32, width: i32, c: i32, h: i32, w: i32, outH: i32, outW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, top: i32, left: i32, from: i32, to: i32,
): void {
  for (let picture = from; picture < to; picture++) for (let i = 0; i < outH; i++) for (let j = 0; j < outW; j++) {
    const out = at(y, ((picture * outH + i) * outW + j) * c);
    memory.fill(out, 0, <usize>c << 2);
    const rows = inside(i * strideY - top, dilationY, h, height), columns = inside(j * strideX - left, dilationX, w, width);
    const share = <f32>1 / <f32>max(1, rows * columns);
    for (let tap = 0; tap < h * w; tap++) {
      const row = i * strideY - top + tap / w * dilationY, column = j * strideX - left + tap % w * dilationX;
      if (<u32>row >= <u32>height || <u32>column >= <u32>width) continue;
      addScaled(out, at(x, ((picture * height + row) * width + column) * c), share, c);
    }
  }
}

/** How many of `count` numbers, `step` apart from `first` on, are numbers of an axis of `size`. */
// @ts-ignore: decorator
@inline
function inside(first: i32, step: i32, count: i32, size: i32): i32 {
  let sum = 0;
  for (let i = 0; i < count; i++, first += step) if (<u32>first < <u32>size) sum++;
  return sum;
}

/** dx: each number of a window gets a share of what the window was given, the padding its own, as in the stock kernel. */
export function averagePoolGrad(
  dy: usize, dx: usize, height: i32, width: i32, c: i32, h: i32, w: i32, outH: i32, outW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, top: i32, left: i32, from: i32, to: i32,
): void {
  const size = height * width * c;
  memory.fill(at(dx, from * size), 0, <usize>(to - from) * size << 2);
  const share = <f32>1 / <f32>(h * w);
  for (let picture = from; picture < to; picture++) for (let i = 0; i < outH; i++) for (let j = 0; j < outW; j++) {
    const gradient = at(dy, ((picture * outH + i) * outW + j) * c);
    for (let tap = 0; tap < h * w; tap++) {
      const row = i * strideY - top + tap / w * dilationY, column = j * strideX - left + tap % w * dilationX;
      if (<u32>row >= <u32>height || <u32>column >= <u32>width) continue;
      addScaled(at(dx, ((picture * height + row) * width + column) * c), gradient, share, c);
    }
  }
}

/** y += factor · x. */
// @ts-ignore: decorator
@inline
function addScaled(y: usize, x: usize, factor: f32, n: i32): void {
  let k = 0;
  for (; k + 4 <= n; k += 4) v128.store(at(y, k), f32x4.add(v128.load(at(y, k)), f32x4.mul(v128.load(at(x, k)), f32x4.splat(factor))));
  for (; k < n; k++) store<f32>(at(y, k), load<f32>(at(y, k)) + load<f32>(at(x, k)) * factor);
}
