import { words } from "../../../messages/en/acceleration.ts";
import { BINARIES, type KernelName } from "../../kernels/wasm/binary.ts";
import type { ThreadsPort } from "../ports.ts";
import { gather, type Team } from "./team.ts";

/** A kernel with its arguments, the first unit of work and the one after the last. */
export type KernelCall = (...args: number[]) => void;
export type Kernels = Readonly<Record<KernelName, KernelCall>>;
export interface WasmModule {
  readonly memory: WebAssembly.Memory;
  readonly kernels: Kernels;
  /** Does it use multiply-add in one rounding? */
  readonly relaxed: boolean;
  /** Who shares the work; null where one thread does it. */
  readonly team: Team | null;
  /** Why there is no team where one was asked for. */
  readonly alone: string | null;
}

const VARIANTS = [{ relaxed: true, own: "relaxed", shared: "relaxedThreads" }, { relaxed: false, own: "simd", shared: "threads" }] as const;
const PAGES = { initial: 16, maximum: 65_536 };

/** The compiled kernels over a memory of their own, with relaxed SIMD where the engine has it; null where it has no SIMD at all. */
export async function loadModule(threads: ThreadsPort | null): Promise<WasmModule | null> {
  for (const { relaxed, own, shared } of VARIANTS) {
    if (!WebAssembly.validate(PROBES[own])) continue;
    const tall = Number(relaxed && WebAssembly.validate(PROBES.memory64));
    let alone: string | null = null;
    if (threads) {
      try {
        const module = await WebAssembly.compile(await bytesOf(shared));
        const memory = new WebAssembly.Memory({ ...PAGES, shared: true });
        const over = await overMemory(module, memory, tall);
        return { ...over, relaxed, team: await gather(threads, { module, memory, tall }, over.kernels), alone };
      } catch (cause) {
        alone = (cause instanceof Error && cause.message) || words.wasm.noThread;
      }
    }
    return { ...(await overMemory(await WebAssembly.compile(await bytesOf(own)), new WebAssembly.Memory(PAGES), tall)), relaxed, team: null, alone };
  }
  return null;
}

/**
 * The least module that asks for as much: a variant is loaded only where it can be used. No instruction tells how an engine hands out registers; those that
 * know memories of 64 bits are new enough, by what was measured (assembly/gemm.ts).
 */
const PROBES = {
  memory64: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 4, 0), // (memory i64 0)
  simd: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11), // i8x16.popcnt
  relaxed: Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11), // i8x16.relaxed_swizzle
};

async function bytesOf(variant: keyof typeof BINARIES): Promise<Uint8Array<ArrayBuffer>> {
  const { base64 } = await BINARIES[variant]();
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/** tall: 1 where tiles of six rows pay (assembly/vector.ts), else 0. */
async function overMemory(module: WebAssembly.Module, memory: WebAssembly.Memory, tall: number): Promise<Pick<WasmModule, "memory" | "kernels">> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory, tall } });
  // What assembly/ exports: its names are made together with the binary.
  return { memory, kernels: exports as Kernels };
}
