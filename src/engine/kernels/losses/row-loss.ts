import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import type { KernelFunc, Scalar, Tensor, TensorInfo } from "../../tf.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import type { WasmKernel } from "../runtime.ts";
import { flat, LANES, perNumber, perWorkgroup, WORKGROUP_SUM, writable } from "../webgpu.ts";

const KERNEL = "RowLoss";
const GRADIENT = "RowLossGrad";

/**
 * Losses of one number a row: squared, absolute, as a share of the target, squared share, Huber's (a: δ), and sigmoid cross-entropy (a: what
 * a positive counts, b: λ of the robust loss, c: price of confidence), as losses/ defines them. The order is that of assembly/losses.ts.
 */
const KINDS = ["squared", "absolute", "share", "squared_share", "huber", "sigmoid"] as const;
export interface RowLossForm {
  readonly kind: (typeof KINDS)[number];
  readonly a?: number;
  readonly b?: number;
  readonly c?: number;
  /** The square root of the mean. */
  readonly root?: boolean;
}

export const hasRowLoss = (): boolean => hasKernel(KERNEL);

/**
 * The mean over rows of an error, all [batch], by the rows' weights; 0 where none weighs anything. For sigmoid, rows of target −1 weigh
 * nothing. Error, mean and their gradient take two dispatches or calls.
 * 128 rows on WebAssembly in Node: sigmoid cross-entropy 29 → 2 calls, 6.6 → 2.8 µs; squared error 13 → 2 calls in the same time, which
 * alone would be no reason for it: there the dispatches saved on WebGPU are.
 */
export function rowLoss(z: Tensor, target: Tensor, weights: Tensor, form: RowLossForm): Scalar {
  return tf.engine().runKernel<[Scalar, Scalar]>(KERNEL, { z, target, weights }, { ...form })[0];
}

type Operands = Readonly<Record<"z" | "target" | "weights" | "loss" | "total" | "dy", TensorInfo>>;
/** What `rowLoss` and its gradient gave, which kernels are handed under types that cannot say so. */
function read(inputs: object, attrs: object | undefined) {
  const { kind, a = 1, b = 0, c = 0, root = false } = attrs as RowLossForm;
  return { ...(inputs as Operands), kind, a, b, c, root };
}

const onWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { z, target, weights, kind, a, b, c, root } = read(inputs, attrs);
  const [loss, total] = [runtime.output([], "float32"), runtime.output([], "float32")];
  const [atZ, atTarget, atWeights, atLoss, atTotal] = [z, target, weights, loss, total].map((tensor) => runtime.pointer(tensor));
  const n = tf.util.sizeFromShape(z.shape);
  runtime.call("rowLoss", 1, atZ!, atTarget!, atWeights!, n, KINDS.indexOf(kind), a, b, c, Number(root), atLoss!, atTotal!);
  return [loss, total];
};

const gradOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { z, target, weights, loss, total, dy, kind, a, b, c, root } = read(inputs, attrs);
  const dz = runtime.output(z.shape, "float32");
  const [before, after] = [[z, target, weights], [loss, total, dy, dz]].map((tensors) => tensors.map((tensor) => runtime.pointer(tensor)));
  runtime.call("rowLossGrad", tf.util.sizeFromShape(z.shape), ...before!, KINDS.indexOf(kind), a, b, c, Number(root), ...after!);
  return dz;
};

