import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { KernelFunc, TensorInfo } from "../../tf.ts";
import { mostBuffers, runWithOutputs, type OutputsProgram } from "../webgpu-outputs.ts";
import { operandsOf } from "./operands.ts";
import type { ColumnLayout } from "./pack.ts";

/** As many columns in one dispatch as there are buffers to bind, beside the words and the row numbers. */
export const gatherOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { words, rows, batch, columns } = operandsOf(inputs, attrs);
  const atOnce = mostBuffers(gpu) - 2;
  const outputs: TensorInfo[] = [];
  for (let from = 0; from < columns.length; from += atOnce) {
    const some = columns.slice(from, from + atOnce);
    const made = some.map(({ shape, dtype }) => gpu.makeTensorInfo([batch, ...shape], dtype));
    runWithOutputs(gpu, programOf(some, batch), made, [words, rows]);
    outputs.push(...made);
  }
  return outputs;
};

const THREADS = 64;

/** One thread for each number, column after column. */
function programOf(columns: readonly ColumnLayout[], batch: number): OutputsProgram {
  let end = 0;
  const cases = columns.map((column, k) => {
    const { size } = column;
    const start = end;
    end += batch * size;
    return `if (index < ${end}) {
      let i = index - ${start};
      let n = i32(rows[i / ${size}]) * ${size} + i % ${size};
      result${k}[i] = ${numberAt(column)};
      return;
    }`;
  });
  return {
    outputs: columns.map((_, k) => `result${k}`),
    inputs: ["words", "rows"],
    threads: THREADS,
    workgroups: Math.ceil(end / THREADS),
    body: `let index = group * ${THREADS} + thread;\n${cases.join("\n")}`,
  };
}

/** The `n`-th number of a column, as its type. */
function numberAt({ width, start, dtype }: ColumnLayout): string {
  const type = dtype === "float32" ? "f32" : "i32";
  if (width === 4) return `bitcast<${type}>(words[n + ${start}])`;
  const [shift, mask] = width === 1 ? [2, 3] : [1, 1];
  const bits = 8 * width;
  return `${type}(extractBits(u32(words[(n >> ${shift}u) + ${start}]), u32(n & ${mask}) * ${bits}u, ${bits}u))`;
}
