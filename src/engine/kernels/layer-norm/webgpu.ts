import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { KernelFunc, TensorInfo } from "../../tf.ts";
import { runWithOutputs } from "../webgpu-outputs.ts";
import { columnThreads, rowThreads, sums } from "../webgpu-sums.ts";
import { gradientOperandsOf, operandsOf } from "./operands.ts";

export const layerNormOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { x, gamma, beta, rows, d, epsilon } = operandsOf(inputs, attrs);
  const y = gpu.makeTensorInfo(x.shape, "float32");
  runWithOutputs(gpu, {
    outputs: ["y"],
    inputs: gamma ? ["x", "gamma", "beta"] : ["x"],
    ...perRow(rows, d, epsilon, `
      ${eachNumber(d, `y[first + j] = (x[first + j] - mean) * steep ${gamma ? "* gamma[j] + beta[j]" : ""};`)}`),
  }, [y], gamma && beta ? [x, gamma, beta] : [x]);
  return y;
};

export const layerNormGradOnWebgpu: KernelFunc = ({ inputs, backend, attrs }) => {
  const gpu = backend as WebGPUBackend; // registered for it
  const { dy, x, gamma, rows, d, epsilon } = gradientOperandsOf(inputs, attrs);
  const dx = gpu.makeTensorInfo(x.shape, "float32");
  const moments = gpu.makeTensorInfo([rows, 2], "float32");
  const slope = `dy[first + j] ${gamma ? "* gamma[j]" : ""}`;
  runWithOutputs(gpu, {
    outputs: ["dx", "moments"],
    inputs: ["dy", "x", ...(gamma ? ["gamma"] : [])],
    ...perRow(rows, d, epsilon, `
      var both = vec2f();
      ${eachNumber(d, `let g = ${slope}; both = both + vec2f(g, g * (x[first + j] - mean));`)}
      both = total(both, thread, lane) / ${d}.0;
      let tilt = both.y * steep * steep;
      ${eachNumber(d, `dx[first + j] = (${slope} - both.x - (x[first + j] - mean) * tilt) * steep;`)}
      if (live && lane == 0) { moments[2 * row] = mean; moments[2 * row + 1] = steep; }`),
  }, [dx, moments], [dy, x, ...(gamma ? [gamma] : [])]);
  const outputs = gamma ? [dx, ...affineGradients(gpu, dy, x, moments, rows, d)] : [dx];
  gpu.disposeData(moments.dataId);
  return outputs;
};

/** A row's moments, and then the body, which sees `row` (`live` where there is such a row), `first`, `lane`, `mean` and `steep` = 1 / √(variance + ε). */
function perRow(rows: number, d: number, epsilon: number, body: string) {
  const { threads, lanes, perGroup } = rowThreads(d);
  return {
    threads,
    workgroups: Math.ceil(rows / perGroup),
    head: sums(threads, lanes, 1) + `const LANES = ${lanes};`,
    body: `
      let lane = thread % LANES;
      let row = group * ${perGroup} + thread / LANES;
      let live = row < ${rows};
      let first = row * ${d};
      var sum = vec2f();
      ${eachNumber(d, "sum.x = sum.x + x[first + j];")}
      let mean = total(sum, thread, lane).x / ${d}.0;
      var squares = vec2f();
      ${eachNumber(d, "let off = x[first + j] - mean; squares.x = squares.x + off * off;")}
      let steep = inverseSqrt(total(squares, thread, lane).x / ${d}.0 + f32(${epsilon}));
      ${body}`,
  };
}

const eachNumber = (d: number, statement: string): string => `if (live) { for (var j = lane; j < ${d}; j = j + LANES) { ${statement} } }`;

function affineGradients(gpu: WebGPUBackend, dy: TensorInfo, x: TensorInfo, moments: TensorInfo, rows: number, d: number): TensorInfo[] {
  const { threads, lanes, perGroup } = columnThreads(rows);
  const made = [gpu.makeTensorInfo([d], "float32"), gpu.makeTensorInfo([d], "float32")];
  runWithOutputs(gpu, {
    outputs: ["dGamma", "dBeta"],
    inputs: ["dy", "x", "moments"],
    threads,
    workgroups: Math.ceil(d / perGroup),
    head: sums(threads, lanes, perGroup),
    body: `
      let lane = thread / ${perGroup};
      let column = group * ${perGroup} + thread % ${perGroup};
      var both = vec2f();
      if (column < ${d}) {
        for (var row = lane; row < ${rows}; row = row + ${lanes}) {
          let i = row * ${d} + column;
          both = both + vec2f(dy[i] * (x[i] - moments[2 * row]) * moments[2 * row + 1], dy[i]);
        }
      }
      both = total(both, thread, lane);
      if (column < ${d} && lane == 0) { dGamma[column] = both.x; dBeta[column] = both.y; }`,
  }, made, [dy, x, moments]);
  return made;
}
