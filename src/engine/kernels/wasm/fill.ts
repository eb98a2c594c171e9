import type { DataType, TensorInfo } from "../../tf.ts";
import type { WasmKernel, WasmRuntime } from "../runtime.ts";
import { sizeOf } from "./operands.ts";

interface Attributes { readonly shape: readonly number[]; readonly value: number; readonly dtype?: DataType }

/** One number everywhere. */
function filled(runtime: WasmRuntime, shape: readonly number[], value: number, dtype: DataType): TensorInfo | null {
  if (dtype !== "float32" && dtype !== "int32") return null;
  const output = runtime.output(shape, dtype);
  runtime.call(dtype === "int32" ? "fillInt" : "fill", sizeOf(shape), runtime.pointer(output), value);
  return output;
}

const fill: WasmKernel = (runtime, _, attrs) => {
  const { shape, value, dtype } = attrs as unknown as Attributes; // what the op hands over
  return filled(runtime, shape, value, dtype ?? "float32");
};

export const FILLS: Readonly<Record<string, WasmKernel>> = {
  Fill: fill,
  OnesLike: (runtime, { x }) => filled(runtime, x!.shape, 1, x!.dtype),
  ZerosLike: (runtime, { x }) => filled(runtime, x!.shape, 0, x!.dtype),
};
