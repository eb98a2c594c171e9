import { words } from "../../../messages/en/acceleration.ts";
import * as tf from "../../tf.ts";
import type { Tensor } from "../../tf.ts";
import type { Recorded } from "../recorded.ts";
import { kept } from "../repeat.ts";
import type { WasmBackend } from "./backend.ts";
import type { Recording } from "./recording.ts";

/** What was recorded of a computation on WebAssembly. */
export interface RecordedCalls<T extends readonly Tensor[]> extends Recorded<T>, Pick<Recording, "calls"> {}

/** isAlone: one thread does each call. */
export function recordedBy<T extends readonly Tensor[]>(backend: WasmBackend, work: () => T, isAlone = false): RecordedCalls<T> {
  const { result: results, recorded: { commands, calls, bytes, left, replay, dispose } } = backend.record(() => kept(work), isAlone);
  const known = new Set(results.map((tensor) => backend.pointer(tensor)));
  const others = left.filter((at) => !known.has(at));
  return {
    results,
    flaw: others.length > 0 ? words.capture.left(others.length) : null,
    captured: { commands, bytes, uploads: 0 },
    calls,
    replay,
    dispose() {
      tf.dispose([...results]);
      dispose();
    },
  };
}
