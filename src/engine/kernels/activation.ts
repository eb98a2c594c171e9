import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../tf.ts";
import type { GradConfig, KernelFunc, NamedAttrMap, Tensor, TensorInfo } from "../tf.ts";
import { hasKernel, type FusedKernel } from "./fused.ts";
import type { WasmKernel } from "./runtime.ts";
import { flat, perNumber } from "./webgpu.ts";

/** Activations that TensorFlow.js composes of several kernels: one kernel each, and one for the gradient. Both ways over [128, 256] on WebAssembly in Node 20, composed of compiled kernels and here: GELU 0.37 and 0.16 ms, mish 0.48 and 0.17. */
const KERNEL = "SmoothActivation";
const GRADIENT = "SmoothActivationGrad";

/** In WGSL: statements that see `v` and set `y` or `slope`. In assembly/activations.ts they are numbered in this order. */
interface Curve { readonly plain: (x: Tensor) => Tensor; readonly value: string; readonly slope: string }

/** erf within 2e-7 (Abramowitz and Stegun, 7.1.26). */
const ERF = `
  let r = v * 0.7071067811865476;
  let gauss = exp(-r * r);
  let t = 1.0 / (1.0 + 0.3275911 * abs(r));
  let erf = sign(r) * (1.0 - ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t * gauss);`;
/** tanh(log(1 + e^v)), without the logarithm. */
const TANH_OF_SOFTPLUS = `
  let e = exp(min(v, 20.0));
  let n = e * (e + 2.0);
  let t = n / (n + 2.0);`;
const SIGMOID = "let s = 1.0 / (1.0 + exp(-v));";

const CURVES = {
  gelu: {
    plain: (x) => tf.mul(tf.mul(x, 0.5), tf.add(1, tf.erf(tf.div(x, Math.SQRT2)))),
    value: `${ERF} let y = 0.5 * v * (1.0 + erf);`,
    slope: `${ERF} let slope = 0.5 * (1.0 + erf) + v * 0.3989422804014327 * gauss;`,
  },
  swish: {
    plain: (x) => tf.mul(x, tf.sigmoid(x)),
    value: `${SIGMOID} let y = v * s;`,
    slope: `${SIGMOID} let slope = s + v * s * (1.0 - s);`,
  },
  mish: {
    plain: (x) => tf.mul(x, tf.tanh(tf.softplus(x))),
    value: `${TANH_OF_SOFTPLUS} let y = v * t;`,
    slope: `${TANH_OF_SOFTPLUS} ${SIGMOID} let slope = t + v * s * (1.0 - t * t);`,
  },
  selu: {
    plain: (x) => tf.selu(x),
    value: "let y = select(1.7580993408473766 * (exp(v) - 1.0), 1.0507009873554805 * v, v > 0.0);",
    slope: "let slope = select(1.7580993408473766 * exp(v), 1.0507009873554805, v > 0.0);",
  },
} satisfies Record<string, Curve>;

export type SmoothActivation = keyof typeof CURVES;
const NAMES: readonly string[] = Object.keys(CURVES);

/** Of each number of x. */
export const activated = (x: Tensor, name: SmoothActivation): Tensor =>
  hasKernel(KERNEL) ? tf.engine().runKernel<Tensor>(KERNEL, { x }, { name }) : plainActivated(x, name);

/** The same by ordinary ops. */
export const plainActivated = (x: Tensor, name: SmoothActivation): Tensor => CURVES[name].plain(x);

type Operands = Readonly<Record<"x" | "dy", TensorInfo>>; // dy in the gradient alone
/** Kernels are handed what the op and its gradient gave, under types that cannot say so. */
const read = (inputs: object, attrs: NamedAttrMap | undefined) => ({ ...(inputs as Operands), name: (attrs as { readonly name: SmoothActivation }).name });

const onWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { x, name } = read(inputs, attrs);
  const y = runtime.output(x.shape, "float32");
  runtime.call("activation", tf.util.sizeFromShape(x.shape), NAMES.indexOf(name), runtime.pointer(x), runtime.pointer(y));
  return y;
};
const gradOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { x, dy, name } = read(inputs, attrs);
  const dx = runtime.output(x.shape, "float32");
  runtime.call("activationGrad", tf.util.sizeFromShape(x.shape), NAMES.indexOf(name), runtime.pointer(dy), runtime.pointer(x), runtime.pointer(dx));
  return dx;
};

const onWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const { x, name } = read(inputs, attrs);
  return run(backend as WebGPUBackend, { x }, `let v = x[index]; ${CURVES[name].value} result[index] = y;`); // registered for it
};
const gradOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const { x, dy, name } = read(inputs, attrs);
  return run(backend as WebGPUBackend, { x, dy }, `let v = x[index]; ${CURVES[name].slope} result[index] = dy[index] * slope;`); // likewise
};
function run(gpu: WebGPUBackend, operands: Readonly<Record<string, TensorInfo>> & { readonly x: TensorInfo }, body: string): TensorInfo {
  const program = perNumber(tf.util.sizeFromShape(operands.x.shape), Object.keys(operands), body);
  return { ...gpu.runWebGPUProgram(program, Object.values(operands).map(flat), "float32"), shape: operands.x.shape };
}

const gradient: Omit<GradConfig, "kernelName"> = {
  inputsToSave: ["x"],
  gradFunc: (dy, saved, attrs) => {
    const [x] = saved as [Tensor]; // as the line above says
    return { x: () => tf.engine().runKernel<Tensor>(GRADIENT, { x, dy: dy as Tensor }, attrs) }; // one output, one gradient
  },
};

export const activationKernels: readonly FusedKernel[] = [
  { name: KERNEL, wasm: onWasm, webgpu: onWebgpu, gradient },
  { name: GRADIENT, wasm: gradOnWasm, webgpu: gradOnWebgpu },
];
