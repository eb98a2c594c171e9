import { words } from "../../messages/en/acceleration.ts";
import type { RunningBackend } from "./backends.ts";
import { kindOf, type Experience } from "./experience.ts";
import { stepsPerEpoch, type Load } from "./forecast.ts";
import { deviceReason, type GivenUp } from "./health.ts";
import type { BackendName, BackendWish, TriedBackend } from "./report.ts";

/** What is to be trained, and how its steps are timed. */
export interface Match {
  /** Counts the model, once, when a backend runs; null where it cannot be built: nobody need be compared then. */
  load(): Load | null;
  /** Milliseconds of one real step of the model on the backend that runs; null where its steps were not reached in so many milliseconds. */
  trial(running: RunningBackend, patience: number): Promise<number | null>;
}

type Start = (wish: BackendWish, givenUp: GivenUp) => Promise<RunningBackend>;
type Entry = TriedBackend;

/** Seconds of a whole run for which no other backend need be started and tried. */
const SHORT = 10;
/** Milliseconds that the GPU may take to its first step and to those that are timed. */
const PATIENCE = 5_000;

/**
 * The backend on which a model trains fastest, by steps of that very model; the report says how long they took. WebAssembly is timed
 * first, because it starts at once: where the whole run will be over in seconds there, the GPU is not asked, which would take as
 * long. What was timed on a device for a model of this kind is remembered, and not timed again. Throws `DeviceFailure` when no backend is left.
 */
export async function fastest(match: Match, start: Start, known: Experience, givenUp: GivenUp): Promise<RunningBackend> {
  const wasm = await start("wasm", givenUp);
  if (wasm.report.chosen !== "wasm" || givenUp.has("webgpu")) return start("auto", givenUp);
  const load = match.load();
  if (!load) return wasm;
  const stepOn = (running: RunningBackend, patience: number) => stepTime(match, kindOf(load), running, known, patience);
  const wasmStep = await stepOn(wasm, Infinity);
  const seconds = wholeRun(load, wasmStep);
  const entered = entryOf(wasm, "wasm");
  if (seconds < SHORT) {
    return reported(wasm, [{ ...nobody("webgpu"), reason: words.referee.short(seconds) }, won(entered, wasmStep)]);
  }
  const gpu = await start("auto", givenUp);
  if (gpu.report.chosen !== "webgpu") return reported(gpu, [entryOf(gpu, "webgpu"), won(entered, wasmStep)]);
  const gpuStep = await stepOn(gpu, PATIENCE);
  const tried = entryOf(gpu, "webgpu");
  if (gpuStep !== null && gpuStep < (wasmStep ?? Infinity)) return reported(gpu, [won(tried, gpuStep), lost(entered, wasmStep)]);
  return reported(await start("wasm", givenUp), [lost(tried, gpuStep), won(entered, wasmStep)]);
}

/** A device that fails in its trial, or has no room for the model, has lost it. */
async function stepTime({ trial }: Match, kind: string, running: RunningBackend, known: Experience, patience: number): Promise<number | null> {
  const { chosen: backend, device } = running.report;
  const before = known.find(backend, device, kind);
  if (before) return before.milliseconds;
  try {
    const milliseconds = await trial(running, patience);
    if (milliseconds !== null) known.note({ backend, device, kind, milliseconds });
    return milliseconds;
  } catch (cause) {
    if (deviceReason(cause, running.health) !== null) return null;
    throw cause;
  }
}

const wholeRun = (load: Load, step: number | null): number => (step === null ? Infinity : (step / 1000) * stepsPerEpoch(load) * load.epochs);

const nobody = (backend: BackendName): Entry => ({ backend, verdict: "not_tried", reason: "", milliseconds: null });
const entryOf = ({ report }: RunningBackend, backend: BackendName): Entry => report.tried.find((entry) => entry.backend === backend) ?? nobody(backend);
const won = (entry: Entry, step: number | null): Entry => ({ ...entry, verdict: "chosen", ...(step !== null && { step, reason: words.referee.fastest(step) }) });
const lost = (entry: Entry, step: number | null): Entry =>
  ({ ...entry, verdict: "slower", ...(step === null ? { reason: words.referee.notReady(PATIENCE / 1000) } : { step, reason: words.referee.slower(step) }) });

function reported(running: RunningBackend, entries: readonly Entry[]): RunningBackend {
  const cpu = { ...nobody("cpu"), reason: words.runs(words.names[running.report.chosen]) };
  return { ...running, report: { ...running.report, tried: [...entries, cpu] } };
}
