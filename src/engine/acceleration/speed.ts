import * as tf from "../tf.ts";
import type { BackendName, BackendReport } from "./report.ts";

/** What the device that would train can do. */
export interface Speed {
  /** Of a product of matrices. */
  readonly multiplyAddsPerSecond: number;
  readonly secondsPerCommand: number;
  /** Bytes that it offers. */
  readonly memory: number;
  /** Of a model of the same kind and size that was timed here; null where none was. */
  readonly secondsPerStep: number | null;
}

/** What one command costs beside its arithmetic, and how much memory there is: WebAssembly's addresses end at 4 GiB, of a GPU no browser tells. */
const OF_BACKEND: Readonly<Record<BackendName, { readonly secondsPerCommand: number; readonly memory: number }>> = {
  webgpu: { secondsPerCommand: 10e-6, memory: 2 * 2 ** 30 },
  wasm: { secondsPerCommand: 2e-6, memory: 3.5 * 2 ** 30 },
  cpu: { secondsPerCommand: 20e-6, memory: 2 * 2 ** 30 },
};

const SIDE = 256;
/** Milliseconds that the measurement may take. */
const MOST = 20;

/** Measures each device once. */
export interface Speedometer {
  /** Of the backend that runs, which must hold still. */
  of(report: Pick<BackendReport, "chosen" | "device">): Promise<Omit<Speed, "secondsPerStep">>;
}

export function speedometer(): Speedometer {
  const measured = new Map<string, ReturnType<typeof measureSpeed>>();
  return {
    of({ chosen, device }) {
      const key = `${chosen} ${device}`;
      const speed = measured.get(key) ?? measureSpeed(chosen);
      measured.set(key, speed);
      speed.catch(() => measured.delete(key)); // a device that failed may be asked again
      return speed;
    },
  };
}

/** Times products of matrices on the backend that runs. */
async function measureSpeed(backend: BackendName): Promise<Omit<Speed, "secondsPerStep">> {
  const matrix = tf.fill([SIDE, SIDE], 0.5);
  try {
    await timeProducts(matrix, 1); // compiles
    const once = await timeProducts(matrix, 1);
    const times = Math.max(1, Math.min(64, Math.floor(MOST / once)));
    const milliseconds = await timeProducts(matrix, times);
    return { ...OF_BACKEND[backend], multiplyAddsPerSecond: (1000 * times * SIDE ** 3) / Math.max(milliseconds, 0.01) };
  } finally {
    matrix.dispose();
  }
}

async function timeProducts(matrix: tf.Tensor, times: number): Promise<number> {
  const start = performance.now();
  const last = tf.tidy(() => {
    let product = tf.matMul(matrix, matrix);
    for (let i = 1; i < times; i++) product = tf.matMul(matrix, matrix);
    return tf.sum(product);
  });
  await last.data();
  last.dispose();
  return performance.now() - start;
}
