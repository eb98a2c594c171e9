import { at, fma } from "./vector";

/**
 * Each channel with filters of its own: x [pictures, height, width, c], filter [h, w, c, m], y [pictures, outH, outW, c·m]. With one filter
 * per channel, four channels at a time.
 */

/** Unit: a picture. */
export function depthwise(
  x: usize, filter: usize, y: usize, height: i32, width: i32, c: i32, h: i32, w: i32, m: i32, outH: i32, outW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, top: i32, left: i32, from: i32, to: i32,
): void {
  const f = c * m;
  for (let picture = from; picture < to; picture++) for (let i = 0; i < outH; i++) for (let j = 0; j < outW; j++) {
    const out = at(y, ((picture * outH + i) * outW + j) * f);
    memory.fill(out, 0, <usize>f << 2);
    for (let tap = 0; tap < h * w; tap++) {
      const row = i * strideY - top + tap / w * dilationY, column = j * strideX - left + tap % w * dilationX;
      if (<u32>row >= <u32>height || <u32>column >= <u32>width) continue; // negative ones too
      const from = at(x, ((picture * height + row) * width + column) * c), weights = at(filter, tap * f);
      let k = 0;
      if (m == 1) for (; k + 4 <= c; k += 4) {
        v128.store(at(out, k), fma(v128.load(at(out, k)), v128.load(at(from, k)), v128.load(at(weights, k))));
      }
      for (; k < c; k++) {
        const value = load<f32>(at(from, k));
        for (let q = k * m; q < k * m + m; q++) store<f32>(at(out, q), load<f32>(at(out, q)) + value * load<f32>(at(weights, q)));
      }
    }
  }
}

/** dx gathers from every window that a number is in. Unit: a picture. */
export function depthwiseInputGrad(
  dy: usize, filter: usize, dx: usize, height: i32, width: i32, c: i32, h: i32, w: i32, m: i32, outH: i32, outW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, top: i32, left: i32, from: i32, to: i32,
): void {
  const f = c * m;
  for (let picture = from; picture < to; picture++) for (let row = 0; row < height; row++) for (let column = 0; column < width; column++) {
    const out = at(dx, ((picture * height + row) * width + column) * c);
    memory.fill(out, 0, <usize>c << 2);
    for (let tap = 0; tap < h * w; tap++) {
      const up = row + top - tap / w * dilationY, back = column + left - tap % w * dilationX;
      const i = up / strideY, j = back / strideX;
      if (up < 0 || back < 0 || i >= outH || j >= outW || i * strideY != up || j * strideX != back) continue;
      const from = at(dy, ((picture * outH + i) * outW + j) * f), weights = at(filter, tap * f);
      let k = 0;
      if (m == 1) for (; k + 4 <= c; k += 4) {
        v128.store(at(out, k), fma(v128.load(at(out, k)), v128.load(at(from, k)), v128.load(at(weights, k))));
      }
      for (; k < c; k++) {
        let sum = load<f32>(at(out, k));
        for (let q = k * m; q < k * m + m; q++) sum += load<f32>(at(from, q)) * load<f32>(at(weights, q));
        store<f32>(at(out, k), sum);
      }
    }
  }
}

/** dw [h, w, c, m]. Unit: a tap. */
export function depthwiseFilterGrad(
  x: usize, dy: usize, dw: usize, pictures: i32, height: i32, width: i32, c: i32, w: i32, m: i32, outH: i32, outW: i32,
  strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, top: i32, left: i32, from: i32, to: i32,
): void {
  const f = c * m;
  memory.fill(at(dw, from * f), 0, <usize>(to - from) * f << 2);
  for (let picture = 0; picture < pictures; picture++) for (let tap = from; tap < to; tap++) {
    const out = at(dw, tap * f);
    for (let i = 0; i < outH; i++) for (let j = 0; j < outW; j++) {
      const row = i * strideY - top + tap / w * dilationY, column = j * strideX - left + tap % w * dilationX;
      if (<u32>row >= <u32>height || <u32>column >= <u32>width) continue;
      const from = at(x, ((picture * height + row) * width + column) * c), gradient = at(dy, ((picture * outH + i) * outW + j) * f);
      let k = 0;
      if (m == 1) for (; k + 4 <= c; k += 4) {
        v128.store(at(out, k), fma(v128.load(at(out, k)), v128.load(at(from, k)), v128.load(at(gradient, k))));
      }
      for (; k < c; k++) {
        const value = load<f32>(at(from, k));
        for (let q = k * m; q < k * m + m; q++) store<f32>(at(out, q), load<f32>(at(out, q)) + value * load<f32>(at(gradient, q)));
      }
    }
  }
}
