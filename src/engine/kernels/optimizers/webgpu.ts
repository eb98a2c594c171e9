import type { WebGPUBackend, WebGPUProgram } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import type { TensorInfo } from "../../tf.ts";
import { flat, inPlace, LANES, perNumber, perWorkgroup, WORKGROUP_SUM, writable } from "../webgpu.ts";
import type { Clipping, Moved, StepCall, StepSettings } from "./index.ts";

/**
 * Several variables share a dispatch, as many as the device binds buffers: on a device of 10 buffers, Adam moves 6
 * variables in 2 dispatches, clipped by norm in 5; TensorFlow.js's own takes 88. One thread moves one number.
 */
export function onWebgpu(gpu: WebGPUBackend, { moved, rates, rule, clipping }: StepCall): TensorInfo[] {
  const factor = clipping.norms.some((limit) => limit > 0) ? clipFactor(gpu, moved, clipping) : null;
  const shared = factor ? [rates, factor] : [rates];
  const buffersOf = rule.rows === 0 ? 2 : 3;
  for (const some of groups(moved, Math.max(1, Math.floor((buffers(gpu) - shared.length) / buffersOf)))) {
    const [first, ...others] = some.flatMap(({ variable, state }) => (state ? [variable, state] : [variable]));
    const operands = [...others, ...some.map(({ gradient }) => gradient), ...shared];
    const sizes = some.map(({ gradient }) => tf.util.sizeFromShape(gradient.shape));
    inPlace(gpu, stepProgram(sizes, { rule, clipping }, factor !== null), first!, operands, others);
  }
  if (factor) gpu.disposeData(factor.dataId);
  return [];
}

const buffers = (gpu: WebGPUBackend): number => gpu.device.limits.maxStorageBuffersPerShaderStage;
const groups = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, k) => all.slice(k * size, (k + 1) * size));

function stepProgram(sizes: readonly number[], { rule, clipping }: StepSettings, isScaled: boolean): WebGPUProgram {
  const hasState = rule.rows > 0;
  const changed = sizes.flatMap((_, k) => [`variable${k}`, ...(hasState ? [`state${k}`] : [])]);
  const names = [...changed.slice(1), ...sizes.map((_, k) => `gradient${k}`), "rates", ...(isScaled ? ["factor"] : [])];
  const limit = clipping.value;
  const place = (k: number) => (name: string) => (k === 0 && name === "variable0" ? "result" : `${name}Changed`);
  const each = sizes.map((_, k) => {
    const variable = place(k)(`variable${k}`);
    return `
    if (i >= 0 && i < uniforms.gradient${k}Shape) {
      var w = ${variable}[i];
      var g = gradient${k}[i]${isScaled ? " * factor[0]" : ""};
      ${limit > 0 ? `g = clamp(g, f32(-${limit}), f32(${limit}));` : ""}
      ${rule.decay === 0 ? "" : `g = g + f32(${rule.decay}) * w;`}
      ${rule.wgsl((row) => `state${k}Changed[i + ${row} * uniforms.gradient${k}Shape]`)}
      ${variable}[i] = w;
    }
    i = i - uniforms.gradient${k}Shape;`;
  });
  return perNumber(sizes.reduce((a, b) => a + b, 0), names, `var i = index; ${each.join("")}`, writable(changed.slice(1), names));
}

/** Numbers whose squares are summed by one workgroup. */
const CHUNK = 64 * LANES;

/** Sums of squares by chunk, all gradients in as few dispatches as their buffers allow, then the factor of all in one more. */
function clipFactor(gpu: WebGPUBackend, moved: readonly Moved[], { norms }: Clipping): TensorInfo {
  const gradients = moved.map(({ gradient }) => flat(gradient));
  const chunksOf = ({ shape }: TensorInfo) => Math.ceil(shape[0]! / CHUNK);
  const count = (some: readonly TensorInfo[]) => some.reduce((sum, gradient) => sum + chunksOf(gradient), 0);
  const sums = gpu.makeTensorInfo([count(gradients)], "float32");
  let from = 0;
  for (const some of groups(gradients, buffers(gpu) - 1)) {
    gpu.runWebGPUProgram(squaresProgram(some.length, count(some)), some, "float32", [{ type: "int32", data: [from] }], sums);
    from += count(some);
  }
  const factor = gpu.runWebGPUProgram(factorProgram(norms), [sums], "float32");
  gpu.disposeData(sums.dataId);
  return factor;
}

function squaresProgram(gradients: number, chunks: number): WebGPUProgram {
  const names = Array.from({ length: gradients }, (_, k) => `gradient${k}`);
  const each = names.map((name) => `
    if (chunk >= 0) {
      let end = min((chunk + 1) * ${CHUNK}, uniforms.${name}Shape);
      for (var i = chunk * ${CHUNK} + lane; i < end; i = i + ${LANES}) { sum = sum + ${name}[i] * ${name}[i]; }
    }
    chunk = chunk - (uniforms.${name}Shape + ${CHUNK - 1}) / ${CHUNK};`);
  return {
    ...perWorkgroup(chunks, names, `
    var chunk = index / ${LANES};
    let lane = index % ${LANES};
    var sum = 0.0;
    ${each.join("")}
    let total = workgroupSum(sum, lane);
    if (lane == 0) { result[uniforms.offset + index / ${LANES}] = total; }`, WORKGROUP_SUM),
    uniforms: "offset : i32,",
  };
}

function factorProgram(limits: Clipping["norms"]): WebGPUProgram {
  return perWorkgroup(1, ["sums"], `
    var mine = 0.0;
    for (var i = index; i < uniforms.sumsShape; i = i + ${LANES}) { mine = mine + sums[i]; }
    let norm = sqrt(workgroupSum(mine, index));
    var left = 1.0;
    ${limits.filter((limit) => limit > 0).map((limit) => `left = left * min(1.0, f32(${limit}) / (norm * left + 1e-6));`).join("\n")}
    if (index == 0) { result[0] = left; }`, WORKGROUP_SUM);
}
