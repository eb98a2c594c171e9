import * as tf from "../../tf.ts";
import type { TensorInfo } from "../../tf.ts";
import type { WasmKernel, WasmRuntime } from "../runtime.ts";
import { isFloat, sizeOf, through } from "./operands.ts";
import { combine } from "./pairs.ts";
import { UNARY } from "./unary.ts";

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
  const units = sizeOf(outer) * Math.ceil(n / PANEL);
  if (units * m === 0) return output;
  const scratch = runtime.output([units, Math.min(k, DEPTH), PANEL], "float32");
  runtime.call(
    "matmul", units, Number(transposeA), Number(transposeB), batchOf(a), batchOf(b), m, n, k,
    runtime.pointer(a), runtime.pointer(b), bias ? runtime.pointer(bias) : 0, Number(relu), runtime.pointer(output), runtime.pointer(scratch),
  );
  runtime.release(scratch);
  return output;
}

const batchOf = ({ shape }: TensorInfo): number => sizeOf(shape.slice(0, -2));

const batchMatMul: WasmKernel = (runtime, inputs, attrs) => {
  const product = { ...inputs, ...attrs } as unknown as Product; // what the op hands over
  return isFloat(product.a) && isFloat(product.b) ? multiply(runtime, product, null, false) : null;
};

interface Fused extends Product {
  readonly bias?: TensorInfo;
  readonly preluActivationWeights?: TensorInfo;
  readonly activation: tf.fused.Activation | null | undefined;
  readonly leakyreluAlpha: number | undefined;
}

/** A bias of the columns and relu fold into the product; other biases and activations are calls of their own. */
const fusedMatMul: WasmKernel = (runtime, inputs, attrs) => {
  const fused = { ...inputs, ...attrs } as unknown as Fused; // what the op hands over
  const { a, b, bias, activation, transposeB } = fused;
  if (![a, b, bias ?? a].every(isFloat)) return null;
  const folds = !bias || (sizeOf(bias.shape) === b.shape.at(transposeB ? -2 : -1) && bias.shape.at(-1) === sizeOf(bias.shape));
  const product = multiply(runtime, fused, folds ? (bias ?? null) : null, folds && activation === "relu");
  if (folds && activation === "relu") return product;
  const sum = folds ? product : through(runtime, product, (between) => combine(runtime, { float32: "add" }, between, bias)!);
  return !activation || activation === "linear" ? sum : through(runtime, sum, (between) => activated(runtime, between, fused));
};

function activated(runtime: WasmRuntime, x: TensorInfo, { activation, preluActivationWeights, leakyreluAlpha }: Fused): TensorInfo {
  if (activation === "prelu") return combine(runtime, { float32: "prelu" }, x, preluActivationWeights!)!; // the op asks for both
  const kernel = UNARY[NAMES[activation!]!]!;
  return kernel(runtime, { x }, { alpha: leakyreluAlpha ?? 0 }) as TensorInfo;
}

const NAMES: Readonly<Record<string, string>> = { elu: "Elu", leakyrelu: "LeakyRelu", relu: "Relu", relu6: "Relu6", sigmoid: "Sigmoid" };

export const MATRIX: Readonly<Record<string, WasmKernel>> = { BatchMatMul: batchMatMul, _FusedMatMul: fusedMatMul };
