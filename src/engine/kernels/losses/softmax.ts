import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import type { KernelFunc, NamedAttrMap, Scalar, Tensor, TensorInfo } from "../../tf.ts";
import { hasKernel, type FusedKernel } from "../fused.ts";
import type { WasmKernel } from "../runtime.ts";
import { flat, LANES, perNumber, perWorkgroup, WORKGROUP_SUM, writable } from "../webgpu.ts";

const KERNEL = "SoftmaxCrossEntropy";
const GRADIENT = "SoftmaxCrossEntropyGrad";

export interface SoftmaxSettings extends NamedAttrMap {
  /** λ of the robust loss, and the price of confidence, as losses/softmax-cross-entropy.ts defines them. */
  readonly robust: number;
  readonly penalty: number;
}
interface Given {
  readonly logits: Tensor;
  /** int32 [batch]; −1: not to be judged. */
  readonly target: Tensor;
  readonly weights: Tensor;
  /** [classes]; null: all the same. */
  readonly classWeights: Tensor | null;
}

export const hasSoftmaxCrossEntropy = (): boolean => hasKernel(KERNEL);

/**
 * The mean over rows of the cross-entropy of softmax(logits), logits: [batch, classes], by the rows' weights times their classes'; 0 where
 * none weighs anything. It writes no probabilities, but four numbers a row, from which the gradient computes them again.
 * WebAssembly in Node, forward and backward, 34 → 3 calls: [128, 10] 66 → 11 µs; [128, 2000] gains
 * commands and memory, but no time that could be told from noise.
 */
export function softmaxCrossEntropyMean({ logits, target, weights, classWeights }: Given, settings: SoftmaxSettings): Scalar {
  const inputs = { logits, target, weights, ...(classWeights && { classWeights }) };
  return tf.engine().runKernel<[Scalar, Scalar, Tensor]>(KERNEL, inputs, settings)[0];
}

type Operands = Readonly<Record<"logits" | "target" | "weights" | "total" | "stats" | "dy", TensorInfo>> & { readonly classWeights?: TensorInfo };
/** What the op and its gradient gave, which kernels are handed under types that cannot say so. */
function read(inputs: object, attrs: object | undefined) {
  const operands = inputs as Operands;
  const [rows, classes] = operands.logits.shape as [number, number];
  return { ...operands, ...(attrs as SoftmaxSettings), rows, classes };
}

const onWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { logits, target, weights, classWeights, rows, classes, robust, penalty } = read(inputs, attrs);
  const [loss, total, stats] = [runtime.output([], "float32"), runtime.output([], "float32"), runtime.output([4, rows], "float32")];
  const at = (tensor: TensorInfo | undefined) => (tensor ? runtime.pointer(tensor) : 0);
  runtime.call("softmaxRows", rows, at(logits), at(target), at(weights), at(classWeights), classes, robust, penalty, at(stats), rows);
  runtime.call("meanOfRows", 1, at(stats), rows, at(loss), at(total));
  return [loss, total, stats];
};

const gradOnWasm: WasmKernel = (runtime, inputs, attrs) => {
  const { logits, target, stats, total, dy, rows, classes, robust, penalty } = read(inputs, attrs);
  const dz = runtime.output(logits.shape, "float32");
  const places = [logits, target, stats, total, dy].map((tensor) => runtime.pointer(tensor));
  runtime.call("softmaxRowsGrad", rows, ...places, classes, robust, penalty, runtime.pointer(dz), rows);
  return dz;
};

type Call = ReturnType<typeof read>;
const classUniform = ({ classes }: Call) => [{ type: "int32", data: [classes] }];

/** Of the sums over a row: level = ln Σe^z, count, negative entropy, loss. */
const ofRow = ({ classWeights, robust, penalty }: Call): string => `
  let over = log(sum);
  let negative = products / sum - over;
  let y = wanted[row];
  var count = 0.0;
  var loss = 0.0;
  if (y >= 0) {
    count = weights[row]${classWeights ? " * classWeights[y]" : ""};
    loss = f32(${1 - robust}) * (over + highest - logits[row * classes + y])${robust === 0 ? "" : ` + f32(${robust}) / f32(classes)`};
    ${penalty === 0 ? "" : `loss = loss + f32(${penalty}) * (1.0 + negative / log(f32(classes)));`}
  }`;
const overClasses = (from: string, step: number) => ({
  highest: `for (var j = ${from}; j < classes; j = j + ${step}) { most = max(most, logits[row * classes + j]); }`,
  sums: `for (var j = ${from}; j < classes; j = j + ${step}) {
      let below = logits[row * classes + j] - highest;
      let power = exp(below);
      sum = sum + power;
      products = products + power * below;
    }`,
});
const writeStats = (stats: string): string => `
  ${stats}[row] = highest + over;
  ${stats}[rows + row] = count;
  ${stats}[2 * rows + row] = negative;
  ${stats}[3 * rows + row] = loss;`;

const WORKGROUP_MAX = `
  var<workgroup> largest : array<f32, ${LANES}>;
  fn workgroupMax(mine : f32, lane : i32) -> f32 {
    largest[lane] = mine;
    workgroupBarrier();
    for (var width = ${LANES / 2}; width > 0; width = width / 2) {
      if (lane < width) { largest[lane] = max(largest[lane], largest[lane + width]); }
      workgroupBarrier();
    }
    let most = largest[0];
    workgroupBarrier();
    return most;
  }`;
const LOWEST = "-3.4e38";

