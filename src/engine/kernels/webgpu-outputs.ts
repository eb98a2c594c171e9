import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "../tf.ts";
import { flat } from "./webgpu.ts";

/** A program of our own from its first line to its last: TensorFlow.js's have one output, and a kernel that has to read its operands twice for two results pays twice. */
export interface OutputsProgram {
  /** Names of the buffers, outputs first; each is an array of its tensor's type. */
  readonly outputs: readonly string[];
  readonly inputs: readonly string[];
  readonly threads: number;
  readonly workgroups: number;
  /** WGSL before the main function: helpers, constants, workgroup memory. */
  readonly head?: string;
  /** Sees `group` and `thread` (i32), which workgroup it is, and which thread of it; all threads of a workgroup pass through it. */
  readonly body: string;
}

/** Runs the program; `outputs` are tensors that are there already, and none of them may be an input. */
export function runWithOutputs(gpu: WebGPUBackend, program: OutputsProgram, outputs: readonly TensorInfo[], inputs: readonly TensorInfo[]): void {
  const bound = [...outputs, ...inputs];
  for (const { dataId } of bound) gpu.uploadToGPU(dataId);
  const [first, ...others] = bound.map(flat);
  const { maxComputeWorkgroupsPerDimension } = gpu.device.limits;
  const wide = Math.min(program.workgroups, maxComputeWorkgroupsPerDimension);
  const recorded = { pipeline: pipelineOf(gpu.device, wgsl(program, bound), bound.length, outputs.length), dispatch: [wide, Math.ceil(program.workgroups / wide), 1] };
  // The step that all programs of TensorFlow.js pass through; it binds the first tensor, the others, and a uniform buffer, which we do not read.
  (gpu as unknown as Recorder).recordAndSubmit(recorded, first!, others);
}
interface Recorder {
  recordAndSubmit(program: { readonly pipeline: GPUComputePipeline; readonly dispatch: number[] }, output: TensorInfo, inputs: readonly TensorInfo[]): void;
}

/** How many buffers one program may bind beside each other. */
export const mostBuffers = (gpu: WebGPUBackend): number => gpu.device.limits.maxStorageBuffersPerShaderStage;

function wgsl({ outputs, inputs, threads, workgroups, head = "", body }: OutputsProgram, bound: readonly TensorInfo[]): string {
  const buffers = [...outputs, ...inputs].map((name, i) =>
    `@group(0) @binding(${i}) var<storage, ${i < outputs.length ? "read_write" : "read"}> ${name}: array<${bound[i]!.dtype === "float32" ? "f32" : "i32"}>;`);
  return `${buffers.join("\n")}
${head}
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) id: vec3u, @builtin(num_workgroups) count: vec3u, @builtin(local_invocation_index) local: u32) {
  let group = i32(id.y * count.x + id.x);
  if (group >= ${workgroups}) { return; }
  let thread = i32(local);
  ${body}
}`;
}

const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>();

function pipelineOf(device: GPUDevice, code: string, buffers: number, outputs: number): GPUComputePipeline {
  const known = pipelines.get(device) ?? new Map<string, GPUComputePipeline>();
  pipelines.set(device, known);
  const made = known.get(code) ?? device.createComputePipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layoutOf(device, buffers, outputs)] }),
    compute: { module: device.createShaderModule({ code }), entryPoint: "main" },
  });
  known.set(code, made);
  return made;
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
