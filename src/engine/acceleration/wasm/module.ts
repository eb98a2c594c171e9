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
    if (!WebAssembly.validate(PROBES[variant])) continue;
    const bytes = await bytesOf(variant);
    const memory = new WebAssembly.Memory({ initial: 16, maximum: 65_536 });
    const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
    // What assembly/ exports: its names are made together with the binary.
    return { memory, kernels: instance.exports as unknown as WasmModule["kernels"], relaxed: variant === "relaxed" };
  }
  return null;
}

/** The least module that asks for as much: a variant is loaded only where it can be used. */
const PROBES = {
  simd: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11), // i8x16.popcnt
  relaxed: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11), // i8x16.relaxed_swizzle
};

async function bytesOf(variant: keyof typeof BINARIES): Promise<Uint8Array<ArrayBuffer>> {
  const { base64 } = await BINARIES[variant]();
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
