import { words } from "../../../messages/en/acceleration.ts";
import * as tf from "../../tf.ts";
import { repeatedBy } from "../recorded.ts";
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
    room(length) {
      const tensor = tf.keep(tf.zeros<tf.Rank.R1>([length], "int32"));
      const at = backend.pointer(tensor);
      return { tensor, write: (values, from) => backend.ints(at, length).set(values, from), dispose: () => tensor.dispose() };
    },
    read: (tensor) => tensor.data<"float32">(), // a copy, made at once
    repeat: (work) => repeatedBy((recorded) => {
      const { result: results, recorded: { commands, bytes, left, replay, dispose } } = backend.record(() => kept(recorded));
      const known = new Set(results.map((tensor) => backend.pointer(tensor)));
      const others = left.filter((at) => !known.has(at));
      return {
        results,
        flaw: others.length > 0 ? words.capture.left(others.length) : null,
        captured: { commands, bytes, uploads: 0 },
        replay,
        dispose() {
          tf.dispose([...results]);
          dispose();
        },
      };
    }, work),
  };
}
