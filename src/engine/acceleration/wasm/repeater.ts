import * as tf from "../../tf.ts";
import { repeatedBy } from "../recorded.ts";
import type { Repeater } from "../repeat.ts";
import type { WasmBackend } from "./backend.ts";
import { lanesOf } from "./lanes.ts";
import { recordedBy } from "./recorded-calls.ts";

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
    repeat: (work) => repeatedBy(() => recordedBy(backend, work), work),
    ...(backend.team && { lanes: lanesOf(backend, backend.team) }),
  };
}
