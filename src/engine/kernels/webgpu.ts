import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../tf.ts";
import type { TensorInfo } from "../tf.ts";

/** The same numbers as one row. */
export const flat = ({ dataId, shape, dtype }: TensorInfo): TensorInfo => ({ dataId, dtype, shape: [tf.util.sizeFromShape(shape)] });

/** Runs a program whose `result` is a tensor that is there already: what it held is read and written where it lies. */
export function inPlace(gpu: WebGPUBackend, program: WebGPUProgram, output: TensorInfo, operands: readonly TensorInfo[]): void {
  gpu.runWebGPUProgram(program, operands.map(flat), "float32", undefined, flat(output));
  Object.assign(gpu.tensorMap.get(output.dataId), { values: null }); // what was read of it before is not true any more
}

/**
 * One thread for each of `n` numbers; the body sees `index` and the operands by their names, and writes `result[index]`. `above` are
 * functions that it calls. The texts tell programs apart.
 */
export function perNumber(n: number, variableNames: string[], body: string, above = ""): WebGPUProgram {
  const size = 64;
  return {
    variableNames,
    outputShape: [n],
    workgroupSize: [size, 1, 1],
    dispatchLayout: { x: [0] },
    dispatch: [Math.ceil(n / size), 1, 1],
    size: true,
    shaderKey: above + body,
    getUserCode: () => `${above} fn main(index : i32) { if (index < uniforms.size) { ${body} } }`,
  };
}
