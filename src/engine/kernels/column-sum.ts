import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../tf.ts";
import type { KernelFunc, TensorInfo } from "../tf.ts";
import { flat } from "./webgpu.ts";

const NAME = "Sum";

let isMended = false;

/**
 * Sums over leading axes, x: [rows, n] → [n], in one dispatch on WebGPU: the gradient of every bias. The stock kernel transposes x and
 * gives each column a workgroup. Other sums are left to it.
 */
export function registerWebgpuColumnSum(): void {
  const stock = tf.getKernel(NAME, "webgpu");
  if (isMended || !stock) return;
  isMended = true;
  tf.unregisterKernel(NAME, "webgpu");
  const kernelFunc: KernelFunc = (call) => {
    const { x, axes, isKept } = read(call.inputs, call.attrs);
    const isLeading = axes.every((axis, i) => axis === i) && axes.length > 0 && axes.length < x.shape.length;
    if (!isLeading || x.dtype !== "float32" || tf.util.sizeFromShape(x.shape) === 0) return stock.kernelFunc(call);
    const rest = x.shape.slice(axes.length);
    const n = tf.util.sizeFromShape(rest);
    const sums = (call.backend as WebGPUBackend).runWebGPUProgram(program(n), [flat(x)], "float32"); // registered for it
    return { ...sums, shape: isKept ? [...axes.map(() => 1), ...rest] : rest };
  };
  tf.registerKernel({ kernelName: NAME, backendName: "webgpu", kernelFunc });
}

function read(inputs: object, attrs: object | undefined): { readonly x: TensorInfo; readonly axes: readonly number[]; readonly isKept: boolean } {
  const { x } = inputs as { readonly x: TensorInfo }; // what the op hands over
  const { axis, keepDims } = attrs as { readonly axis: number | number[]; readonly keepDims: boolean };
  return { x, axes: tf.util.parseAxisParam(axis, x.shape).toSorted((a, b) => a - b), isKept: keepDims };
}

const COLUMNS = 16;
const LANES = 8;

/** A workgroup takes 16 columns side by side, as they lie in memory, with 8 threads each. */
const program = (n: number): WebGPUProgram => ({
  variableNames: ["x"],
  outputShape: [n],
  workgroupSize: [COLUMNS * LANES, 1, 1],
  dispatchLayout: { x: [0] },
  dispatch: [Math.ceil(n / COLUMNS), 1, 1],
  size: true,
  shaderKey: "columnSum",
  getUserCode: () => `
    var<workgroup> partial : array<f32, ${COLUMNS * LANES}>;
    fn main(index : i32) {
      let place = i32(localIndex);
      let column = index / ${COLUMNS * LANES} * ${COLUMNS} + place % ${COLUMNS};
      var sum = 0.0;
      if (column < uniforms.size) {
        for (var i = place / ${COLUMNS} * uniforms.size + column; i < uniforms.xShape; i = i + ${LANES} * uniforms.size) { sum = sum + x[i]; }
      }
      partial[place] = sum;
      workgroupBarrier();
      for (var width = ${LANES / 2}; width > 0; width = width / 2) {
        if (place < width * ${COLUMNS}) { partial[place] = partial[place] + partial[place + width * ${COLUMNS}]; }
        workgroupBarrier();
      }
      if (place < ${COLUMNS} && column < uniforms.size) { result[column] = partial[place]; }
    }`,
});
