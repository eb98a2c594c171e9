/** Tiles of six rows, which only new engines are given, compute the very numbers of tiles of four. */
import { expect, test } from "vitest";
import { seededRandom } from "../../src/engine/data/random.ts";
import { BINARIES, type KernelName } from "../../src/engine/kernels/wasm/binary.ts";

const [A, B, BIAS, C, SCRATCH, SIZE] = [0x10000, 0x60000, 0xb0000, 0xc0000, 0x140000, 0x200000];

/** The kernels over a memory that always begins with the same numbers; what a call leaves where results go. */
async function kernels(tall: 0 | 1) {
  const memory = new WebAssembly.Memory({ initial: SIZE / 65_536 });
  const { base64 } = await BINARIES.simd();
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)), { env: { memory, tall } });
  const random = seededRandom(1, "tiles");
  new Float32Array(memory.buffer, A, (C - A) / 4).forEach((_, i, all) => { all[i] = random() - 0.5; });
  const of = instance.exports as Record<KernelName, (...args: number[]) => void>;
  return (name: KernelName, ...args: number[]) => {
    const result = new Float32Array(memory.buffer, C, (SCRATCH - C) / 4).fill(0);
    of[name](...args);
    return Buffer.from(result.slice().buffer);
  };
}

test("products of matrices", async () => {
  const [four, six] = [await kernels(0), await kernels(1)];
  for (let m = 1; m <= 33; m++) {
    for (const [n, k] of [[1, 7], [8, 1], [9, 20], [14, 600], [24, 33]] as const) {
      for (const [transA, transB, bias, relu] of [[0, 0, 0, 0], [1, 0, 0, 0], [0, 1, BIAS, 1], [0, 0, BIAS, 0]] as const) {
        const args = [transA, transB, 1, 1, m, n, k, A, B, bias, relu, C, SCRATCH, 0, Math.ceil(n / 8)];
        const wanted = four("matmul", ...args);
        expect(wanted.some((byte) => byte !== 0)).toBe(true);
        expect(Buffer.compare(six("matmul", ...args), wanted), `${m}×${k}·${k}×${n}, ${transA}${transB}`).toBe(0);
      }
    }
  }
});

test("convolutions", async () => {
  const [four, six] = [await kernels(0), await kernels(1)];
  for (let width = 1; width <= 14; width++) {
    for (const [rows, channels, filters, stride] of [[1, 3, 8, 1], [2, 5, 12, 1], [3, 2, 17, 2]] as const) {
      const [height, wide] = [(rows - 1) * stride + 2, (width - 1) * stride + 3];
      const args = [A, B, BIAS, C, height, wide, channels, 2, 3, filters, rows, width, stride, stride, 1, 1, 0, 2];
      expect(Buffer.compare(six("convolve", ...args), four("convolve", ...args)), `${rows}×${width} windows, ${channels} to ${filters}`).toBe(0);
    }
  }
});
