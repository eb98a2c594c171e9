import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import type { KernelFunc, Tensor, Tensor1D, TensorInfo } from "../../tf.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import type { WasmKernel } from "../runtime.ts";
import { runWithOutputs } from "../webgpu-outputs.ts";

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
  runtime.call("sum", columns, runtime.pointer(x), runtime.pointer(y), rows, columns, 1);
  return y;
};

/** Columns of a workgroup, and threads to each of them. */
const COLUMNS = 16;
const LANES = 16;

const onWebgpu: KernelFunc = ({ inputs, backend }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { x, rows, columns } = read(inputs);
  const y = gpu.makeTensorInfo([columns], "float32");
  const body = `
    let column = group * ${COLUMNS} + thread % ${COLUMNS};
    var sum = 0.0;
    if (column < ${columns}) {
      for (var row = thread / ${COLUMNS}; row < ${rows}; row += ${LANES}) { sum += x[row * ${columns} + column]; }
    }
    part[thread] = sum;
    workgroupBarrier();
    if (thread < ${COLUMNS} && column < ${columns}) {
      for (var lane = 1; lane < ${LANES}; lane++) { sum += part[thread + lane * ${COLUMNS}]; }
      y[column] = sum;
    }`;
  const head = `var<workgroup> part : array<f32, ${COLUMNS * LANES}>;`;
  const workgroups = Math.ceil(columns / COLUMNS);
  runWithOutputs(gpu, { outputs: ["y"], inputs: ["x"], threads: COLUMNS * LANES, workgroups, head, body }, [y], [x]);
  return y;
};

export const columnSumsKernel: FusedKernel = { name: KERNEL, wasm: onWasm, webgpu: onWebgpu };
