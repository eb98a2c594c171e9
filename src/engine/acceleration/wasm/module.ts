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
    const bytes = bytesOf(own);
    if (!WebAssembly.validate(bytes)) continue;
    let alone: string | null = null;
    if (threads) {
      try {
        const module = await WebAssembly.compile(bytesOf(shared));
        const memory = new WebAssembly.Memory({ ...PAGES, shared: true });
        const over = await overMemory(module, memory);
        return { ...over, relaxed, team: await gather(threads, module, memory, over.kernels), alone };
      } catch (cause) {
        alone = (cause instanceof Error && cause.message) || words.wasm.noThread;
      }
    }
    return { ...(await overMemory(await WebAssembly.compile(bytes), new WebAssembly.Memory(PAGES))), relaxed, team: null, alone };
  }
  return null;
}

const bytesOf = (variant: keyof typeof BINARIES): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(BINARIES[variant]), (letter) => letter.charCodeAt(0));

async function overMemory(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Pick<WasmModule, "memory" | "kernels">> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  // What assembly/ exports: its names are made together with the binary.
  return { memory, kernels: exports as Kernels };
}
