import * as tf from "../../tf.ts";
import type { TensorInfo } from "../../tf.ts";
import type { WasmRuntime } from "../runtime.ts";

export const sizeOf = (shape: readonly number[]): number => tf.util.sizeFromShape([...shape]);
export const isFloat = ({ dtype }: TensorInfo): boolean => dtype === "float32";
/** Of four bytes a number: what moves them need not know what they mean. */
export const isWide = ({ dtype }: TensorInfo): boolean => dtype === "float32" || dtype === "int32";

/** The numbers from one to the next along each axis. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = [];
  shape.reduceRight((stride, n, axis) => {
    strides[axis] = stride;
    return stride * n;
  }, 1);
  return strides;
}

/** One of the inputs of an op that takes a list. */
export const listOf = (inputs: object): TensorInfo[] => Object.values(inputs) as TensorInfo[]; // the op hands them over in order

/** What `make` computes of a tensor that only it needs. */
export function through(runtime: WasmRuntime, between: TensorInfo, make: (between: TensorInfo) => TensorInfo): TensorInfo {
  const made = make(between);
  runtime.release(between);
  return made;
}
