import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../tf.ts";
import { within, type BackendPorts, type GpuAdapter, type GpuDevice, type GpuFeature, type GpuInfo, type GpuPort } from "./ports.ts";

/** Why a backend can no longer be trusted; null while it can. Read between steps. */
export interface Health { readonly failure: string | null }
export interface StartedBackend {
  /** The adapter or engine behind it, for the report. */
  readonly device: string;
  readonly health: Health;
}

const FEATURES: readonly GpuFeature[] = ["timestamp-query", "shader-f16", "subgroups"];
/** The device of the backend that ran last. */
let previous: GpuDevice | null = null;

/** About one training step. TensorFlow.js submits every 15, which suits a single prediction; buffers are free again after a submit. */
const DISPATCHES_PER_SUBMIT = 128;

/** TensorFlow.js's names for its matrix products. On a processor that plays a GPU, the packed one is three times as fast as its own choice. */
const MATMUL = { itsOwnChoice: -1, packed: 3 } as const;

/**
 * WebGPU on a device of our own, with every limit the adapter has: TensorFlow.js asks for too few storage buffers per
 * stage, and where a dispatch exceeds them its results are silently wrong. For the same reason the first uncaptured error
 * ends the backend's trust.
 */
export async function startWebgpu(gpu: GpuPort | null, timeout: BackendPorts["timeout"]): Promise<StartedBackend> {
  if (!gpu) throw new Error("there is no WebGPU here");
  const adapter = await within(timeout, "the GPU adapter", gpu.requestAdapter({ powerPreference: "high-performance" }));
  if (!adapter) throw new Error("there is WebGPU, but no adapter for it");
  const requiredFeatures = FEATURES.filter((name) => adapter.features.has(name));
  const device = await within(timeout, "the GPU device", adapter.requestDevice({ requiredLimits: limitsOf(adapter), requiredFeatures }));
  const health = { failure: null as string | null };
  const fail = (reason: string) => { health.failure ??= reason; };
  device.addEventListener("uncapturederror", (event) => fail(`the GPU refused a command: ${event.error.message}`));
  void device.lost.then(({ reason, message }) => fail(`the GPU was lost (${reason || "unknown"}): ${message}`));

  if (tf.findBackendFactory("webgpu")) tf.removeBackend("webgpu");
  previous?.destroy(); // removing a backend leaves its device, and all its memory, alive
  previous = device;
  // The backend's own types name the browser's; the ports are the part of them that the engine uses.
  type Arguments = ConstructorParameters<typeof WebGPUBackend>;
  tf.registerBackend("webgpu", () => new WebGPUBackend(device as unknown as Arguments[0], adapter.info as unknown as Arguments[1]), 3);
  tf.env().set("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE", DISPATCHES_PER_SUBMIT);
  tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", isSoftware(adapter.info) ? MATMUL.packed : MATMUL.itsOwnChoice);
  if (!(await tf.setBackend("webgpu"))) throw new Error("TensorFlow.js could not set up its WebGPU backend");
  return { device: describe(adapter.info), health };
}

/** Limits live on the prototype of the browser's object, where neither `keys` nor a spread would find them. */
function limitsOf(adapter: GpuAdapter): Record<string, number> {
  const limits: Record<string, number> = {};
  for (const name in adapter.limits) {
    const value: unknown = Reflect.get(adapter.limits, name);
    if (typeof value === "number" && !name.startsWith("min") && !name.includes("subgroup")) limits[name] = value;
  }
  return limits;
}

function describe(info: GpuInfo | undefined): string {
  return isSoftware(info) ? `${nameOf(info)} (software adapter)` : nameOf(info);
}

const isSoftware = (info: GpuInfo | undefined): boolean =>
  info?.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|basic render/i.test([nameOf(info), info?.architecture, info?.vendor].join(" "));

const nameOf = (info: GpuInfo | undefined): string =>
  info ? info.description || info.device || [info.vendor, info.architecture].filter(Boolean).join(" ") : "";
