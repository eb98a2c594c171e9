import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../tf.ts";
import type { KernelFunc, NamedAttrMap, Tensor, TensorInfo, Variable } from "../tf.ts";
import type { FusedKernel } from "./fused.ts";
import type { WasmKernel } from "./runtime.ts";
import { inPlace, perNumber } from "./webgpu.ts";

/**
 * The update of one variable by Adam as one kernel of our own on every backend: TensorFlow.js composes it of fourteen, and
 * uploads six numbers for each. It works in place, but in plain JavaScript, where others may share the old arrays.
 */
const KERNEL = "AdamUpdate";

/** What stays the same throughout a run. */
export interface AdamSettings extends NamedAttrMap {
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  /** λ of a decay that is part of the gradient; 0: none. */
  readonly decay: number;
  readonly amsgrad: boolean;
  /** Limits of the norm of all gradients, one after the other (PyTorch's: times min(1, limit / (norm + 1e-6))); 0: none. */
  readonly normLimits: [number, number];
  /** Each gradient is then held between -limit and limit; 0: no limit. */
  readonly limit: number;
}
export interface AdamOperands {
  readonly variable: Variable;
  /** [2, n]: first and second moments; a third row holds the largest second moments with `amsgrad`. */
  readonly state: Tensor;
  readonly gradient: Tensor;
  /** [3]: step size, what √v is multiplied by, the share of the old value that stays. */
  readonly rates: Tensor;
  /** [] the sum of the squares of all gradients, this variable's and the others'. */
  readonly squares: Tensor;
}

/** Moves the variable; the state to keep, which is the same tensor where it was changed in place. Call it within a tidy. */
export function updateByAdam({ variable, state, gradient, rates, squares }: AdamOperands, settings: AdamSettings): Tensor {
  const made = tf.engine().runKernel(KERNEL, { variable, state, gradient, rates, squares }, settings);
  if (!Array.isArray(made)) throw new Error("internal: the Adam kernel has two outputs or none");
  const [next, nextState] = made;
  if (!next || !nextState) return state;
  variable.assign(tf.reshape(next, variable.shape));
  return nextState;
}

type Operands = Readonly<Record<"variable" | "state" | "gradient" | "rates" | "squares", TensorInfo>>;
/** Kernels are handed what `updateByAdam` gave, under types that cannot say so. */
const read = (inputs: Parameters<KernelFunc>[0]["inputs"], attrs: NamedAttrMap | undefined) =>
  ({ operands: inputs as Operands, settings: attrs as AdamSettings });

const onCpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const cpu = backend as MathBackendCPU; // registered for it
  const { operands, settings } = read(inputs, attrs);
  const values = (info: TensorInfo) => cpu.data.get(info.dataId).values as Float32Array; // of float32 tensors
  const variable = values(operands.variable).slice();
  const state = values(operands.state).slice();
  move(variable, state, values(operands.gradient), values(operands.rates), values(operands.squares)[0]!, settings);
  return [cpu.makeTensorInfo(operands.variable.shape, "float32", variable), cpu.makeTensorInfo(operands.state.shape, "float32", state)];
};

const onWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { operands: { variable, state, gradient, rates, squares }, settings } = read(inputs, attrs);
  const { beta1, beta2, eps, decay, amsgrad, limit, normLimits } = settings;
  const n = tf.util.sizeFromShape(gradient.shape);
  const addresses = [variable, state, gradient, rates, squares].map((tensor) => runtime.pointer(tensor));
  runtime.call("adam", n, ...addresses, n, beta1, beta2, eps, decay, Number(amsgrad), limit, ...normLimits);
  return [];
};

type Numbers = Float32Array;
/** Changes the variable, [n], and its state, [2 or 3, n], where they lie. */
function move(variable: Numbers, state: Numbers, gradient: Numbers, rates: Numbers, squares: number, settings: AdamSettings): void {
  const [stepSize, correction, kept] = rates;
  const { beta1, beta2, eps, decay, amsgrad, limit, normLimits } = settings;
  const factor = clipFactor(Math.sqrt(squares), normLimits);
  const n = variable.length;
  for (let i = 0; i < n; i++) {
    let g = gradient[i]! * factor;
    if (limit > 0) g = g > limit ? limit : g < -limit ? -limit : g;
    g += decay * variable[i]!;
    const m = (state[i] = beta1 * state[i]! + (1 - beta1) * g);
    let v = (state[n + i] = beta2 * state[n + i]! + (1 - beta2) * g * g);
    if (amsgrad) v = state[2 * n + i] = Math.max(state[2 * n + i]!, v);
    variable[i] = kept! * variable[i]! - (stepSize! * m) / (Math.sqrt(v) * correction! + eps);
  }
}

/** The second limit meets the norm that the first has left. */
function clipFactor(norm: number, limits: readonly number[]): number {
  return limits.reduce((factor, limit) => (limit > 0 ? factor * Math.min(1, limit / (norm * factor + 1e-6)) : factor), 1);
}

const onWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { operands: { variable, state, gradient, rates, squares }, settings } = read(inputs, attrs);
  const n = tf.util.sizeFromShape(gradient.shape);
  inPlace(gpu, momentsProgram(n, settings), state, [gradient, variable, squares]);
  inPlace(gpu, variableProgram(n, settings), variable, [state, rates]);
  return [];
};

function momentsProgram(n: number, { beta1, beta2, decay, amsgrad, limit, normLimits }: AdamSettings): WebGPUProgram {
  const body = `
    let norm = sqrt(squares[0]);
    var factor = 1.0;
    ${normLimits.filter((most) => most > 0).map((most) => `factor = factor * min(1.0, f32(${most}) / (norm * factor + 1e-6));`).join("\n")}
    var g = gradient[index] * factor;
    ${limit > 0 ? `g = clamp(g, f32(-${limit}), f32(${limit}));` : ""}
    g = g + f32(${decay}) * variable[index];
    result[index] = f32(${beta1}) * result[index] + f32(${1 - beta1}) * g;
    let v = f32(${beta2}) * result[index + uniforms.size] + f32(${1 - beta2}) * g * g;
    result[index + uniforms.size] = v;
    ${amsgrad ? "result[index + 2 * uniforms.size] = max(result[index + 2 * uniforms.size], v);" : ""}`;
  return perNumber(n, ["gradient", "variable", "squares"], body);
}

function variableProgram(n: number, { eps, amsgrad }: AdamSettings): WebGPUProgram {
  const body = `
    let spread = sqrt(state[index + ${amsgrad ? 2 : 1} * uniforms.size]) * rates[1] + f32(${eps});
    result[index] = rates[2] * result[index] - rates[0] * state[index] / spread;`;
  return perNumber(n, ["state", "rates"], body);
}

export const adamKernel: FusedKernel = { name: KERNEL, cpu: onCpu, wasm: onWasm, webgpu: onWebgpu };
