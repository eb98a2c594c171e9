import { at, fma, tileRows } from "./vector";

/**
 * Convolution without laying out its windows: in a picture with its padding around it, [height, width, channels], the numbers that one
 * row of the filter meets lie side by side, so that a window is a row of a matrix whose rows overlap.
 */

/** x [pictures, h, w, c] in a field of zeros, [pictures, fieldH, fieldW, c], from (top, left) on, every `stepY`th row and `stepX`th column. Unit: a picture. */
export function field(
  x: usize, y: usize, h: i32, w: i32, c: i32, fieldH: i32, fieldW: i32, top: i32, left: i32, stepY: i32, stepX: i32, from: i32, to: i32,
): void {
  memory.fill(at(y, from * fieldH * fieldW * c), 0, <usize>(to - from) * fieldH * fieldW * c << 2);
  const side = stepX == 1 && left >= 0 && left + w <= fieldW; // whole rows can be copied
  for (let picture = from; picture < to; picture++) {
    for (let i = 0, row = top; i < h; i++, row += stepY) {
      if (row < 0 || row >= fieldH) continue;
      const source = at(x, (picture * h + i) * w * c), target = at(y, (picture * fieldH + row) * fieldW * c);
      if (side) memory.copy(at(target, left * c), source, <usize>(w * c) << 2);
      else for (let j = 0, column = left; j < w; j++, column += stepX) {
        if (column >= 0 && column < fieldW) memory.copy(at(target, column * c), at(source, j * c), <usize>c << 2);
      }
    }
  }
}

/**
 * A filter [taps, rows, columns] as panels: columns [from 8p to 8p + 8) of all rows, one row after the other; then panels of 4 columns,
 * the last filled up with zeros. `turned`: [taps, columns, rows], the last tap first, as the gradient of the input needs it. Unit: a tap.
 */
export function panels(filter: usize, y: usize, taps: i32, rows: i32, columns: i32, turned: i32, from: i32, to: i32): void {
  const depth = taps * rows;
  for (let tap = from; tap < to; tap++) {
    const source = at(filter, (turned ? taps - 1 - tap : tap) * rows * columns);
    const stepRow = turned ? 1 : columns, stepColumn = turned ? rows : 1;
    for (let n = 0, width = 0; n < columns; n += width) {
      width = n + 8 <= columns ? 8 : 4;
      const target = at(y, n * depth + tap * rows * width);
      for (let k = 0; k < rows; k++) for (let j = 0; j < width; j++) {
        store<f32>(at(target, k * width + j), n + j < columns ? load<f32>(at(source, k * stepRow + (n + j) * stepColumn)) : 0);
      }
    }
  }
}

/**
 * x [pictures, height, width, c] with its padding, panels of a filter [h, w, c, f], bias [f] or 0 → y [pictures, outH, outW, f]. Six windows or four
 * by eight filters at a time, which is what the registers hold. Unit: a picture.
 */
