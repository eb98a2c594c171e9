import type { DataType, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from "../tf.ts";
import type { KernelName } from "./wasm/binary.ts";

/** What a kernel on WebAssembly may ask for: memory, and the functions of the compiled module. */
export interface WasmRuntime {
  /** Address of the first number of a tensor. */
  pointer(tensor: TensorInfo): number;
  /** A new tensor; what it holds is undefined until a call has written it. */
  output(shape: readonly number[], dtype: DataType): TensorInfo;
  /** The same memory under another shape. */
  alias(tensor: TensorInfo, shape: readonly number[]): TensorInfo;
  /** Gives back a tensor that only this kernel needed, after the last call that uses it. */
  release(tensor: TensorInfo): void;
  /** A function of the module over `extent` units of work; it is called with the arguments, then the first unit and the one after the last. */
  call(name: KernelName, extent: number, ...args: readonly number[]): void;
  /** Work in JavaScript on memory; it must do the same when it is done again. Views are made inside, by `floats` and `ints`. */
  script(work: () => void): void;
  floats(address: number, length: number): Float32Array;
  ints(address: number, length: number): Int32Array;
}

/**
 * Computes a kernel: takes outputs, and issues calls. The calls alone are issued again in a replay, so that nothing but shapes and
 * attributes may decide them. Null, before any call, leaves such operands to the stock JavaScript kernel.
 */
export type WasmKernel = (runtime: WasmRuntime, inputs: NamedTensorInfoMap, attrs: NamedAttrMap) => TensorInfo | TensorInfo[] | null;
