import type { TensorInfo } from "../../tf.ts";
import type { WasmKernel } from "../runtime.ts";
import { isFloat, sizeOf } from "./operands.ts";

/** Along the last axis, which is all that TensorFlow.js asks for. */
export const softmax: WasmKernel = (runtime, { logits }, attrs) => {
  const { shape } = logits!;
  const n = shape.at(-1);
  const dim = attrs["dim"] as number;
  if (!isFloat(logits!) || n === undefined || (dim !== -1 && dim !== shape.length - 1)) return null;
  const output = runtime.output(shape, "float32");
  if (sizeOf(shape) > 0) runtime.call("softmax", sizeOf(shape) / n, runtime.pointer(logits!), runtime.pointer(output), n);
  return output;
};

/** y·(dy − Σ dy·y) along the last axis. */
export const softmaxGrad: WasmKernel = (runtime, inputs) => {
  const { dy, y } = inputs as Record<"dy" | "y", TensorInfo>;
  const n = y.shape.at(-1) ?? 1;
  const output = runtime.output(y.shape, "float32");
  if (sizeOf(y.shape) > 0) runtime.call("softmaxGrad", sizeOf(y.shape) / n, runtime.pointer(dy), runtime.pointer(y), runtime.pointer(output), n);
  return output;
};
