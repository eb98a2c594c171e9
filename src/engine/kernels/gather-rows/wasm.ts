import type { WasmKernel } from "../runtime.ts";
import { operandsOf } from "./operands.ts";

/** One call for each column: a call costs less than a microsecond. */
export const gatherOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { words, rows, batch, columns } = operandsOf(inputs, attrs);
  return columns.map(({ width, start, size, shape, dtype }) => {
    const output = runtime.output([batch, ...shape], dtype);
    const numbers = runtime.pointer(words) + 4 * start;
    runtime.call("gatherRows", batch, numbers, width, size, Number(dtype === "float32"), runtime.pointer(rows), runtime.pointer(output));
    return output;
  });
};
