import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import type { KernelFunc, Tensor, Tensor1D, TensorInfo } from "../../tf.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import { flat } from "../webgpu.ts";
import type { WasmKernel } from "../runtime.ts";

/** The gradient of a bias, in one pass over the rows; the stock sum over the first axes on WebGPU transposes first. */
const KERNEL = "ColumnSums";

/** Sums over all but the last axis, x: [..., d] → [d]. It has no gradient. */
export function columnSums(x: Tensor): Tensor1D {
  if (!hasKernel(KERNEL)) return plainColumnSums(x);
  return tf.engine().runKernel<Tensor1D>(KERNEL, { x }); // one output, of that rank
}

/** The twin. */
export const plainColumnSums = (x: Tensor): Tensor1D => tf.sum(tf.reshape(x, [x.size / x.shape.at(-1)!, x.shape.at(-1)!]), 0);

function read(inputs: object): { readonly x: TensorInfo; readonly rows: number; readonly columns: number } {
  const { x } = inputs as { x: TensorInfo }; // what the op hands over
  const columns = tf.util.sizeFromShape(x.shape.slice(-1));
  return { x, columns, rows: tf.util.sizeFromShape(x.shape) / columns };
}

const onWasm: WasmKernel = (runtime, inputs) => {
  const { x, rows, columns } = read(inputs);
  const y = runtime.output([columns], "float32");
  runtime.call("columnSums", columns, runtime.pointer(x), runtime.pointer(y), rows, columns);
  return y;
};

const onWebgpu: KernelFunc = ({ inputs, backend }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { x, rows, columns } = read(inputs);
  return gpu.runWebGPUProgram(program(rows, columns), [flat(x)], "float32");
};

/** 16 columns a workgroup, 16 threads to each of them. */
const program = (rows: number, columns: number): WebGPUProgram => ({
  variableNames: ["x"],
  outputShape: [columns],
  workgroupSize: [256, 1, 1],
  dispatchLayout: { x: [0] },
  dispatch: [Math.ceil(columns / 16), 1, 1],
  shaderKey: `columnSums ${rows} ${columns}`,
  getUserCode: () => `
    var<workgroup> partial : array<f32, 256>;
    fn main(index : i32) {
      let lane = i32(localId.x);
      let column = index / 256 * 16 + lane % 16;
      var sum = 0.0;
      if (column < ${columns}) {
        for (var row = lane / 16; row < ${rows}; row += 16) { sum += x[row * ${columns} + column]; }
      }
      partial[lane] = sum;
      workgroupBarrier();
      if (lane < 16 && column < ${columns}) {
        for (var other = 1; other < 16; other++) { sum += partial[lane + 16 * other]; }
        result[column] = sum;
      }
    }`,
});

export const columnSumsKernel: FusedKernel = { name: KERNEL, wasm: onWasm, webgpu: onWebgpu };
