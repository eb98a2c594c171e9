import type { WasmKernel } from "../runtime.ts";
import { gradientOperandsOf, operandsOf } from "./operands.ts";

export const lookUpOnWasm: WasmKernel = (runtime, inputs) => {
  const { table, ids, vocabulary, d, n } = operandsOf(inputs);
  const output = runtime.output([...ids.shape, d], "float32");
  runtime.call("gather", n, runtime.pointer(table), runtime.pointer(ids), runtime.pointer(output), 1, vocabulary, d, n);
  return output;
};

export const lookUpGradOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { dy, ids, vocabulary, d, n } = gradientOperandsOf(inputs, attrs);
  const output = runtime.output([vocabulary, d], "float32");
  runtime.call("segmentSum", d, runtime.pointer(dy), runtime.pointer(ids), runtime.pointer(output), n, vocabulary, d);
  return output;
};
