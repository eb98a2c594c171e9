import * as tf from "../../tf.ts";
import type { TensorInfo } from "../../tf.ts";
import type { WasmKernel, WasmRuntime } from "../runtime.ts";

/** How assembly/gemm.ts lays B out: panels of so many columns, in pieces of so many rows at most. */
const PANEL = 8;
const DEPTH = 512;

interface Product { readonly a: TensorInfo; readonly b: TensorInfo; readonly transposeA: boolean; readonly transposeB: boolean }

/**
 * [..., m, k]·[..., k, n] for each of a batch, whose leading axes broadcast as TensorFlow.js has them: the smaller batch begins again.
 * A bias [n] and relu are part of the last store.
 */
function multiply(runtime: WasmRuntime, { a, b, transposeA, transposeB }: Product, bias: TensorInfo | null, relu: boolean): TensorInfo {
  const [rowsA, columnsA] = a.shape.slice(-2) as [number, number]; // the op has checked the ranks
  const [rowsB, columnsB] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [columnsA, rowsA] : [rowsA, columnsA];
  const n = transposeB ? rowsB : columnsB;
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const output = runtime.output([...outer, m, n], "float32");
  const units = tf.util.sizeFromShape(outer) * Math.ceil(n / PANEL);
  if (units * m === 0) return output;
  const scratch = runtime.output([units, Math.min(k, DEPTH), PANEL], "float32");
  runtime.call(
    "matmul", units, Number(transposeA), Number(transposeB), batchOf(a), batchOf(b), m, n, k,
    runtime.pointer(a), runtime.pointer(b), bias ? runtime.pointer(bias) : 0, Number(relu), runtime.pointer(output), runtime.pointer(scratch),
  );
  runtime.release(scratch);
  return output;
}

const batchOf = ({ shape }: TensorInfo): number => tf.util.sizeFromShape(shape.slice(0, -2));

export const batchMatMul: WasmKernel = (runtime, inputs, attrs) => {
  const product = { ...inputs, ...attrs } as unknown as Product; // what the op hands over
  return multiply(runtime, product, null, false);
};