/** Up to so many classes a thread does a row by itself. */
const FEW = 64;

/** Few classes: one workgroup, one dispatch. Many: a workgroup for each row, and one more for the mean. */
const onWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const call = read(inputs, attrs);
  const { logits, target, weights, classWeights, rows, classes } = call;
  const names = ["logits", "wanted", "weights", ...(classWeights ? ["classWeights"] : [])];
  const operands = [logits, target, weights, ...(classWeights ? [classWeights] : [])];
  const total = gpu.makeTensorInfo([], "float32");
  const stats = gpu.makeTensorInfo([4, rows], "float32");
  const run = (program: ReturnType<typeof perWorkgroup>, given: readonly TensorInfo[], output?: TensorInfo) =>
    gpu.runWebGPUProgram({ ...program, uniforms: "classes : i32," }, given.map(flat), "float32", classUniform(call), output);
  if (classes <= FEW) {
    const loss = run(fewClasses(call, [...names, "total", "stats"]), [...operands, total, stats]);
    return [{ ...loss, shape: [] }, total, stats];
  }
  run(manyClasses(call, names), operands, flat(stats));
  const loss = run(meanProgram(), [stats, total]);
  return [{ ...loss, shape: [] }, total, stats];
};

function fewClasses(call: Call, names: string[]): ReturnType<typeof perWorkgroup> {
  const { highest, sums } = overClasses("0", 1);
  return perWorkgroup(1, names, `
    let rows = uniforms.wantedShape;
    let classes = uniforms.classes;
    var lossSum = 0.0;
    var counted = 0.0;
    for (var row = index; row < rows; row = row + ${LANES}) {
      var most = ${LOWEST};
      ${highest}
      let highest = most;
      var sum = 0.0;
      var products = 0.0;
      ${sums}
      ${ofRow(call)}
      ${writeStats("statsChanged")}
      if (count != 0.0) { lossSum = lossSum + count * loss; counted = counted + count; }
    }
    let all = workgroupSum(counted, index) + 1e-20;
    let mean = workgroupSum(lossSum, index) / all;
    if (index == 0) { result[0] = mean; totalChanged[0] = all; }`, WORKGROUP_SUM + writable(["total", "stats"], names));
}

function manyClasses(call: Call, names: string[]): ReturnType<typeof perWorkgroup> {
  const { highest, sums } = overClasses("lane", LANES);
  return perWorkgroup(call.rows, names, `
    let rows = uniforms.wantedShape;
    let classes = uniforms.classes;
    let row = index / ${LANES};
    let lane = index % ${LANES};
    var most = ${LOWEST};
    ${highest}
    let highest = workgroupMax(most, lane);
    var sum = 0.0;
    var products = 0.0;
    ${sums}
    sum = workgroupSum(sum, lane);
    products = workgroupSum(products, lane);
    if (lane == 0) { ${ofRow(call)} ${writeStats("result")} }`, WORKGROUP_SUM + WORKGROUP_MAX);
}

const meanProgram = (): ReturnType<typeof perWorkgroup> => perWorkgroup(1, ["stats", "total"], `
  let rows = uniforms.statsShape / 4;
  var lossSum = 0.0;
  var counted = 0.0;
  for (var row = index; row < rows; row = row + ${LANES}) {
    let count = stats[rows + row];
    if (count != 0.0) { lossSum = lossSum + count * stats[3 * rows + row]; counted = counted + count; }
  }
  let all = workgroupSum(counted, index) + 1e-20;
  let mean = workgroupSum(lossSum, index) / all;
  if (index == 0) { result[0] = mean; totalChanged[0] = all; }`, WORKGROUP_SUM + writable(["total"], ["stats", "total"]));

const gradOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const call = read(inputs, attrs);
  const { logits, target, stats, total, dy, robust, penalty } = call;
  const program = { ...perNumber(tf.util.sizeFromShape(logits.shape), ["logits", "wanted", "stats", "total", "dy"], `
    let rows = uniforms.wantedShape;
    let row = index / uniforms.classes;
    let count = stats[rows + row];
    var slope = 0.0;
    if (count != 0.0) {
      let logP = logits[index] - stats[row];
      let p = exp(logP);
      slope = f32(${1 - robust}) * (p - select(0.0, 1.0, index - row * uniforms.classes == wanted[row]));
      ${penalty === 0 ? "" : `slope = slope + f32(${penalty}) * p * (logP - stats[2 * rows + row]) / log(f32(uniforms.classes));`}
      slope = slope * dy[0] * count / total[0];
    }
    result[index] = slope;`), uniforms: "classes : i32," };
  const dz = gpu.runWebGPUProgram(program, [logits, target, stats, total, dy].map(flat), "float32", classUniform(call));
  return { ...dz, shape: logits.shape };
};

export const softmaxKernels: readonly FusedKernel[] = [
  {
    name: KERNEL,
    wasm: onWasm,
    webgpu: onWebgpu,
    gradient: {
      inputsToSave: ["logits", "target"],
      outputsToSave: [false, true, true],
      gradFunc(dy, [logits, target, total, stats], attrs) {
        const operands = { logits: logits!, target: target!, total: total!, stats: stats!, dy: (dy as Tensor[])[0]! }; // of three outputs
        return { logits: () => tf.engine().runKernel<Tensor>(GRADIENT, operands, attrs) };
      },
    },
  },
  { name: GRADIENT, wasm: gradOnWasm, webgpu: gradOnWebgpu },
];
