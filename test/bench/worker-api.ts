import type { RunningBackend } from "../../src/engine/acceleration/backends.ts";
import type { BackendName } from "../../src/engine/acceleration/report.ts";
import * as tf from "../../src/engine/tf.ts";
import { ROWS } from "./cases/case.ts";
import { caseNamed } from "./cases/index.ts";
import type { Contender, Twin } from "./contender.ts";
import { startCounting, type Counts } from "./counts.ts";
import { engineSide } from "./engine-side.ts";
import { profiler, type Profiled } from "./profile.ts";
import { stockEager } from "./stock-eager.ts";
import { stockFit } from "./stock-fit.ts";

/** Milliseconds that rows are answered for, in one timing. */
const PREDICTING = 200;

/** A few steps in a row, timed. */
export interface Block {
  readonly steps: number;
  /** The worker's own milliseconds per step; null where they cannot be seen. */
  readonly own: number | null;
  /** Milliseconds until the device had done all of them. */
  readonly wall: number;
  readonly calls: number;
  readonly uploads: number;
}

/** How a place (a browser, Node) starts the two kinds. */
export interface Place {
  engine(backend: BackendName): Promise<RunningBackend>;
  stock(backend: BackendName): Promise<void>;
}

/** One contender in a worker of its own: stock TensorFlow.js must not profit from what this engine mends, nor the other way round. */
export function benchWorker(place: Place) {
  let contender: Contender | null = null;
  let counts: () => Counts = () => ({ calls: 0, uploads: 0, bytes: 0 });
  let running: RunningBackend | null = null;
  let profile: ReturnType<typeof profiler> | null = null;
  const ready = (): Contender => {
    if (!contender) throw new Error("internal: prepare first");
    return contender;
  };
  return {
    /** The engine starts its backend as it always does, and says on what it runs. */
    async startEngine(backend: BackendName, profiled: boolean): Promise<string> {
      counts = startCounting(backend);
      running = await place.engine(backend);
      const { chosen, device, tried } = running.report;
      if (chosen !== backend) throw new Error(`this engine refused ${backend}: ${tried.find((one) => one.backend === backend)?.reason}`);
      if (profiled) profile = profiler();
      return device;
    },
    async startStock(backend: BackendName): Promise<void> {
      counts = startCounting(backend);
      await place.stock(backend);
    },
    /** Builds model and data; with the time from there to the end of a first step. */
    async prepareEngine(name: string): Promise<{ twin: Twin; firstStep: number; loss: number }> {
      const start = performance.now();
      const { side, twin } = await engineSide(caseNamed(name), running!.repeater); // started first
      contender = side;
      const [loss] = await side.losses(1);
      return { twin, firstStep: performance.now() - start, loss: loss! };
    },
    async prepareStock(kind: "eager" | "fit", twin: Twin): Promise<{ firstStep: number; loss: number }> {
      const start = performance.now();
      contender = await (kind === "eager" ? stockEager : stockFit)(twin);
      const [loss] = await contender.losses(1);
      return { firstStep: performance.now() - start, loss: loss! };
    },
    losses: (steps: number): Promise<readonly number[]> => ready().losses(steps),
    async block(steps: number): Promise<Block> {
      const before = counts();
      const start = performance.now();
      const own = await ready().steps(steps);
      const wall = performance.now() - start;
      const after = counts();
      // A replay on WebAssembly passes by the kernels.
      return { steps, own, wall, calls: after.calls - before.calls || (ready().commands ?? 0) * steps, uploads: after.uploads - before.uploads };
    },
    /** Milliseconds for the answers to so many rows, again and again for a while: a large table is many of them. */
    async predict(rows: number, batchSize: number | null): Promise<number> {
      const start = performance.now();
      for (let passes = 1; ; passes++) {
        await ready().predict(rows, batchSize);
        const time = performance.now() - start;
        if (time >= PREDICTING) return time / passes;
      }
    },
    /** Milliseconds of each answer to a row that is asked for by itself. */
    async answers(count: number): Promise<readonly number[]> {
      const seen: number[] = [];
      for (let row = 0; row < count; row++) {
        const start = performance.now();
        await ready().answer(row % ROWS);
        seen.push(performance.now() - start);
      }
      return seen;
    },
    memory: (): { bytes: number; tensors: number } => ({ bytes: counts().bytes, tensors: tf.memory().numTensors }),
    /** What the steps since the last call consisted of. */
    profiled: (): readonly Profiled[] => profile?.take() ?? [],
  };
}
export type BenchWorker = ReturnType<typeof benchWorker>;