/** In WGSL, of z and t: the error, and its slope in z. */
function textsOf({ kind, a, b, c }: ReturnType<typeof read>): { readonly error: string; readonly slope: string } {
  const size = "max(abs(t), 1.17e-6)";
  switch (kind) {
    case "squared": return { error: "(z - t) * (z - t)", slope: "2.0 * (z - t)" };
    case "absolute": return { error: "abs(z - t)", slope: "sign(z - t)" };
    case "share": return { error: `abs(z - t) / ${size}`, slope: `sign(z - t) / ${size}` };
    case "squared_share": return { error: `((z - t) / ${size}) * ((z - t) / ${size})`, slope: `2.0 * (z - t) / ${size} / ${size}` };
    case "huber": return {
      error: `0.5 * min(abs(z - t), f32(${a})) * min(abs(z - t), f32(${a})) + f32(${a}) * max(abs(z - t) - f32(${a}), 0.0)`,
      slope: `clamp(z - t, f32(-${a}), f32(${a}))`,
    };
    case "sigmoid": return { error: `crossEntropy(z, max(t, 0.0), f32(${a}), f32(${b}), f32(${c}))`, slope: `crossEntropySlope(z, max(t, 0.0), f32(${a}), f32(${b}), f32(${c}))` };
  }
}
const LN2 = `f32(${Math.LN2})`;
const SIGMOID = `
  fn shareOf(z : f32) -> f32 { let e = exp(-abs(z)); return select(1.0, e, z < 0.0) / (1.0 + e); }
  fn crossEntropy(z : f32, y : f32, positives : f32, robust : f32, penalty : f32) -> f32 {
    let over = log(1.0 + exp(-abs(z)));
    let up = max(z, 0.0) + over;
    let down = max(-z, 0.0) + over;
    let p = shareOf(z);
    let entropy = p * down + (1.0 - p) * up;
    return (1.0 - robust) * (positives * y * down + (1.0 - y) * up) + robust * 0.5 + penalty * (1.0 - entropy / ${LN2});
  }
  fn crossEntropySlope(z : f32, y : f32, positives : f32, robust : f32, penalty : f32) -> f32 {
    let p = shareOf(z);
    return (1.0 - robust) * (positives * y * (p - 1.0) + (1.0 - y) * p) + penalty * z * p * (1.0 - p) / ${LN2};
  }`;
const READ_ROW = (kind: RowLossForm["kind"]): string => `
  let z = logits[row];
  let t = targets[row];
  let count = ${kind === "sigmoid" ? "select(weights[row], 0.0, t < 0.0)" : "weights[row]"};`;
const functionsOf = (kind: RowLossForm["kind"]): string => (kind === "sigmoid" ? SIGMOID : "");

const onWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const given = read(inputs, attrs);
  const total = gpu.makeTensorInfo([], "float32");
  const names = ["logits", "targets", "weights", "total"];
  const program = perWorkgroup(1, names, `
    var sum = 0.0;
    var counted = 0.0;
    for (var row = index; row < uniforms.logitsShape; row = row + ${LANES}) {
      ${READ_ROW(given.kind)}
      if (count != 0.0) { sum = sum + count * (${textsOf(given).error}); counted = counted + count; }
    }
    let all = workgroupSum(counted, index) + 1e-20;
    let mean = workgroupSum(sum, index) / all;
    if (index == 0) { result[0] = ${given.root ? "sqrt(mean + 1e-12)" : "mean"}; totalChanged[0] = all; }`,
  WORKGROUP_SUM + functionsOf(given.kind) + writable(["total"], names));
  const loss = gpu.runWebGPUProgram(program, [given.z, given.target, given.weights, total].map(flat), "float32");
  return [{ ...loss, shape: [] }, total];
};

const gradOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const given = read(inputs, attrs);
  const { z, target, weights, loss, total, dy } = given;
  const program = perNumber(tf.util.sizeFromShape(z.shape), ["logits", "targets", "weights", "total", "dy", ...(given.root ? ["loss"] : [])], `
    let row = index;
    ${READ_ROW(given.kind)}
    var slope = 0.0;
    if (count != 0.0) { slope = dy[0] * count / total[0] * (${textsOf(given).slope}); }
    result[index] = slope${given.root ? " * 0.5 / loss[0]" : ""};`, functionsOf(given.kind));
  const dz = gpu.runWebGPUProgram(program, [z, target, weights, total, dy, ...(given.root ? [loss] : [])].map(flat), "float32");
  return { ...dz, shape: z.shape };
};

export const rowLossKernels: readonly FusedKernel[] = [
  {
    name: KERNEL,
    wasm: onWasm,
    webgpu: onWebgpu,
    gradient: {
      inputsToSave: ["z", "target", "weights"],
      outputsToSave: [true, true],
      gradFunc(dy, [z, target, weights, loss, total], attrs) {
        const operands = { z: z!, target: target!, weights: weights!, loss: loss!, total: total!, dy: (dy as Tensor[])[0]! }; // of two outputs
        return { z: () => tf.engine().runKernel<Tensor>(GRADIENT, operands, attrs) };
      },
    },
  },
  { name: GRADIENT, wasm: gradOnWasm, webgpu: gradOnWebgpu },
];
