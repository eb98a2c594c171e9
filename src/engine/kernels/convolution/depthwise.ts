import * as tf from "../../tf.ts";
import type { NamedAttrMap, NamedTensorInfoMap, Tensor4D, TensorInfo } from "../../tf.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import { depthwiseFilterGradOnWasm, depthwiseInputGradOnWasm, depthwiseOnWasm } from "./depthwise-wasm.ts";
import { geometryOf, type ConvolutionSettings } from "./geometry.ts";
import { windows } from "./windows.ts";

const KERNEL = "DepthwiseConvolution";
const INPUT_GRAD = "DepthwiseConvolutionInputGrad";
const FILTER_GRAD = "DepthwiseConvolutionFilterGrad";

/** Each channel with its own filters, x: [batch, height, width, channels], filter: [height, width, channels, multiplier] → [batch, outHeight, outWidth, channels · multiplier]. */
export function depthwiseConvolve(x: Tensor4D, filter: Tensor4D, settings: ConvolutionSettings): Tensor4D {
  if (!hasKernel(KERNEL)) return plainDepthwise(x, filter, settings);
  return tf.engine().runKernel<Tensor4D>(KERNEL, { x, filter }, settings); // one output, of that rank
}

/** The twin: the numbers of each window times the filter, summed over its taps. */
export function plainDepthwise(x: Tensor4D, filter: Tensor4D, settings: ConvolutionSettings): Tensor4D {
  const [h, w, channels, multiplier] = filter.shape;
  const rows = windows(x, filter.shape, settings);
  const spread = tf.mul(tf.reshape(rows, [rows.shape[0], h * w, channels, 1]), tf.reshape(filter, [1, h * w, channels, multiplier]));
  return tf.reshape(tf.sum(spread, 1), geometryOf(x.shape, filter.shape, settings, true).outShape);
}

type Operands = Readonly<Record<"x" | "filter" | "dy", TensorInfo>>;
/** Kernels are handed what the ops above gave, under types that cannot say so. */
const read = (inputs: NamedTensorInfoMap, attrs: NamedAttrMap) =>
  ({ operands: inputs as Operands, settings: attrs as ConvolutionSettings & { readonly shape: number[] } });

export const depthwiseKernels: readonly FusedKernel[] = [
  {
    name: KERNEL,
    wasm(runtime, inputs, attrs) {
      const { operands: { x, filter }, settings } = read(inputs, attrs);
      return depthwiseOnWasm(runtime, x, filter, geometryOf(x.shape, filter.shape, settings, true));
    },
    gradient: {
      inputsToSave: ["x", "filter"],
      gradFunc(given, saved, attrs) {
        const dy = given as Tensor4D; // the kernel has one output, of the rank it made
        const [x, filter] = saved as [Tensor4D, Tensor4D]; // as saved above
        return {
          x: () => tf.engine().runKernel<Tensor4D>(INPUT_GRAD, { dy, filter }, { ...attrs, shape: x.shape }), // one output
          filter: () => tf.engine().runKernel<Tensor4D>(FILTER_GRAD, { x, dy }, { ...attrs, shape: filter.shape }), // likewise
        };
      },
    },
  },
  {
    name: INPUT_GRAD,
    wasm(runtime, inputs, attrs) {
      const { operands: { dy, filter }, settings } = read(inputs, attrs);
      return depthwiseInputGradOnWasm(runtime, dy, filter, geometryOf(settings.shape, filter.shape, settings, true));
    },
  },
  {
    name: FILTER_GRAD,
    wasm(runtime, inputs, attrs) {
      const { operands: { x, dy }, settings } = read(inputs, attrs);
      return depthwiseFilterGradOnWasm(runtime, x, dy, geometryOf(x.shape, settings.shape, settings, true));
    },
  },
];
