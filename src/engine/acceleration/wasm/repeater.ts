import * as tf from "../../tf.ts";
import { kept, type Repeater } from "../repeat.ts";
import type { WasmBackend } from "./backend.ts";

/** Records the calls of kernels over fixed memory. */
export function wasmRepeater(backend: WasmBackend): Repeater {
  return {
    feed(length) {
      const tensor = tf.keep(tf.zeros<tf.Rank.R1>([length]));
      const at = backend.pointer(tensor);
      return { tensor, write: (values) => backend.floats(at, length).set(values), dispose: () => tensor.dispose() };
    },
    read: (tensor) => tensor.data<"float32">(), // a copy, made at once
    repeat(work) {
      let recording: ReturnType<typeof backend.record<ReturnType<typeof work>>> | null = null;
      return {
        get captured() {
          return recording && { commands: recording.recorded.commands, bytes: recording.recorded.bytes };
        },
        why: null,
        run() {
          if (recording) recording.recorded.replay();
          else recording = backend.record(() => kept(work));
          return recording.result;
        },
        dispose() {
          if (!recording) return;
          tf.dispose([...recording.result]);
          recording.recorded.dispose();
          recording = null;
        },
      };
    },
  };
}
