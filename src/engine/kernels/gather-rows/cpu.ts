import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { KernelFunc } from "../../tf.ts";
import { operandsOf } from "./operands.ts";
import { view } from "./pack.ts";

export const gatherOnCpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const cpu = backend as MathBackendCPU; // registered for it
  const operands = operandsOf(inputs, attrs);
  const words = cpu.data.get(operands.words.dataId).values as Int32Array; // of an int32 tensor
  const rows = cpu.data.get(operands.rows.dataId).values as Float32Array; // of a float32 tensor
  return operands.columns.map(({ width, dtype, start, size, shape }) => {
    const numbers = view(words, width, dtype, start);
    const gathered = dtype === "int32" ? new Int32Array(rows.length * size) : new Float32Array(rows.length * size);
    rows.forEach((row, i) => gathered.set(numbers.subarray(row * size, (row + 1) * size), i * size));
    return cpu.makeTensorInfo([rows.length, ...shape], dtype, gathered);
  });
};
