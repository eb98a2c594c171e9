import { BINARIES, type KernelName } from "../../kernels/wasm/binary.ts";

/** A kernel with its arguments, the first unit of work and the one after the last. */
export type KernelCall = (...args: number[]) => void;
export interface WasmModule {
  readonly memory: WebAssembly.Memory;
  readonly kernels: Readonly<Record<KernelName, KernelCall>>;
  /** Does it use multiply-add in one rounding? */
  readonly relaxed: boolean;
}

/** The compiled kernels over a memory of their own, with relaxed SIMD where the engine has it; null where it has no SIMD at all. */
export async function loadModule(): Promise<WasmModule | null> {
  for (const variant of ["relaxed", "simd"] as const) {
    const bytes = Uint8Array.from(atob(BINARIES[variant]), (letter) => letter.charCodeAt(0));
    if (!WebAssembly.validate(bytes)) continue;
    const memory = new WebAssembly.Memory({ initial: 16, maximum: 65_536 });
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
    // What assembly/ exports: its names are made together with the binary.
    return { memory, kernels: instance.exports as unknown as WasmModule["kernels"], relaxed: variant === "relaxed" };
  }
  return null;
}
