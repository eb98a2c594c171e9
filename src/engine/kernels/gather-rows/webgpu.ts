import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { KernelFunc } from "../../tf.ts";
import { flat, perNumber } from "../webgpu.ts";
import { operandsOf } from "./operands.ts";
import type { ColumnLayout } from "./pack.ts";

export const gatherOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { words, rows, batch, columns } = operandsOf(inputs, attrs);
  return columns.map((column) => {
    const { size, shape, dtype } = column;
    const program = perNumber(batch * size, ["words", "rows"], `
      let n = i32(rows[index / ${size}]) * ${size} + index % ${size};
      result[index] = ${numberAt(column)};`);
    const made = gpu.runWebGPUProgram(program, [words, rows].map(flat), dtype);
    return { ...made, shape: [batch, ...shape] };
  });
};

/** The `n`-th number of a column, as its type. */
function numberAt({ width, start, dtype }: ColumnLayout): string {
  const type = dtype === "float32" ? "f32" : "i32";
  if (width === 4) return `bitcast<${type}>(words[n + ${start}])`;
  const [shift, mask] = width === 1 ? [2, 3] : [1, 1];
  const bits = 8 * width;
  return `${type}(extractBits(u32(words[(n >> ${shift}u) + ${start}]), u32(n & ${mask}) * ${bits}u, ${bits}u))`;
}
