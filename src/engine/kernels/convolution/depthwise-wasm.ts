import type { TensorInfo } from "../../tf.ts";
import type { WasmRuntime } from "../runtime.ts";
import type { Geometry } from "./geometry.ts";

const multiplierOf = (g: Geometry): number => g.outChannels / g.inChannels;
const strides = (g: Geometry): number[] =>
  [g.outHeight, g.outWidth, g.strideHeight, g.strideWidth, g.dilationHeight, g.dilationWidth, g.padInfo.top, g.padInfo.left];

export function depthwiseOnWasm(runtime: WasmRuntime, x: TensorInfo, filter: TensorInfo, g: Geometry): TensorInfo {
  const y = runtime.output(g.outShape, "float32");
  const addresses = [x, filter, y].map((tensor) => runtime.pointer(tensor));
  const sizes = [g.inHeight, g.inWidth, g.inChannels, g.filterHeight, g.filterWidth, multiplierOf(g)];
  runtime.call("depthwise", g.batchSize, ...addresses, ...sizes, ...strides(g));
  return y;
}

export function depthwiseInputGradOnWasm(runtime: WasmRuntime, dy: TensorInfo, filter: TensorInfo, g: Geometry): TensorInfo {
  const dx = runtime.output(g.inShape, "float32");
  const addresses = [dy, filter, dx].map((tensor) => runtime.pointer(tensor));
  const sizes = [g.inHeight, g.inWidth, g.inChannels, g.filterHeight, g.filterWidth, multiplierOf(g)];
  runtime.call("depthwiseInputGrad", g.batchSize, ...addresses, ...sizes, ...strides(g));
  return dx;
}

export function depthwiseFilterGradOnWasm(runtime: WasmRuntime, x: TensorInfo, dy: TensorInfo, g: Geometry): TensorInfo {
  const dw = runtime.output(g.filterShape, "float32");
  const addresses = [x, dy, dw].map((tensor) => runtime.pointer(tensor));
  const sizes = [g.batchSize, g.inHeight, g.inWidth, g.inChannels, g.filterWidth, multiplierOf(g)];
  runtime.call("depthwiseFilterGrad", g.filterHeight * g.filterWidth, ...addresses, ...sizes, ...strides(g));
  return dw;
}
