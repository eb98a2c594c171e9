import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { words } from "../../../messages/en/acceleration.ts";
import { useProcessorProducts } from "../../kernels/processor-products.ts";
import * as tf from "../../tf.ts";
import { DeviceFailure, noMemory, type Health } from "../health.ts";
import { within, type BackendPorts, type GpuAdapter, type GpuDevice, type GpuFeature, type GpuInfo } from "../ports.ts";
import type { StartedBackend } from "../started.ts";
import { RecordingBackend } from "./backend.ts";
import { waitFor } from "./nudge.ts";
import { webgpuRepeater } from "./repeater.ts";
import { fitsOn } from "./room.ts";
import { watch, type Watch } from "./watch.ts";

const FEATURES: readonly GpuFeature[] = ["timestamp-query", "shader-f16", "subgroups"];
const PATIENCE = 120_000;

/** The device of the backend that ran last; a loss that we caused is none. */
let previous: { readonly device: GpuDevice; readonly watched: Watch; released: boolean } | null = null;

/** About one training step. TensorFlow.js submits every 15, which suits a single prediction; buffers are free again after a submit. */
const DISPATCHES_PER_SUBMIT = 128;

/** TensorFlow.js's names for its matrix products. Of those that are left to it on a processor that plays a GPU, the packed one is three times as fast as its own choice. */
const MATMUL = { itsOwnChoice: -1, packed: 3 } as const;

/**
 * WebGPU on a device of our own, with every limit the adapter has: TensorFlow.js asks for too few storage buffers per
 * stage, and where a dispatch exceeds them its results are silently wrong. For the same reason the first uncaptured error
 * ends the backend's trust.
 */
export async function startWebgpu({ gpu, timeout, patience = PATIENCE }: BackendPorts): Promise<StartedBackend> {
  if (!gpu) throw new Error(words.webgpu.none);
  const adapter = await within(timeout, words.webgpu.adapter, gpu.requestAdapter({ powerPreference: "high-performance" }));
  if (!adapter) throw new Error(words.webgpu.noAdapter);
  const device = await deviceOf(adapter, timeout);
  const watched = watch(patience);
  const current = (previous = { device, watched, released: false });
  device.addEventListener("uncapturederror", ({ error }) => {
    const outOfMemory = error.constructor.name === "GPUOutOfMemoryError";
    watched.fail(`${outOfMemory ? noMemory() : words.webgpu.refused}: ${error.message}`);
  });
  void device.lost.then(({ reason, message }) => {
    if (!current.released) watched.fail(words.webgpu.lost(reason, message));
  });
  // The backend's own types name the browser's; the ports are the part of them that the engine uses.
  type Arguments = ConstructorParameters<typeof WebGPUBackend>;
  const own = device as unknown as Arguments[0];
  const wait = await within(timeout, words.webgpu.gpu, waitFor(own));
  const backend = new RecordingBackend(watched, wait, own, adapter.info as unknown as Arguments[1]);
  tf.registerBackend("webgpu", () => backend, 3);
  tf.env().set("WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE", DISPATCHES_PER_SUBMIT);
  useProcessorProducts(isSoftware(adapter.info));
  tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", isSoftware(adapter.info) ? MATMUL.packed : MATMUL.itsOwnChoice);
  if (!(await tf.setBackend("webgpu"))) throw new Error(words.webgpu.notSetUp);
  return { device: describe(adapter.info), health: healthOf(watched), repeater: webgpuRepeater(backend), fits: (bytes) => fitsOn(own, bytes) };
}

/** Gives the device back with all its memory, which removing the backend would leave alive; what still waits for it ends. */
export function releaseWebgpu(): void {
  if (tf.findBackendFactory("webgpu")) tf.removeBackend("webgpu");
  if (!previous) return;
  previous.released = true;
  previous.watched.fail(words.webgpu.givenBack);
  previous.device.destroy();
  previous = null;
}

async function deviceOf(adapter: GpuAdapter, timeout: number): Promise<GpuDevice> {
  const requiredFeatures = FEATURES.filter((name) => adapter.features.has(name));
  const asked = adapter.requestDevice({ requiredLimits: limitsOf(adapter), requiredFeatures });
  try {
    return await within(timeout, words.webgpu.device, asked);
  } catch (cause) {
    void asked.then((late) => late.destroy(), () => {}); // one that is refused has been told
    throw cause;
  }
}

function healthOf(watched: Watch): Health {
  let asked = 0;
  return {
    get failure() { return watched.failure; },
    async verify() {
      const fresh = (asked = (asked + 1) % 2 ** 20);
      const sum = tf.tidy(() => tf.add(tf.fill([4], fresh), tf.fill([4], 0.5)));
      try {
        const values = await sum.data<"float32">();
        if (values.every((value) => value === fresh + 0.5)) return;
        watched.fail(words.webgpu.wrong);
        throw new DeviceFailure(watched.failure ?? "");
      } finally {
        sum.dispose();
      }
    },
  };
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
  return isSoftware(info) ? words.webgpu.software(nameOf(info)) : nameOf(info);
}

const isSoftware = (info: GpuInfo | undefined): boolean =>
  info?.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|basic render/i.test([nameOf(info), info?.architecture, info?.vendor].join(" "));

const nameOf = (info: GpuInfo | undefined): string =>
  info ? info.description || info.device || [info.vendor, info.architecture].filter(Boolean).join(" ") : "";
