import "@tensorflow/tfjs-backend-cpu";
import { words } from "../../messages/en/acceleration.ts";
import { registerFusedKernels } from "../kernels/index.ts";
import { registerWebgpuLeadingSums } from "../kernels/column-sums/leading-axes.ts";
import { registerCpuSegmentSum } from "../kernels/segment-sum.ts";
import * as tf from "../tf.ts";
import { mendGradients } from "./gradient-patches.ts";
import { DeviceFailure, SOUND, type GivenUp } from "./health.ts";
import { within, type BackendPorts } from "./ports.ts";
import { eagerRepeater } from "./repeat.ts";
import type { BackendName, BackendReport, BackendWish, TriedBackend } from "./report.ts";
import { selfTest } from "./self-test.ts";
import type { StartedBackend } from "./started.ts";
import { releaseWasm, startWasm } from "./wasm/start.ts";
import { releaseWebgpu, startWebgpu } from "./webgpu/start.ts";

export interface RunningBackend extends Omit<StartedBackend, "device"> {
  readonly report: BackendReport;
}

/** Fastest first. Plain JavaScript runs everywhere. */
const ORDER: readonly BackendName[] = ["webgpu", "wasm", "cpu"];

const STARTS: Readonly<Record<BackendName, (ports: BackendPorts) => Promise<StartedBackend>>> = {
  webgpu: startWebgpu,
  wasm: startWasm,
  cpu: async () => {
    if (!(await tf.setBackend("cpu"))) throw new Error(words.javascript.notSetUp);
    return { device: words.javascript.device, health: SOUND, repeater: eagerRepeater, fits: async () => true };
  },
};

/**
 * Starts the backend that is wished for; with `auto` the first of WebGPU, WebAssembly and plain JavaScript that starts in time
 * and passes the numeric self-test. A named backend that fails gives way to the slower ones too, and the report says why.
 * Those that are given up are not tried. Tensors of a backend that ran before do not survive. Throws `DeviceFailure` when none is left.
 */
export async function startBackend(wish: BackendWish, ports: BackendPorts, givenUp: GivenUp = new Map()): Promise<RunningBackend> {
  release();
  mendGradients();
  registerFusedKernels();
  registerCpuSegmentSum();
  registerWebgpuLeadingSums();
  const candidates = wish === "auto" ? ORDER : ORDER.slice(ORDER.indexOf(wish));
  const tried: TriedBackend[] = [];
  for (const [i, backend] of candidates.entries()) {
    const refusal = givenUp.get(backend);
    const outcome = refusal === undefined ? await attempt(backend, ports) : { started: null, reason: refusal, milliseconds: null };
    tried.push({ backend, verdict: outcome.started ? "chosen" : "refused", reason: outcome.reason, milliseconds: outcome.milliseconds });
    if (!outcome.started) continue;
    const notTried = { verdict: "not_tried", reason: words.runs(words.names[backend]), milliseconds: null } as const;
    tried.push(...candidates.slice(i + 1).map((other) => ({ backend: other, ...notTried })));
    const { device, ...started } = outcome.started;
    return { report: { chosen: backend, device, tried }, ...started };
  }
  throw new DeviceFailure(words.noneLeft(tried));
}

/** Gives back devices, memory and threads. */
function release(): void {
  releaseWebgpu();
  releaseWasm();
}

/** The self-test compiles some sixty GPU programs, which a software adapter takes its time for; it gets so many timeouts. */
const PATIENCE = 4;

interface Attempt { readonly started: StartedBackend | null; readonly reason: string; readonly milliseconds: number | null }

async function attempt(backend: BackendName, ports: BackendPorts): Promise<Attempt> {
  try {
    const started = await STARTS[backend](ports);
    const before = performance.now();
    const wrong = (await within(PATIENCE * ports.timeout, words.selfTest.name, selfTest())) ?? started.health.failure;
    const milliseconds = Math.round(performance.now() - before);
    if (wrong === null) return { started, reason: words.sound(words.names[backend]), milliseconds };
    release();
    return { started: null, reason: wrong, milliseconds };
  } catch (reason) {
    release();
    return { started: null, reason: reason instanceof Error ? reason.message : String(reason), milliseconds: null };
  }
}
