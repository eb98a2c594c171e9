import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../tf.ts";
import type { KernelFunc, Tensor2D, Tensor4D, TensorInfo } from "../tf.ts";
import type { FusedKernel } from "./fused.ts";
import type { WasmKernel } from "./runtime.ts";
import { flat, perNumber } from "./webgpu.ts";

const KERNEL = "WarpPictures";

/** Numbers that say how a picture moves. */
const MOVES = 10;

/**
 * Each picture moved by itself, x: [batch, height, width, channels] → the same shape, bilinear, zeros where nothing is. `moves`: [batch, 10]
 * mirrored (−1, else 1), upside down (−1, else 1), radians it is turned, the share of both sides that is kept and enlarged to the whole,
 * where that lies across and down, from −1 to 1, how far it is slanted across and down, in pixels for each pixel from its middle, and shifted
 * across and down, in shares of its sides. Without a gradient: pixels are not learnt.
 *
 * TensorFlow.js's own `Transform` moves the first picture of a batch alone where it runs in JavaScript. On WebAssembly this is a loop in
 * JavaScript over the same memory.
 */
export const warpPictures = (x: Tensor4D, moves: Tensor2D): Tensor4D => tf.engine().runKernel(KERNEL, { x, moves });

type TenNumbers = readonly [number, number, number, number, number, number, number, number, number, number];
type Shape = readonly [number, number, number, number];

/** The pictures `x` moved, written into `y`. */
export function warped(x: Float32Array, moves: Float32Array, y: Float32Array, [batch, height, width, channels]: Shape): void {
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const size = height * width * channels;
  for (let b = 0; b < batch; b++) {
    const [mirrored, upside, angle, part, across, down, slantAcross, slantDown, shiftAcross, shiftDown] = moves.subarray(b * MOVES, (b + 1) * MOVES) as unknown as TenNumbers;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [left, top] = [(across * (1 - part) * width) / 2 - shiftAcross * width, (down * (1 - part) * height) / 2 - shiftDown * height];
    const picture = x.subarray(b * size, (b + 1) * size);
    for (let row = 0, to = b * size; row < height; row++) {
      for (let column = 0; column < width; column++, to += channels) {
        const [u, v] = [(column - middleX) * part + left, (row - middleY) * part + top];
        const [turnedX, turnedY] = [cos * u + sin * v, cos * v - sin * u];
        const fromX = (turnedX + slantAcross * turnedY) * mirrored + middleX;
        const fromY = (turnedY + slantDown * turnedX) * upside + middleY;
        sample(picture, fromX, fromY, y, to, height, width, channels);
      }
    }
  }
}

function sample(picture: Float32Array, x: number, y: number, into: Float32Array, to: number, height: number, width: number, channels: number): void {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [right, below] = [x - column, y - row];
  for (let k = 0; k < channels; k++) into[to + k] = 0;
  for (let corner = 0; corner < 4; corner++) {
    const [dx, dy] = [corner & 1, corner >> 1];
    const [atX, atY] = [column + dx, row + dy];
    if (atX < 0 || atY < 0 || atX >= width || atY >= height) continue;
    const share = (dx ? right : 1 - right) * (dy ? below : 1 - below);
    const from = (atY * width + atX) * channels;
    for (let k = 0; k < channels; k++) into[to + k]! += share * picture[from + k]!;
  }
}

const read = (inputs: object) => inputs as Readonly<Record<"x" | "moves", TensorInfo>>; // what `warpPictures` hands over
const shapeOf = ({ shape }: TensorInfo): Shape => shape as unknown as Shape; // of rank 4

const onCpu: KernelFunc = ({ inputs, backend }) => {
  const cpu = backend as MathBackendCPU; // registered for it
  const { x, moves } = read(inputs);
  const values = (info: TensorInfo) => cpu.data.get(info.dataId).values as Float32Array; // of float32 tensors
  const y = new Float32Array(tf.util.sizeFromShape(x.shape));
  warped(Float32Array.from(values(x)), Float32Array.from(values(moves)), y, shapeOf(x));
  return cpu.makeTensorInfo(x.shape, "float32", y);
};

const onWasm: WasmKernel = (runtime, inputs) => {
  const { x, moves } = read(inputs);
  const y = runtime.output(x.shape, "float32");
  const [from, by, to] = [runtime.pointer(x), runtime.pointer(moves), runtime.pointer(y)];
  const [size, count, shape] = [tf.util.sizeFromShape(x.shape), tf.util.sizeFromShape(moves.shape), shapeOf(x)];
  runtime.script(() => { warped(runtime.floats(from, size), runtime.floats(by, count), runtime.floats(to, size), shape); });
  return y;
};

const onWebgpu: KernelFunc = ({ inputs, backend }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { x, moves } = read(inputs);
  const [, height, width, channels] = shapeOf(x);
  const body = `
    let k = index % ${channels};
    let column = (index / ${channels}) % ${width};
    let row = (index / ${channels * width}) % ${height};
    let b = index / ${channels * width * height};
    let at = b * ${MOVES};
    let part = moves[at + 3];
    let u = (f32(column) - ${(width - 1) / 2}) * part + moves[at + 4] * (1.0 - part) * ${width / 2} - moves[at + 8] * ${width};
    let v = (f32(row) - ${(height - 1) / 2}) * part + moves[at + 5] * (1.0 - part) * ${height / 2} - moves[at + 9] * ${height};
    let turnedX = cos(moves[at + 2]) * u + sin(moves[at + 2]) * v;
    let turnedY = cos(moves[at + 2]) * v - sin(moves[at + 2]) * u;
    let fromX = (turnedX + moves[at + 6] * turnedY) * moves[at] + ${(width - 1) / 2};
    let fromY = (turnedY + moves[at + 7] * turnedX) * moves[at + 1] + ${(height - 1) / 2};
    let left = i32(floor(fromX));
    let top = i32(floor(fromY));
    let right = fromX - floor(fromX);
    let below = fromY - floor(fromY);
    var sum = 0.0;
    for (var corner = 0; corner < 4; corner = corner + 1) {
      let dx = corner & 1;
      let dy = corner >> 1u;
      let atX = left + dx;
      let atY = top + dy;
      if (atX >= 0 && atY >= 0 && atX < ${width} && atY < ${height}) {
        sum = sum + select(1.0 - right, right, dx == 1) * select(1.0 - below, below, dy == 1) * x[((b * ${height} + atY) * ${width} + atX) * ${channels} + k];
      }
    }
    result[index] = sum;`;
  const y = gpu.runWebGPUProgram(perNumber(tf.util.sizeFromShape(x.shape), ["x", "moves"], body), [flat(x), flat(moves)], "float32");
  return { ...y, shape: x.shape };
};

export const warpKernel: FusedKernel = { name: KERNEL, cpu: onCpu, wasm: onWasm, webgpu: onWebgpu };