export function convolve(
  x: usize, panels: usize, bias: usize, y: usize, height: i32, width: i32, c: i32, h: i32, w: i32, f: i32, outH: i32, outW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, from: i32, to: i32,
): void {
  const windows = outH * outW, depth = h * w * c;
  // Stretches of a window that lie side by side.
  const stretches = dilationX == 1 ? 1 : w, length = dilationX == 1 ? w * c : c;
  for (let picture = from; picture < to; picture++) {
    const base = at(x, picture * height * width * c), target = at(y, picture * windows * f);
    for (let n = 0, wide = 0; n < f; n += wide) {
      wide = n + 8 <= f ? 8 : 4;
      const panel = at(panels, n * depth);
      for (let m = 0, i = 0, j = 0; m < windows;) {
        // The windows after the last are the last again, and not kept.
        const kept = min(wide === 8 ? tileRows(windows - m) : 4, windows - m), out = at(target, m * f + n);
        m += kept;
        const a0 = at(base, (i * strideY * width + j * strideX) * c);
        if (kept > 1) if (++j == outW) { j = 0; i++; }
        const a1 = at(base, (i * strideY * width + j * strideX) * c);
        if (kept > 2) if (++j == outW) { j = 0; i++; }
        const a2 = at(base, (i * strideY * width + j * strideX) * c);
        if (kept > 3) if (++j == outW) { j = 0; i++; }
        const a3 = at(base, (i * strideY * width + j * strideX) * c);
        if (kept > 4) {
          if (++j == outW) { j = 0; i++; }
          const a4 = at(base, (i * strideY * width + j * strideX) * c);
          if (kept > 5) if (++j == outW) { j = 0; i++; }
          const a5 = at(base, (i * strideY * width + j * strideX) * c);
          six(a0, a1, a2, a3, a4, a5, panel, bias ? at(bias, n) : 0, out, kept, f, h, stretches, length, dilationY * width * c, dilationX * c);
        } else if (wide == 8) {
          four(a0, a1, a2, a3, panel, bias ? at(bias, n) : 0, out, kept, f, h, stretches, length, dilationY * width * c, dilationX * c);
        } else {
          tile4(a0, a1, a2, a3, panel, bias ? at(bias, n) : 0, out, kept, min(4, f - n), f, h, stretches, length, dilationY * width * c, dilationX * c);
        }
        if (++j == outW) { j = 0; i++; }
      }
    }
  }
}

function six(
  a0: usize, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize, panel: usize, bias: usize, y: usize, kept: i32, f: i32,
  h: i32, stretches: i32, length: i32, stepY: i32, stepX: i32,
): void {
  tile8(true, a0, a1, a2, a3, a4, a5, panel, bias, y, kept, f, h, stretches, length, stepY, stepX);
}

function four(
  a0: usize, a1: usize, a2: usize, a3: usize, panel: usize, bias: usize, y: usize, kept: i32, f: i32,
  h: i32, stretches: i32, length: i32, stepY: i32, stepX: i32,
): void {
  tile8(false, a0, a1, a2, a3, a3, a3, panel, bias, y, kept, f, h, stretches, length, stepY, stepX);
}

// @ts-ignore: decorator
@inline
function tile8(
  tall: bool, a0: usize, a1: usize, a2: usize, a3: usize, a4: usize, a5: usize, panel: usize, bias: usize, y: usize, kept: i32, f: i32,
  h: i32, stretches: i32, length: i32, stepY: i32, stepX: i32,
): void {
  let c00 = bias ? v128.load(bias) : f32x4.splat(0), c01 = bias ? v128.load(bias, 16) : f32x4.splat(0);
  let c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01, c40 = c00, c41 = c01, c50 = c00, c51 = c01;
  for (let i = 0; i < h; i++) for (let j = 0; j < stretches; j++) {
    const start = <usize>(i * stepY + j * stepX) << 2, end = start + (<usize>length << 2);
    for (let o = start; o < end; o += 4) {
      const b0 = v128.load(panel), b1 = v128.load(panel, 16);
      panel += 32;
      let a = v128.load32_splat(a0 + o);
      c00 = fma(c00, a, b0); c01 = fma(c01, a, b1);
      a = v128.load32_splat(a1 + o);
      c10 = fma(c10, a, b0); c11 = fma(c11, a, b1);
      a = v128.load32_splat(a2 + o);
      c20 = fma(c20, a, b0); c21 = fma(c21, a, b1);
      a = v128.load32_splat(a3 + o);
      c30 = fma(c30, a, b0); c31 = fma(c31, a, b1);
      if (!tall) continue;
      a = v128.load32_splat(a4 + o);
      c40 = fma(c40, a, b0); c41 = fma(c41, a, b1);
      a = v128.load32_splat(a5 + o);
      c50 = fma(c50, a, b0); c51 = fma(c51, a, b1);
    }
  }
  v128.store(y, c00); v128.store(y, c01, 16);
  if (kept > 1) { v128.store(at(y, f), c10); v128.store(at(y, f), c11, 16); }
  if (kept > 2) { v128.store(at(y, 2 * f), c20); v128.store(at(y, 2 * f), c21, 16); }
  if (kept > 3) { v128.store(at(y, 3 * f), c30); v128.store(at(y, 3 * f), c31, 16); }
  if (!tall) return;
  v128.store(at(y, 4 * f), c40); v128.store(at(y, 4 * f), c41, 16);
  if (kept > 5) { v128.store(at(y, 5 * f), c50); v128.store(at(y, 5 * f), c51, 16); }
}

