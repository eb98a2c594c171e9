import * as tf from "../../tf.ts";
import type { TensorInfo } from "../../tf.ts";
import type { KernelName } from "./binary.ts";
import type { WasmKernel } from "../runtime.ts";

interface Attributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid" | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
}
type Name = Extract<KernelName, "maxPool" | "maxPoolGrad" | "averagePool" | "averagePoolGrad">;

/** A stock pooling, or its gradient: `operands` names those of its inputs that the function reads, `shaped` the one that says the shape. */
const pooling = (name: Name, shaped: string, operands: readonly string[], isGradient: boolean): WasmKernel => (runtime, inputs, attrs) => {
  const named = inputs as unknown as Readonly<Record<string, TensorInfo>>; // what the op hands over
  const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as Attributes; // likewise
  const shape = named[shaped]!.shape as [number, number, number, number]; // as the op requires
  const g = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const output = runtime.output(isGradient ? g.inShape : g.outShape, "float32");
  runtime.call(
    name, g.batchSize, ...operands.map((operand) => runtime.pointer(named[operand]!)), runtime.pointer(output),
    g.inHeight, g.inWidth, g.inChannels, g.filterHeight, g.filterWidth, g.outHeight, g.outWidth,
    g.strideHeight, g.strideWidth, g.dilationHeight, g.dilationWidth, g.padInfo.top, g.padInfo.left,
  );
  return output;
};

/** Where several numbers of a window are the largest, the first has the gradient, as in the stock kernels. */
export const POOLINGS: Readonly<Record<string, WasmKernel>> = {
  MaxPool: pooling("maxPool", "x", ["x"], false),
  MaxPoolGrad: pooling("maxPoolGrad", "input", ["input", "dy"], true),
  AvgPool: pooling("averagePool", "x", ["x"], false),
  AvgPoolGrad: pooling("averagePoolGrad", "input", ["dy"], true),
};
