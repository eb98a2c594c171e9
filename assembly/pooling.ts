import { at } from "./vector";

/**
 * Pooling over x [pictures, height, width, c] → y [pictures, outH, outW, c]; padding never counts. Every function's unit is a picture.
 */

/** The largest number of each window. */
export function maxPool(
  x: usize, y: usize, height: i32, width: i32, c: i32, h: i32, w: i32, outH: i32, outW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, top: i32, left: i32, from: i32, to: i32,
): void {
  for (let picture = from; picture < to; picture++) for (let i = 0; i < outH; i++) for (let j = 0; j < outW; j++) {
    const out = at(y, ((picture * outH + i) * outW + j) * c);
    let k = 0;
    for (; k < c; k++) store<f32>(at(out, k), -Infinity);
    for (let row = i * strideY - top, lastRow = row + h * dilationY; row < lastRow; row += dilationY) {
      if (<u32>row >= <u32>height) continue; // negative ones too
      for (let column = j * strideX - left, lastColumn = column + w * dilationX; column < lastColumn; column += dilationX) {
        if (<u32>column >= <u32>width) continue;
        const source = at(x, ((picture * height + row) * width + column) * c);
        for (k = 0; k + 4 <= c; k += 4) v128.store(at(out, k), f32x4.max(v128.load(at(out, k)), v128.load(at(source, k))));
        for (; k < c; k++) store<f32>(at(out, k), max<f32>(load<f32>(at(out, k)), load<f32>(at(source, k))));
      }
    }
  }
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
