import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "../tf.ts";
import { flat, holdsFloats } from "./webgpu.ts";

/** A program of our own from its first line to its last: TensorFlow.js's have one output, and a kernel that has to read its operands twice for two results pays twice. */
export interface OutputsProgram {
  /** Names of the buffers, outputs first; each is an array of the type that lies there. */
  readonly outputs: readonly string[];
  readonly inputs: readonly string[];
  readonly threads: number;
  readonly workgroups: number;
  /** WGSL before the main function: helpers, constants, workgroup memory. */
  readonly head?: string;
  /** Sees `group` and `thread` (i32), which workgroup it is, and which thread of it; all threads of a workgroup pass through it. */
  readonly body: string;
}

/** Runs the program; `outputs` are tensors that are there already, the first among them those that are changed in place. None may be an input. */
export function runWithOutputs(gpu: WebGPUBackend, program: OutputsProgram, outputs: readonly TensorInfo[], inputs: readonly TensorInfo[]): void {
  const bound = [...outputs, ...inputs];
  for (const { dataId } of bound) gpu.uploadToGPU(dataId);
  const code = wgsl(program, bound.map((tensor) => holdsFloats(gpu, tensor)));
  const pipelines = pipelinesOf(gpu);
  pipelines[code] ??= pipelineOf(gpu.device, code, bound.length, outputs.length);
  const wide = Math.min(program.workgroups, gpu.device.limits.maxComputeWorkgroupsPerDimension);
  const [first, ...others] = bound.map(flat) as [TensorInfo, ...TensorInfo[]]; // a program has an output
  gpu.runWebGPUProgram({
    pixelsOpType: 0, // of a program whose key is its text alone
    shaderKey: code,
    getUserCode: () => code,
    variableNames: [...program.outputs, ...program.inputs].slice(1),
    outputShape: first.shape,
    workgroupSize: [program.threads, 1, 1],
    dispatchLayout: { x: [0] },
    dispatch: [wide, Math.ceil(program.workgroups / wide), 1],
  }, others, first.dtype, undefined, first);
  for (const { dataId } of outputs) Object.assign(gpu.tensorMap.get(dataId), { values: null }); // what was read of them before is not true any more
}

/** Compiled programs by their keys: private in its types; there is no other way to a program whose text is all our own. */
const pipelinesOf = (gpu: WebGPUBackend) => (gpu as unknown as { readonly pipelineCache: Record<string, GPUComputePipeline> }).pipelineCache;

/** How many buffers one program may bind beside each other. */
export const mostBuffers = (gpu: WebGPUBackend): number => gpu.device.limits.maxStorageBuffersPerShaderStage;

function wgsl({ outputs, inputs, threads, workgroups, head = "", body }: OutputsProgram, areFloats: readonly boolean[]): string {
  const buffers = [...outputs, ...inputs].map((name, i) =>
    `@group(0) @binding(${i}) var<storage, ${i < outputs.length ? "read_write" : "read"}> ${name}: array<${areFloats[i] ? "f32" : "i32"}>;`);
  return `${buffers.join("\n")}
${head}
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(num_workgroups) workgroups: vec3u, @builtin(local_invocation_index) local: u32) {
  let group = i32(workgroup.y * workgroups.x + workgroup.x);
  if (group >= ${workgroups}) { return; }
  let thread = i32(local);
  ${body}
}`;
}

function pipelineOf(device: GPUDevice, code: string, buffers: number, outputs: number): GPUComputePipeline {
  return device.createComputePipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layoutOf(device, buffers, outputs)] }),
    compute: { module: device.createShaderModule({ code }), entryPoint: "main" },
  });
}

/** Explicit, because the uniform buffer is bound whether a program reads it or not. */
function layoutOf(device: GPUDevice, buffers: number, outputs: number): GPUBindGroupLayout {
  const types: GPUBufferBindingType[] = Array.from({ length: buffers }, (_, i) => (i < outputs ? "storage" : "read-only-storage"));
  return device.createBindGroupLayout({
    entries: [...types, "uniform" as const].map((type, binding) => ({ binding, visibility: COMPUTE, buffer: { type } })),
  });
}
/** GPUShaderStage.COMPUTE, which Node does not define. */
const COMPUTE = 4;
