import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../tf.ts";
import type { KernelConfig, KernelFunc, TensorInfo } from "../tf.ts";
import { flat } from "./webgpu.ts";

/**
 * Matrix products for a processor that plays a GPU. It pays for workgroups that wait for each other, as the stock programs' do, and has no
 * fast memory for them to share: here each thread does a block of the result alone. [128, 256] by [256, 256] on two busy cores,
 * software adapter: 40 → 5 ms, 71 → 10 with the second transposed, 33 → 10 with the first; the stock program there is the fastest of its kinds.
 * A step of the bench's embeddings takes 18 to 35 ms (stock TensorFlow.js 220 to 250), its first one 1.1 s instead of 6.3: stock programs are long to compile.
 */
const NAMES = [tf.BatchMatMul, tf._FusedMatMul];
/** Rows and columns of a thread's block, threads of a workgroup. */
const [ROWS, COLUMNS, THREADS] = [4, 8, 16];
const MOST_WORKGROUPS = 65_535;

let stock: readonly KernelConfig[] = [];

/** Puts these products in the place of the stock ones, or those back. */
export function useProcessorProducts(isProcessor: boolean): void {
  if (isProcessor === stock.length > 0) return;
  const next = isProcessor ? NAMES.map((name) => ours(tf.getKernel(name, "webgpu"))) : stock;
  stock = isProcessor ? NAMES.map((name) => tf.getKernel(name, "webgpu")) : [];
  for (const config of next) {
    tf.unregisterKernel(config.kernelName, "webgpu");
    tf.registerKernel(config);
  }
}

function ours(replaced: KernelConfig): KernelConfig {
  const kernelFunc: KernelFunc = (call) => {
    const product = read(call.inputs, call.attrs);
    return product ? run(call.backend as WebGPUBackend, product) : replaced.kernelFunc(call); // registered for it
  };
  return { ...replaced, kernelFunc };
}

interface Product {
  readonly operands: readonly TensorInfo[];
  readonly shape: number[];
  /** Products, rows, columns, and numbers in each of their sums. */
  readonly sizes: readonly [batch: number, m: number, n: number, k: number];
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Null for what is left to the stock kernel: other types, batches of different shapes, activations. */
function read(inputs: object, attrs: object | undefined): Product | null {
  const { a, b, bias, preluActivationWeights } = inputs as { readonly a: TensorInfo; readonly b: TensorInfo; readonly bias?: TensorInfo; readonly preluActivationWeights?: TensorInfo }; // what both kernels are given
  const { transposeA, transposeB, activation = "linear" } = attrs as { readonly transposeA: boolean; readonly transposeB: boolean; readonly activation?: string }; // likewise
  const [outer, others] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const turned = (shape: readonly number[], isTurned: boolean) => (isTurned ? shape.slice(-2).reverse() : shape.slice(-2)) as [number, number]; // matrices
  const [m, k] = turned(a.shape, transposeA);
  const [, n] = turned(b.shape, transposeB);
  const batch = tf.util.sizeFromShape(outer);
  const isOurs = a.dtype === "float32" && b.dtype === "float32" && tf.util.arraysEqual(outer, others) && batch * m * n * k > 0 &&
    activation === "linear" && !preluActivationWeights && (!bias || tf.util.sizeFromShape(bias.shape) === n) && workgroups([batch, m, n, k]) <= MOST_WORKGROUPS;
  return isOurs ? { operands: [a, b, ...(bias ? [bias] : [])], shape: [...outer, m, n], sizes: [batch, m, n, k], transposeA, transposeB } : null;
}

const workgroups = ([batch, m, n]: Product["sizes"]): number => Math.ceil((batch * Math.ceil(m / ROWS) * Math.ceil(n / COLUMNS)) / THREADS);

function run(gpu: WebGPUBackend, product: Product): TensorInfo {
  const made = gpu.runWebGPUProgram(program(product), product.operands.map(flat), "float32", [{ type: "int32", data: [...product.sizes] }]);
  return { ...made, shape: product.shape };
}

const each = (n: number, write: (i: number) => string): string => Array.from({ length: n }, (_, i) => write(i)).join("\n");

function program({ operands, sizes, shape, transposeA, transposeB }: Product): WebGPUProgram {
  const hasBias = operands.length === 3;
  const a = (r: number) => (transposeA ? `a[fromA + j * m + row${r}]` : `a[fromA + row${r} * k + j]`);
  const b = (c: number) => (transposeB ? `b[fromB + column${c} * k + j]` : `b[fromB + j * n + column${c}]`);
  return {
    variableNames: ["a", "b", ...(hasBias ? ["bias"] : [])],
    outputShape: [tf.util.sizeFromShape(shape)],
    workgroupSize: [THREADS, 1, 1],
    dispatchLayout: { x: [0] },
    dispatch: [workgroups(sizes), 1, 1],
    uniforms: "sizes : vec4<i32>,",
    shaderKey: `processor product ${transposeA} ${transposeB} ${hasBias}`,
    getUserCode: () => `fn main(index : i32) {
      let m = uniforms.sizes.y;
      let n = uniforms.sizes.z;
      let k = uniforms.sizes.w;
      let across = (n + ${COLUMNS - 1}) / ${COLUMNS};
      let blocks = across * ((m + ${ROWS - 1}) / ${ROWS});
      let which = index / blocks;
      if (which >= uniforms.sizes.x) { return; }
      let top = index % blocks / across * ${ROWS};
      let left = index % blocks % across * ${COLUMNS};
      let fromA = which * m * k;
      let fromB = which * k * n;
      ${each(ROWS, (r) => `let row${r} = min(top + ${r}, m - 1);`)}
      ${each(COLUMNS, (c) => `let column${c} = min(left + ${c}, n - 1);`)}
      ${each(ROWS, (r) => each(COLUMNS, (c) => `var sum${r}_${c} = 0.0;`))}
      for (var j = 0; j < k; j++) {
        ${each(COLUMNS, (c) => `let b${c} = ${b(c)};`)}
        ${each(ROWS, (r) => `let a${r} = ${a(r)}; ${each(COLUMNS, (c) => `sum${r}_${c} += a${r} * b${c};`)}`)}
      }
      ${each(ROWS, (r) => each(COLUMNS, (c) => `if (top + ${r} < m && left + ${c} < n) { result[(which * m + row${r}) * n + column${c}] = sum${r}_${c}${hasBias ? ` + bias[column${c}]` : ""}; }`))}
    }`,
  };
}
