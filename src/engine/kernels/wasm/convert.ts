import type { DataType, NamedAttrMap } from "../../tf.ts";
import type { WasmKernel } from "../runtime.ts";
import type { KernelName } from "./binary.ts";
import { isWide, sizeOf } from "./operands.ts";

const CASTS: Partial<Record<string, KernelName>> = {
  "float32 int32": "toInt",
  "int32 float32": "toFloat",
  "bool float32": "boolToFloat",
  "bool int32": "boolToInt",
  "float32 bool": "floatToBool",
  "int32 bool": "intToBool",
};

const cast: WasmKernel = (runtime, { x }, attrs: NamedAttrMap) => {
  const dtype = attrs["dtype"] as DataType;
  if (x!.dtype === dtype) return runtime.alias(x!, x!.shape);
  const name = CASTS[`${x!.dtype} ${dtype}`];
  if (!name) return null;
  const output = runtime.output(x!.shape, dtype);
  runtime.call(name, sizeOf(x!.shape), runtime.pointer(x!), runtime.pointer(output));
  return output;
};

const select: WasmKernel = (runtime, { condition, t, e }) => {
  if (!isWide(t!) || t!.dtype !== e!.dtype || sizeOf(condition!.shape) !== sizeOf(t!.shape)) return null;
  const output = runtime.output(t!.shape, t!.dtype);
  runtime.call("choose", sizeOf(t!.shape), ...[condition!, t!, e!, output].map((tensor) => runtime.pointer(tensor)));
  return output;
};

const not: WasmKernel = (runtime, { x }) => {
  const output = runtime.output(x!.shape, "bool");
  runtime.call("not", sizeOf(x!.shape), runtime.pointer(x!), runtime.pointer(output));
  return output;
};

const logic = (name: KernelName): WasmKernel => (runtime, { a, b }) => {
  if (a!.shape.join() !== b!.shape.join()) return null;
  const output = runtime.output(a!.shape, "bool");
  runtime.call(name, sizeOf(a!.shape), ...[a!, b!, output].map((tensor) => runtime.pointer(tensor)));
  return output;
};

export const CONVERSIONS: Readonly<Record<string, WasmKernel>> = { Cast: cast, LogicalAnd: logic("and"), LogicalNot: not, LogicalOr: logic("or"), Select: select };
