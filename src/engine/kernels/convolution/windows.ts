import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import type { KernelFunc, Tensor, Tensor2D, Tensor4D, TensorInfo } from "../../tf.ts";
import type { FusedKernel } from "../fused.ts";
import { flat, perNumber, runOf } from "../webgpu.ts";
import { geometryOf, type ConvolutionSettings, type Geometry } from "./geometry.ts";

/**
 * The windows of a convolution laid out as the rows of a matrix, and back: each number sums the places it was laid out to (gathered,
 * so without atomics). With them a convolution and its gradients are matrix products, on plain JavaScript and WebGPU, where the
 * stock gradient of the filter is one slow thread for each weight.
 */
const WINDOWS = "Windows";
const SUMS = "WindowSums";

interface WindowSettings extends ConvolutionSettings {
  readonly inShape: [number, number, number, number];
  /** Height and width of the filter. */
  readonly size: [number, number];
}
const settingsOf = (x: readonly number[], filter: readonly number[], settings: ConvolutionSettings): WindowSettings =>
  ({ ...settings, inShape: [...x] as WindowSettings["inShape"], size: [filter[0]!, filter[1]!] }); // a batch of pictures

/** [batch · outHeight · outWidth, filter height · filter width · channels]. */
export const windows = (x: Tensor4D, filter: readonly number[], settings: ConvolutionSettings): Tensor2D =>
  tf.engine().runKernel<Tensor2D>(WINDOWS, { x }, settingsOf(x.shape, filter, settings)); // one output, of that rank

/** The gradient of `windows`: [batch, height, width, channels]. */
export const windowSums = (x: Tensor, shape: readonly number[], filter: readonly number[], settings: ConvolutionSettings): Tensor4D =>
  tf.engine().runKernel<Tensor4D>(SUMS, { x }, settingsOf(shape, filter, settings)); // likewise

function read(inputs: object, attrs: object | undefined): { readonly x: TensorInfo; readonly g: Geometry } {
  const { x } = inputs as { x: TensorInfo }; // what the ops above hand over
  const settings = attrs as WindowSettings; // likewise
  return { x, g: geometryOf(settings.inShape, [...settings.size, settings.inShape[3], 1], settings) };
}

const rowsOf = (g: Geometry): [number, number] => [g.batchSize * g.outHeight * g.outWidth, g.filterHeight * g.filterWidth * g.inChannels];

/** Calls `visit` with the place of every number of the windows, and of the picture where it is from; −1 in the padding. */
function walk(g: Geometry, visit: (place: number, source: number) => void): void {
  let place = 0;
  for (let b = 0; b < g.batchSize; b++) for (let i = 0; i < g.outHeight; i++) for (let j = 0; j < g.outWidth; j++) {
    for (let h = 0; h < g.filterHeight; h++) for (let w = 0; w < g.filterWidth; w++) {
      const row = i * g.strideHeight - g.padInfo.top + h * g.dilationHeight;
      const column = j * g.strideWidth - g.padInfo.left + w * g.dilationWidth;
      const inside = row >= 0 && row < g.inHeight && column >= 0 && column < g.inWidth;
      const source = ((b * g.inHeight + row) * g.inWidth + column) * g.inChannels;
      for (let c = 0; c < g.inChannels; c++) visit(place++, inside ? source + c : -1);
    }
  }
}

const onCpu = (length: (g: Geometry) => readonly number[], copy: (from: Float32Array, to: Float32Array, place: number, source: number) => void): KernelFunc =>
  ({ inputs, backend, attrs }) => {
    const cpu = backend as MathBackendCPU; // registered for it
    const { x, g } = read(inputs, attrs);
    const from = cpu.data.get(x.dataId).values as Float32Array; // of float32 tensors
    const shape = [...length(g)];
    const to = new Float32Array(tf.util.sizeFromShape(shape));
    walk(g, (place, source) => { if (source >= 0) copy(from, to, place, source); });
    return cpu.makeTensorInfo(shape, "float32", to);
  };

const windowsOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const { x, g } = read(inputs, attrs);
  const [rows, depth] = rowsOf(g);
  const run = runOf(g.inChannels);
  const runs = g.inChannels / run;
  const body = `
    let row = index / ${depth / run};
    let k = index % ${depth / run};
    let tap = k / ${runs};
    let at = index * ${run};
    let y = (row / ${g.outWidth}) % ${g.outHeight} * ${g.strideHeight} - ${g.padInfo.top} + tap / ${g.filterWidth} * ${g.dilationHeight};
    let x = row % ${g.outWidth} * ${g.strideWidth} - ${g.padInfo.left} + tap % ${g.filterWidth} * ${g.dilationWidth};
    if (y < 0 || y >= ${g.inHeight} || x < 0 || x >= ${g.inWidth}) {
      for (var i = 0; i < ${run}; i++) { result[at + i] = 0.0; }
      return;
    }
    let source = ((row / ${g.outHeight * g.outWidth} * ${g.inHeight} + y) * ${g.inWidth} + x) * ${g.inChannels} + k % ${runs} * ${run};
    for (var i = 0; i < ${run}; i++) { result[at + i] = picture[source + i]; }`;
  return computed(backend, perNumber(rows * depth, ["picture"], body, "", run), x, [rows, depth]);
};

const sumsOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const { x, g } = read(inputs, attrs);
  const depth = rowsOf(g)[1];
  const body = `
    let c = index % ${g.inChannels};
    let x = index / ${g.inChannels} % ${g.inWidth} + ${g.padInfo.left};
    let y = index / ${g.inChannels * g.inWidth} % ${g.inHeight} + ${g.padInfo.top};
    let b = index / ${g.inChannels * g.inWidth * g.inHeight};
    var sum = 0.0;
    for (var h = 0; h < ${g.filterHeight}; h++) {
      let up = y - h * ${g.dilationHeight};
      if (up < 0 || up % ${g.strideHeight} != 0 || up >= ${g.outHeight * g.strideHeight}) { continue; }
      for (var w = 0; w < ${g.filterWidth}; w++) {
        let back = x - w * ${g.dilationWidth};
        if (back < 0 || back % ${g.strideWidth} != 0 || back >= ${g.outWidth * g.strideWidth}) { continue; }
        let row = (b * ${g.outHeight} + up / ${g.strideHeight}) * ${g.outWidth} + back / ${g.strideWidth};
        sum += rows[row * ${depth} + (h * ${g.filterWidth} + w) * ${g.inChannels} + c];
      }
    }
    result[index] = sum;`;
  return computed(backend, perNumber(tf.util.sizeFromShape(g.inShape), ["rows"], body), x, g.inShape);
};

function computed(backend: unknown, program: ReturnType<typeof perNumber>, x: TensorInfo, shape: readonly number[]): TensorInfo {
  const gpu = backend as WebGPUBackend; // registered for it
  return { ...gpu.runWebGPUProgram(program, [flat(x)], "float32"), shape: [...shape] };
}

/** Each is the gradient of the other. */
export const windowKernels: readonly FusedKernel[] = [
  {
    name: WINDOWS,
    cpu: onCpu(rowsOf, (from, to, place, source) => { to[place] = from[source]!; }),
    webgpu: windowsOnWebgpu,
    gradient: {
      gradFunc: (dy, _, attrs) => ({ x: () => tf.engine().runKernel<Tensor>(SUMS, { x: dy as Tensor }, attrs) }), // one output each
    },
  },
  {
    name: SUMS,
    cpu: onCpu((g) => g.inShape, (from, to, place, source) => { to[source]! += from[place]!; }),
    webgpu: sumsOnWebgpu,
    gradient: {
      gradFunc: (dy, _, attrs) => ({ x: () => tf.engine().runKernel<Tensor>(WINDOWS, { x: dy as Tensor }, attrs) }), // likewise
    },
  },
];
