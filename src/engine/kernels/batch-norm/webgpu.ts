import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { KernelFunc, TensorInfo } from "../../tf.ts";
import { runWithOutputs } from "../webgpu-outputs.ts";
import { columnThreads, sums } from "../webgpu-sums.ts";
import { gradientOperandsOf, operandsOf } from "./operands.ts";

interface Sizes { readonly rows: number; readonly positions: number; readonly d: number; readonly weights: TensorInfo | undefined }

export const batchNormOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { x, mean, variance, gamma, beta, epsilon, momentum, ...sizes } = operandsOf(inputs, attrs);
  const { d, weights } = sizes;
  const [y, moments] = [gpu.makeTensorInfo(x.shape, "float32"), gpu.makeTensorInfo([2, d], "float32")];
  runWithOutputs(gpu, {
    outputs: ["movingMean", "movingVariance", "y", "moments"],
    inputs: ["x", ...(gamma ? ["gamma", "beta"] : []), ...(weights ? ["weights"] : [])],
    ...perColumn(sizes, `
      ${eachRow(sizes, "both.x = both.x + w * x[i];")}
      let mean = total(both, thread, lane).x * share;
      both = vec2f();
      ${eachRow(sizes, "both.x = both.x + w * (x[i] - mean) * (x[i] - mean);")}
      let variance = total(both, thread, lane).x * share;
      let steep = inverseSqrt(variance + f32(${epsilon}));
      if (live && lane == 0) {
        moments[column] = mean;
        moments[column + ${d}] = steep;
        movingMean[column] = f32(${momentum}) * movingMean[column] + f32(${1 - momentum}) * mean;
        movingVariance[column] = f32(${momentum}) * movingVariance[column] + f32(${1 - momentum}) * variance;
      }
      ${eachRow(sizes, `y[i] = (x[i] - mean) * steep ${gamma ? "* gamma[column] + beta[column]" : ""};`)}`),
  }, [mean, variance, y, moments], present(x, gamma, beta, weights));
  return [y, moments];
};

export const batchNormGradOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { dy, x, moments, gamma, ...sizes } = gradientOperandsOf(inputs, attrs);
  const { d, weights } = sizes;
  const outputs = [gpu.makeTensorInfo(x.shape, "float32"), ...(gamma ? [gpu.makeTensorInfo([d], "float32"), gpu.makeTensorInfo([d], "float32")] : [])];
  runWithOutputs(gpu, {
    outputs: gamma ? ["dx", "dGamma", "dBeta"] : ["dx"],
    inputs: ["dy", "x", "moments", ...(gamma ? ["gamma"] : []), ...(weights ? ["weights"] : [])],
    ...perColumn(sizes, `
      let mean = moments[min(column, ${d - 1})];
      let steep = moments[min(column, ${d - 1}) + ${d}];
      ${eachRow(sizes, "both = both + vec2f(dy[i], dy[i] * (x[i] - mean) * steep);")}
      both = total(both, thread, lane);
      ${gamma ? "if (live && lane == 0) { dBeta[column] = both.x; dGamma[column] = both.y; }" : ""}
      both = both * share;
      ${eachRow(sizes, `dx[i] = (dy[i] - w * (both.x + both.y * (x[i] - mean) * steep)) * steep ${gamma ? "* gamma[column]" : ""};`)}`),
  }, outputs, present(dy, x, moments, gamma, weights));
  return outputs;
};

export const batchNormAnswerOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { x, mean, variance, gamma, beta, epsilon, rows, d } = operandsOf(inputs, attrs);
  const y = gpu.makeTensorInfo(x.shape, "float32");
  const threads = 64;
  runWithOutputs(gpu, {
    outputs: ["y"],
    inputs: ["x", "mean", "variance", ...(gamma ? ["gamma", "beta"] : [])],
    threads,
    workgroups: Math.ceil((rows * d) / threads),
    body: `
      let i = group * ${threads} + thread;
      if (i >= ${rows * d}) { return; }
      let column = i % ${d};
      y[i] = (x[i] - mean[column]) * inverseSqrt(variance[column] + f32(${epsilon})) ${gamma ? "* gamma[column] + beta[column]" : ""};`,
  }, [y], present(x, mean, variance, gamma, beta));
  return y;
};

const present = (...tensors: readonly (TensorInfo | undefined)[]): TensorInfo[] => tensors.filter((tensor) => tensor !== undefined);

/** The body sees `column` (`live` where there is such a column), `lane`, `share` = 1 / the sum of all positions' weights, and `both`, two sums at 0. */
function perColumn({ rows, positions, d, weights }: Sizes, body: string) {
  const { threads, lanes, perGroup } = columnThreads(rows);
  const share = weights
    ? `for (var row = lane; row < ${rows / positions}; row = row + LANES) { both.x = both.x + weights[row]; }
       let share = 1.0 / (total(both, thread, lane).x * ${positions}.0);
       both = vec2f();`
    : `let share = 1.0 / ${rows}.0;`;
  return {
    threads,
    workgroups: Math.ceil(d / perGroup),
    head: sums(threads, lanes, perGroup) + `const LANES = ${lanes};`,
    body: `
      let lane = thread / ${perGroup};
      let column = group * ${perGroup} + thread % ${perGroup};
      let live = column < ${d};
      var both = vec2f();
      ${share}
      ${body}`,
  };
}

/** The statement sees `i`, the place of the column's number in a row, and `w`, what the row counts. */
const eachRow = ({ rows, positions, d, weights }: Sizes, statement: string): string => `
  if (live) {
    for (var row = lane; row < ${rows}; row = row + LANES) {
      let i = row * ${d} + column;
      let w = ${weights ? `weights[row / ${positions}]` : "1.0"};
      ${statement}
    }
  }`;
