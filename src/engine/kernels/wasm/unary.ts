import type { NamedAttrMap, TensorInfo } from "../../tf.ts";
import type { WasmKernel } from "../runtime.ts";
import type { KernelName } from "./binary.ts";
import { isFloat, sizeOf } from "./operands.ts";

/** A function of each number by itself; its attributes, in the order of the compiled function's parameters. */
const map = (name: KernelName, ...parameters: readonly string[]): WasmKernel => (runtime, { x }, attrs: NamedAttrMap) => {
  if (!x || !isFloat(x)) return null;
  const output = runtime.output(x.shape, "float32");
  runtime.call(name, sizeOf(x.shape), runtime.pointer(x), runtime.pointer(output), ...parameters.map((parameter) => attrs[parameter] as number));
  return output;
};

/** The same numbers under another shape: no copy. */
const alias = (shapeOf: (x: TensorInfo, attrs: NamedAttrMap) => readonly number[]): WasmKernel => (runtime, inputs, attrs) => {
  const x = (inputs["x"] ?? inputs["input"])!; // ExpandDims calls it by the other name
  return runtime.alias(x, shapeOf(x, attrs));
};

function withAxis({ shape }: TensorInfo, axis: number): number[] {
  const at = axis < 0 ? shape.length + axis + 1 : axis;
  return [...shape.slice(0, at), 1, ...shape.slice(at)];
}

/** −1: the axis that takes what the others leave. */
function inferred({ shape }: TensorInfo, wished: readonly number[]): number[] {
  const known = sizeOf(wished.filter((n) => n >= 0));
  return wished.map((n) => (n < 0 ? sizeOf(shape) / known : n));
}

export const UNARY: Readonly<Record<string, WasmKernel>> = {
  Abs: map("abs"),
  Ceil: map("ceil"),
  ClipByValue: map("clip", "clipValueMin", "clipValueMax"),
  Elu: map("elu"),
  Erf: map("erf"),
  Exp: map("exp"),
  Expm1: map("expm1"),
  Floor: map("floor"),
  LeakyRelu: map("leakyRelu", "alpha"),
  Log: map("log"),
  Log1p: map("log1p"),
  Neg: map("neg"),
  Reciprocal: map("reciprocal"),
  Relu: map("relu"),
  Relu6: map("relu6"),
  Round: map("round"),
  Rsqrt: map("rsqrt"),
  Selu: map("selu"),
  Sigmoid: map("sigmoid"),
  Sign: map("sign"),
  Softplus: map("softplus"),
  Sqrt: map("sqrt"),
  Square: map("square"),
  Step: map("step", "alpha"),
  Tanh: map("tanh"),
  ExpandDims: alias((x, { dim }) => withAxis(x, dim as number)),
  Identity: alias(({ shape }) => shape),
  Reshape: alias((x, { shape }) => inferred(x, shape as number[])),
};