function tile4(
  a0: usize, a1: usize, a2: usize, a3: usize, panel: usize, bias: usize, y: usize, kept: i32, columns: i32, f: i32,
  h: i32, stretches: i32, length: i32, stepY: i32, stepX: i32,
): void {
  let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0;
  for (let i = 0; i < h; i++) for (let j = 0; j < stretches; j++) {
    const start = <usize>(i * stepY + j * stepX) << 2, end = start + (<usize>length << 2);
    for (let o = start; o < end; o += 4) {
      const b = v128.load(panel);
      panel += 16;
      c0 = fma(c0, v128.load32_splat(a0 + o), b);
      c1 = fma(c1, v128.load32_splat(a1 + o), b);
      c2 = fma(c2, v128.load32_splat(a2 + o), b);
      c3 = fma(c3, v128.load32_splat(a3 + o), b);
    }
  }
  put(y, bias, c0, columns);
  if (kept > 1) put(at(y, f), bias, c1, columns);
  if (kept > 2) put(at(y, 2 * f), bias, c2, columns);
  if (kept > 3) put(at(y, 3 * f), bias, c3, columns);
}

/** Writes the first columns of four numbers, each with its bias. */
// @ts-ignore: decorator
@inline
function put(y: usize, bias: usize, values: v128, columns: i32): void {
  store<f32>(y, f32x4.extract_lane(values, 0) + (bias ? load<f32>(bias) : 0));
  if (columns > 1) store<f32>(y, f32x4.extract_lane(values, 1) + (bias ? load<f32>(bias, 4) : 0), 4);
  if (columns > 2) store<f32>(y, f32x4.extract_lane(values, 2) + (bias ? load<f32>(bias, 8) : 0), 8);
  if (columns > 3) store<f32>(y, f32x4.extract_lane(values, 3) + (bias ? load<f32>(bias, 12) : 0), 12);
}

/**
 * The gradient of the filter: x [pictures, height, width, c] with its padding, dy [pictures, outH, outW, f] → dw [h, w, c, f]. Picture by picture,
 * so that both stay in the cache. Unit: one tap of one channel, a row of dw.
 */
export function convolveFilterGrad(
  x: usize, dy: usize, dw: usize, pictures: i32, height: i32, width: i32, c: i32, w: i32, f: i32, outH: i32, outW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, from: i32, to: i32,
): void {
  memory.fill(at(dw, from * f), 0, <usize>(to - from) * f << 2);
  const stepRow = strideY * width * c, step = strideX * c, last = to - 1;
  for (let picture = 0; picture < pictures; picture++) {
    const base = at(x, picture * height * width * c), gradient = at(dy, picture * outH * outW * f);
    for (let k = from; k < to; k += 4) {
      const a0 = at(base, placeOf(k, c, w, width, dilationY, dilationX));
      const a1 = at(base, placeOf(min(k + 1, last), c, w, width, dilationY, dilationX));
      const a2 = at(base, placeOf(min(k + 2, last), c, w, width, dilationY, dilationX));
      const a3 = at(base, placeOf(min(k + 3, last), c, w, width, dilationY, dilationX));
      const kept = min(4, to - k);
      let n = 0;
      for (; n + 8 <= f; n += 8) gradTile8(a0, a1, a2, a3, at(gradient, n), at(dw, k * f + n), kept, f, outH, outW, stepRow, step);
      for (; n + 4 <= f; n += 4) gradTile4(a0, a1, a2, a3, at(gradient, n), at(dw, k * f + n), kept, f, outH, outW, stepRow, step);
      for (; n < f; n++) gradTile1(a0, a1, a2, a3, at(gradient, n), at(dw, k * f + n), kept, f, outH, outW, stepRow, step);
    }
  }
}

