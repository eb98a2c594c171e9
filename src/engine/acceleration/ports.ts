/**
 * What a host lends the engine so that a backend can start: the browser's GPU. Written structurally, so that the
 * engine compiles without DOM types; `navigator.gpu` fits `GpuPort` as it is.
 */
import { words } from "../../messages/en/acceleration.ts";

export interface GpuPort {
  requestAdapter(options?: { powerPreference?: "high-performance" | "low-power" }): Promise<GpuAdapter | null>;
}
export interface GpuAdapter {
  readonly features: { has(name: string): boolean };
  readonly limits: object;
  readonly info?: GpuInfo;
  requestDevice(descriptor: { requiredLimits: Record<string, number>; requiredFeatures: GpuFeature[] }): Promise<GpuDevice>;
}
export interface GpuInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}
export interface GpuDevice {
  readonly lost: Promise<{ readonly reason: string; readonly message: string }>;
  addEventListener(type: "uncapturederror", listener: (event: { readonly error: { readonly message: string } }) => void): void;
  destroy(): void;
}
export type GpuFeature = "timestamp-query" | "shader-f16" | "subgroups";

/** Threads that share one memory with the engine's own. */
export interface ThreadsPort {
  /** With the engine's own. */
  readonly count: number;
  spawn(): ThreadPort;
}
export interface ThreadPort {
  /** Has it serve (wasm/thread.ts) what can be sent to it and is shared with it; resolves once it is ready to. */
  begin(task: object): Promise<void>;
  stop(): void;
}

export interface BackendPorts {
  /** Null where there is no WebGPU. */
  readonly gpu: GpuPort | null;
  /** Milliseconds that one backend may take to start. */
  readonly timeout: number;
  /** Milliseconds that a running GPU may take for one answer before it counts as hung; two minutes when absent. */
  readonly patience?: number;
  /** Null or absent where there is but one thread, or memory cannot be shared. */
  readonly threads?: ThreadsPort | null;
}

/** A machine that slept has missed its ticks, not counted them at once, and what it waits for is answered after it. */
const TICKS = 8;

/** The work, or an error that says what did not answer in so many milliseconds of waking time. The work itself goes on unheard. */
export async function within<T>(milliseconds: number, what: string, work: Promise<T>, Late: new (message: string) => Error = Error): Promise<T> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const late = new Promise<never>((_, reject) => {
    let ticks = 0;
    timer = setInterval(() => {
      if (++ticks === TICKS) reject(new Late(words.noAnswer(what, milliseconds)));
    }, milliseconds / TICKS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearInterval(timer);
  }
}
