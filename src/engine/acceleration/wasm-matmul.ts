import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "../tf.ts";
import type { KernelFunc, TensorInfo } from "../tf.ts";

const mended = new WeakSet<KernelFunc>();

/**
 * Matrix products on wasm by their fast path. TensorFlow.js sends transposed products, which are the gradients of every
 * dense layer, to a loop 10 to 25 times slower than XNNPACK. Transposing first costs one pass over the operand.
 *
 * XNNPACK keeps what it packed for as long as the right operand's tensor lives: nothing may write into a tensor in place.
 */
export function registerWasmMatMul(): void {
  const stock = tf.getKernel("BatchMatMul", "wasm");
  const fused = tf.getKernel("_FusedMatMul", "wasm");
  const transpose = tf.getKernel("Transpose", "wasm");
  if (!stock || !fused || !transpose) throw new Error("internal: the wasm backend has no matrix product");
  if (mended.has(stock.kernelFunc)) return;
  const kernelFunc: KernelFunc = ({ inputs, backend, attrs }) => {
    const wasm = backend as BackendWasm; // registered for this backend alone
    const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
    const copies: TensorInfo[] = [];
    const upright = (x: TensorInfo, transposed: unknown): TensorInfo => {
      if (transposed !== true) return x;
      const perm = x.shape.map((_, axis) => axis);
      perm.push(...perm.splice(-2).reverse());
      const copy = transpose.kernelFunc({ inputs: { x }, backend, attrs: { perm } }) as TensorInfo; // one output
      copies.push(copy);
      return copy;
    };
    const left = upright(a, attrs?.["transposeA"]);
    const right = upright(b, attrs?.["transposeB"]);
    const plain = { transposeA: false, transposeB: false };
    const single = batchOf(left) === 1 && batchOf(right) === 1;
    const product = single
      ? fused.kernelFunc({ inputs: { a: matrix(left), b: matrix(right) }, backend, attrs: { ...plain, activation: "linear" } })
      : stock.kernelFunc({ inputs: { a: left, b: right }, backend, attrs: plain });
    copies.forEach(({ dataId }) => wasm.disposeData(dataId));
    const { dataId, dtype } = product as TensorInfo; // one output
    const outer = left.shape.length >= right.shape.length ? left.shape : right.shape;
    return single ? { dataId, dtype, shape: [...outer.slice(0, -2), left.shape.at(-2)!, right.shape.at(-1)!] } : product;
  };
  mended.add(kernelFunc);
  tf.unregisterKernel("BatchMatMul", "wasm");
  tf.registerKernel({ ...stock, kernelFunc });
}

const batchOf = ({ shape }: TensorInfo): number => shape.slice(0, -2).reduce((product, n) => product * n, 1);

/** The same memory as [1, rows, columns], the only rank the fused kernel reads. */
const matrix = ({ dataId, dtype, shape }: TensorInfo): TensorInfo => ({ dataId, dtype, shape: [1, ...shape.slice(-2)] });
