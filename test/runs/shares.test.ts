/**
 * Kernels of WebAssembly compute the same numbers, bit by bit, in shares: every call of the contract that may be shared is done whole, and
 * again from the same memory in up to three shares, the last one first.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import type { Repeater } from "../../src/engine/acceleration/repeat.ts";
import { WasmBackend } from "../../src/engine/acceleration/wasm/backend.ts";
import { loadModule, type WasmModule } from "../../src/engine/acceleration/wasm/module.ts";
import { wasmRepeater } from "../../src/engine/acceleration/wasm/repeater.ts";
import { SHARED } from "../../src/engine/acceleration/wasm/shares.ts";
import type { Team } from "../../src/engine/acceleration/wasm/team.ts";
import type { KernelName } from "../../src/engine/kernels/wasm/binary.ts";
import * as tf from "../../src/engine/tf.ts";
import { contractChecks } from "../contract/checks/index.ts";

const THREADS = 3;
/** Below lie sizes, above it addresses. */
const BASE = 65_536;
const tried = new Map<KernelName, Set<string>>();
const different = new Set<string>();

/** Does all shares itself. */
function alone({ memory, kernels }: WasmModule): Team {
  const bytes = () => new Uint8Array(memory.buffer);
  return {
    threads: THREADS,
    least: 1e-9, // whatever takes any time
    end: () => undefined,
    beside: (lanes) => () => lanes.forEach(({ replay }) => { replay(); }),
    shared(name, args, { cuts }) {
      const whole = () => kernels[name](...args, cuts[0]!, cuts.at(-1)!);
      const key = [...args.filter((one) => one < BASE), ...cuts].join();
      const seen = tried.get(name) ?? new Set();
      tried.set(name, seen);
      return () => {
        if (seen.has(key)) return whole();
        seen.add(key);
        const before = bytes().slice();
        for (let i = cuts.length - 1; i > 0; i--) kernels[name](...args, cuts[i - 1]!, cuts[i]!);
        forgetPanels(name, args, cuts.at(-1)!);
        const inShares = bytes().slice();
        bytes().set(before);
        whole();
        forgetPanels(name, args, cuts.at(-1)!);
        if (Buffer.compare(inShares, bytes()) !== 0) different.add(`${name} ${key}`);
      };
    },
  };

  /** Where the panels of a product lie is its own affair. */
  function forgetPanels(name: KernelName, args: readonly number[], extent: number): void {
    const depth = Math.min(args[6]!, 512);
    if (name === "matmul") new Float32Array(memory.buffer, args.at(-1), extent * depth * 8).fill(0);
  }
}

describe("in shares", () => {
  let repeater: Repeater;
  beforeAll(async () => {
    await startBackend("wasm", { gpu: null, timeout: 20_000 }); // registers the kernels
    tf.removeBackend("wasm");
    const module = await loadModule(null);
    if (!module) throw new Error("expected SIMD");
    const backend = new WasmBackend({ ...module, team: alone(module) });
    tf.registerBackend("wasm", () => backend, 2);
    await tf.setBackend("wasm");
    repeater = wasmRepeater(backend);
  });
  afterAll(() => { tf.removeBackend("wasm"); });
  for (const { name, run } of contractChecks()) {
    test(name, async () => {
      await run(repeater);
      expect([...different]).toEqual([]);
    });
  }
});

test("every kernel that may be shared was", () => {
  expect(Object.keys(SHARED).filter((name) => !tried.has(name as KernelName))).toEqual([]);
});
