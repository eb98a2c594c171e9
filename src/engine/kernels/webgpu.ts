import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../tf.ts";
import type { TensorInfo } from "../tf.ts";

/** The same numbers as one row. */
export const flat = ({ dataId, shape, dtype }: TensorInfo): TensorInfo => ({ dataId, dtype, shape: [tf.util.sizeFromShape(shape)] });

/** Does it lie there as float32? TensorFlow.js casts integers to float32 by a new label alone, and its own programs look at what lies there. */
export const holdsFloats = (gpu: WebGPUBackend, { dataId }: TensorInfo): boolean => gpu.tensorMap.get(dataId).dtype === "float32";

/**
 * Runs a program whose `result` is a tensor that is there already: what it held is read and written where it lies. So are the operands
 * `changed`, which the program declares by `writable`.
 */
export function inPlace(
  gpu: WebGPUBackend, program: WebGPUProgram, output: TensorInfo, operands: readonly TensorInfo[], changed: readonly TensorInfo[] = [],
): void {
  gpu.runWebGPUProgram(program, operands.map(flat), "float32", undefined, flat(output));
  for (const { dataId } of [output, ...changed]) Object.assign(gpu.tensorMap.get(dataId), { values: null }); // what was read of it before is not true any more
}

/**
 * Declares operands that a program writes too, each as `<name>Changed`. TensorFlow.js declares all operands as read-only; this is a
 * second name of the same binding, which WGSL allows as long as the program uses only one of the two.
 */
export const writable = (names: readonly string[], operands: readonly string[]): string =>
  names.map((name) => `@group(0) @binding(${1 + operands.indexOf(name)}) var<storage, read_write> ${name}Changed : array<f32>;`).join("\n");

/**
 * One thread for each of `n` numbers; the body sees `index` and the operands by their names, and writes `result[index]`. `above` are
 * functions that it calls. Or one thread for `run` numbers each, of which there are a multiple, from `index * run` on. The texts tell programs apart.
 */
export function perNumber(n: number, variableNames: string[], body: string, above = "", run = 1): WebGPUProgram {
  const size = 64;
  return {
    variableNames,
    outputShape: [n],
    workgroupSize: [size, 1, 1],
    dispatchLayout: { x: [0] },
    dispatch: [Math.ceil(n / run / size), 1, 1],
    size: true,
    shaderKey: above + body,
    getUserCode: () => `${above} fn main(index : i32) { if (index${run === 1 ? "" : ` * ${run}`} < uniforms.size) { ${body} } }`,
  };
}

/** So many channels that lie side by side are one thread's: to find the place that they belong to takes more than to copy them. */
export const runOf = (channels: number): number => [4, 3, 2].find((count) => channels % count === 0) ?? 1;

/** Threads of a workgroup that works together. */
export const LANES = 128;

/** So many workgroups of `LANES` threads; `index` counts the threads of all of them. The output is one number, unless it is given. */
export const perWorkgroup = (groups: number, variableNames: string[], body: string, above: string): WebGPUProgram => ({
  variableNames,
  outputShape: [1],
  workgroupSize: [LANES, 1, 1],
  dispatchLayout: { x: [0] },
  dispatch: [groups, 1, 1],
  shaderKey: above + body,
  getUserCode: () => `${above} fn main(index : i32) { ${body} }`,
});

/** `workgroupSum(mine, lane)`: the sum over all lanes of a workgroup of `LANES`, for each of them. All must call it. */
export const WORKGROUP_SUM = `
  var<workgroup> partial : array<f32, ${LANES}>;
  fn workgroupSum(mine : f32, lane : i32) -> f32 {
    partial[lane] = mine;
    workgroupBarrier();
    for (var width = ${LANES / 2}; width > 0; width = width / 2) {
      if (lane < width) { partial[lane] = partial[lane] + partial[lane + width]; }
      workgroupBarrier();
    }
    let total = partial[0];
    workgroupBarrier();
    return total;
  }`;
