import type { WasmKernel } from "../runtime.ts";
import * as tf from "../../tf.ts";

interface Attributes { readonly shape: readonly number[]; readonly value: number }

/** One number everywhere. */
export const fill: WasmKernel = (runtime, _, attrs) => {
  const { shape, value } = attrs as unknown as Attributes; // what the op hands over
  const output = runtime.output(shape, "float32");
  runtime.call("fill", tf.util.sizeFromShape([...shape]), runtime.pointer(output), value);
  return output;
};