/** Where in a picture the first window meets a row of the filter. */
// @ts-ignore: decorator
@inline
function placeOf(k: i32, c: i32, w: i32, width: i32, dilationY: i32, dilationX: i32): i32 {
  const tap = k / c;
  return (tap / w * dilationY * width + tap % w * dilationX) * c + k % c;
}

function gradTile8(
  a0: usize, a1: usize, a2: usize, a3: usize, dy: usize, dw: usize, kept: i32, f: i32, outH: i32, outW: i32, stepRow: i32, step: i32,
): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const next = <usize>f << 2, along = <usize>step << 2;
  for (let i = 0; i < outH; i++) {
    let o = <usize>(i * stepRow) << 2;
    for (let j = 0; j < outW; j++, o += along, dy += next) {
      const b0 = v128.load(dy), b1 = v128.load(dy, 16);
      let a = v128.load32_splat(a0 + o);
      c00 = fma(c00, a, b0); c01 = fma(c01, a, b1);
      a = v128.load32_splat(a1 + o);
      c10 = fma(c10, a, b0); c11 = fma(c11, a, b1);
      a = v128.load32_splat(a2 + o);
      c20 = fma(c20, a, b0); c21 = fma(c21, a, b1);
      a = v128.load32_splat(a3 + o);
      c30 = fma(c30, a, b0); c31 = fma(c31, a, b1);
    }
  }
  add(dw, c00); add(dw + 16, c01);
  if (kept < 2) return;
  dw += next;
  add(dw, c10); add(dw + 16, c11);
  if (kept < 3) return;
  dw += next;
  add(dw, c20); add(dw + 16, c21);
  if (kept < 4) return;
  dw += next;
  add(dw, c30); add(dw + 16, c31);
}

function gradTile4(
  a0: usize, a1: usize, a2: usize, a3: usize, dy: usize, dw: usize, kept: i32, f: i32, outH: i32, outW: i32, stepRow: i32, step: i32,
): void {
  let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0;
  const next = <usize>f << 2, along = <usize>step << 2;
  for (let i = 0; i < outH; i++) {
    let o = <usize>(i * stepRow) << 2;
    for (let j = 0; j < outW; j++, o += along, dy += next) {
      const b = v128.load(dy);
      c0 = fma(c0, v128.load32_splat(a0 + o), b);
      c1 = fma(c1, v128.load32_splat(a1 + o), b);
      c2 = fma(c2, v128.load32_splat(a2 + o), b);
      c3 = fma(c3, v128.load32_splat(a3 + o), b);
    }
  }
  add(dw, c0);
  if (kept > 1) add(dw + next, c1);
  if (kept > 2) add(dw + 2 * next, c2);
  if (kept > 3) add(dw + 3 * next, c3);
}

function gradTile1(
  a0: usize, a1: usize, a2: usize, a3: usize, dy: usize, dw: usize, kept: i32, f: i32, outH: i32, outW: i32, stepRow: i32, step: i32,
): void {
  let c0: f32 = 0, c1: f32 = 0, c2: f32 = 0, c3: f32 = 0;
  const next = <usize>f << 2, along = <usize>step << 2;
  for (let i = 0; i < outH; i++) {
    let o = <usize>(i * stepRow) << 2;
    for (let j = 0; j < outW; j++, o += along, dy += next) {
      const b = load<f32>(dy);
      c0 += load<f32>(a0 + o) * b;
      c1 += load<f32>(a1 + o) * b;
      c2 += load<f32>(a2 + o) * b;
      c3 += load<f32>(a3 + o) * b;
    }
  }
  store<f32>(dw, load<f32>(dw) + c0);
  if (kept > 1) store<f32>(dw + next, load<f32>(dw + next) + c1);
  if (kept > 2) store<f32>(dw + 2 * next, load<f32>(dw + 2 * next) + c2);
  if (kept > 3) store<f32>(dw + 3 * next, load<f32>(dw + 3 * next) + c3);
}

// @ts-ignore: decorator
@inline
function add(y: usize, values: v128): void {
  v128.store(y, f32x4.add(v128.load(y), values));
}
