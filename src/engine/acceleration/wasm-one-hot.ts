import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "../tf.ts";
import type { TensorInfo } from "../tf.ts";

interface Attributes {
  readonly depth: number;
  readonly onValue: number;
  readonly offValue: number;
  readonly dtype: "float32" | "int32" | "bool";
}

/**
 * One-hot rows of any type on wasm. The stock kernel writes integers whatever type is asked for: as float32 its ones read
 * 1.4e-45, and what is multiplied by them vanishes.
 */
export function registerWasmOneHot(): void {
  tf.unregisterKernel("OneHot", "wasm");
  tf.registerKernel({
    kernelName: "OneHot",
    backendName: "wasm",
    kernelFunc: ({ inputs, backend, attrs }) => {
      const wasm = backend as BackendWasm; // registered for this backend alone
      const { indices } = inputs as { indices: TensorInfo }; // what the op hands over
      const { depth, onValue, offValue, dtype } = attrs as unknown as Attributes; // likewise
      const rows = wasm.makeOutput([...indices.shape, depth], dtype);
      const ids = wasm.typedArrayFromHeap(indices);
      const values = wasm.typedArrayFromHeap(rows).fill(offValue);
      ids.forEach((id, row) => {
        if (id >= 0 && id < depth) values[row * depth + id] = onValue;
      });
      return rows;
    },
  });
}
