import * as tf from "../../tf.ts";
import type { KernelFunc, TensorInfo } from "../../tf.ts";
import { depthwiseFilterGradOnWasm, depthwiseInputGradOnWasm, depthwiseOnWasm } from "../convolution/depthwise-wasm.ts";
import { convolveOnWasm, filterGradOnWasm, inputGradOnWasm } from "../convolution/wasm.ts";
import type { Geometry } from "../convolution/geometry.ts";
import type { WasmKernel, WasmRuntime } from "../runtime.ts";

type Shape = [number, number, number, number];
interface Attributes {
  readonly strides: [number, number] | number;
  readonly pad: "same" | "valid" | number;
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly inputShape: Shape;
  readonly filterShape: Shape;
  readonly activation?: string;
  readonly leakyreluAlpha?: number;
}
type Operands = Readonly<Record<"x" | "filter" | "dy", TensorInfo>> & { readonly bias?: TensorInfo; readonly preluActivationWeights?: TensorInfo };
type Compute = (runtime: WasmRuntime, operands: Operands, geometry: Geometry, attributes: Attributes) => TensorInfo;

/** A stock kernel: the shapes of what it is given, or asked for, say the rest. */
const stock = (depthwise: boolean, compute: Compute): WasmKernel => (runtime, inputs, attrs) => {
  const operands = inputs as unknown as Operands; // what the op hands over
  const attributes = attrs as unknown as Attributes; // likewise
  const { strides, dilations = 1, pad, dimRoundingMode, inputShape, filterShape } = attributes;
  const geometry = tf.backend_util.computeConv2DInfo(
    (inputShape ?? operands.x.shape), (filterShape ?? operands.filter.shape), strides, dilations, pad, dimRoundingMode, depthwise,
  );
  return compute(runtime, operands, geometry, attributes);
};

const KERNEL_OF: Readonly<Record<string, string>> = {
  relu: "Relu", relu6: "Relu6", elu: "Elu", sigmoid: "Sigmoid", prelu: "Prelu", leakyrelu: "LeakyRelu",
};

/** What the op folds into a convolution at prediction: a kernel of its own after it. */
function activated(runtime: WasmRuntime, y: TensorInfo, { preluActivationWeights: alpha }: Operands, attributes: Attributes): TensorInfo {
  const { activation = "linear", leakyreluAlpha } = attributes;
  const name = KERNEL_OF[activation];
  if (name === undefined) return y;
  const { kernelFunc } = tf.getKernel(name, "wasm");
  const backend = runtime as Parameters<KernelFunc>[0]["backend"]; // the backend is the runtime
  const made = kernelFunc({ inputs: alpha ? { x: y, alpha } : { x: y }, backend, attrs: { alpha: leakyreluAlpha ?? 0.2 } });
  if (made !== y) runtime.release(y);
  return made as TensorInfo; // each has one output
}

export const CONVOLUTIONS: Readonly<Record<string, WasmKernel>> = {
  Conv2D: stock(false, (runtime, { x, filter }, g) => convolveOnWasm(runtime, x, filter, undefined, g)),
  FusedConv2D: stock(false, (runtime, operands, g, attributes) =>
    activated(runtime, convolveOnWasm(runtime, operands.x, operands.filter, operands.bias, g), operands, attributes)),
  Conv2DBackpropInput: stock(false, (runtime, { dy, filter }, g) => inputGradOnWasm(runtime, dy, filter, g)),
  Conv2DBackpropFilter: stock(false, (runtime, { x, dy }, g) => filterGradOnWasm(runtime, x, dy, g)),
  DepthwiseConv2dNative: stock(true, (runtime, { x, filter }, g) => depthwiseOnWasm(runtime, x, filter, g)),
  DepthwiseConv2dNativeBackpropInput: stock(true, (runtime, { dy, filter }, g) => depthwiseInputGradOnWasm(runtime, dy, filter, g)),
  DepthwiseConv2dNativeBackpropFilter: stock(true, (runtime, { x, dy }, g) => depthwiseFilterGradOnWasm(runtime, x, dy, g)),
};
