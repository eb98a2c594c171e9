import * as tf from "../../tf.ts";
import type { GradConfig, NamedAttrMap, NamedTensorInfoMap, Tensor, Tensor1D, Tensor4D, TensorInfo } from "../../tf.ts";
import { affine } from "../affine/index.ts";
import { columnSums } from "../column-sums/index.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import { geometryOf, type ConvolutionSettings } from "./geometry.ts";
import { convolveOnWasm, filterGradOnWasm, inputGradOnWasm } from "./wasm.ts";
import { windows, windowSums } from "./windows.ts";

export type { ConvolutionSettings, Padding } from "./geometry.ts";

const KERNEL = "Convolution";
const INPUT_GRAD = "ConvolutionInputGrad";
const FILTER_GRAD = "ConvolutionFilterGrad";

/**
 * x: [batch, height, width, channels], filter: [height, width, channels, filters], bias: [filters] → [batch, outHeight, outWidth, filters],
 * with strides, dilations and any padding, and all gradients, which the stock op lacks with dilations.
 */
export function convolve(x: Tensor4D, filter: Tensor4D, bias: Tensor1D | null, settings: ConvolutionSettings): Tensor4D {
  if (!hasKernel(KERNEL)) return plainConvolution(x, filter, bias, settings);
  return tf.engine().runKernel<Tensor4D>(KERNEL, bias ? { x, filter, bias } : { x, filter }, settings); // one output, of that rank
}

/** The twin: windows as rows, times the filter as a matrix. */
export function plainConvolution(x: Tensor4D, filter: Tensor4D, bias: Tensor1D | null, settings: ConvolutionSettings): Tensor4D {
  return tf.reshape(affine(windows(x, filter.shape, settings), asMatrix(filter), bias), geometryOf(x.shape, filter.shape, settings).outShape);
}

const asMatrix = (tensor: Tensor): tf.Tensor2D => tf.reshape(tensor, [tensor.size / tensor.shape.at(-1)!, tensor.shape.at(-1)!]);

function inputGrad(shape: readonly number[], filter: Tensor4D, dy: Tensor4D, settings: ConvolutionSettings): Tensor4D {
  if (hasKernel(INPUT_GRAD)) return tf.engine().runKernel<Tensor4D>(INPUT_GRAD, { dy, filter }, { ...settings, shape: [...shape] }); // one output
  return windowSums(tf.matMul(asMatrix(dy), asMatrix(filter), false, true), shape, filter.shape, settings);
}

function filterGrad(x: Tensor4D, shape: Tensor4D["shape"], dy: Tensor4D, settings: ConvolutionSettings): Tensor4D {
  if (hasKernel(FILTER_GRAD)) return tf.engine().runKernel<Tensor4D>(FILTER_GRAD, { x, dy }, { ...settings, shape: [...shape] }); // one output
  return tf.reshape(tf.matMul(windows(x, shape, settings), asMatrix(dy), true, false), shape);
}

const gradient: Omit<GradConfig, "kernelName"> = {
  inputsToSave: ["x", "filter"],
  gradFunc(given, saved, attrs) {
    const dy = given as Tensor4D; // the kernel has one output, of the rank it made
    const [x, filter] = saved as [Tensor4D, Tensor4D]; // as saved above
    const settings = attrs as ConvolutionSettings; // what the op handed over
    return {
      x: () => inputGrad(x.shape, filter, dy, settings),
      filter: () => filterGrad(x, filter.shape, dy, settings),
      bias: () => columnSums(dy),
    };
  },
};

type Operands = Readonly<Record<"x" | "filter" | "dy", TensorInfo>> & { readonly bias?: TensorInfo };
/** Kernels are handed what the ops above gave, under types that cannot say so. */
const read = (inputs: NamedTensorInfoMap, attrs: NamedAttrMap) =>
  ({ operands: inputs as Operands, settings: attrs as ConvolutionSettings & { readonly shape: number[] } });

export const convolutionKernels: readonly FusedKernel[] = [
  {
    name: KERNEL,
    gradient,
    wasm(runtime, inputs, attrs) {
      const { operands: { x, filter, bias }, settings } = read(inputs, attrs);
      return convolveOnWasm(runtime, x, filter, bias, geometryOf(x.shape, filter.shape, settings));
    },
  },
  {
    name: INPUT_GRAD,
    wasm(runtime, inputs, attrs) {
      const { operands: { dy, filter }, settings } = read(inputs, attrs);
      return inputGradOnWasm(runtime, dy, filter, geometryOf(settings.shape, filter.shape, settings));
    },
  },
  {
    name: FILTER_GRAD,
    wasm(runtime, inputs, attrs) {
      const { operands: { x, dy }, settings } = read(inputs, attrs);
      return filterGradOnWasm(runtime, x, dy, geometryOf(x.shape, settings.shape, settings));
    },
  },
];
