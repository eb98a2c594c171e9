import * as tf from "../../tf.ts";
import { repeatedBy } from "../recorded.ts";
import type { Repeater } from "../repeat.ts";
import type { RecordingBackend } from "./backend.ts";

/** Records pipelines, bind groups and dispatches over buffers that stay. */
export function webgpuRepeater(backend: RecordingBackend): Repeater {
  const feeds = new Set<object>();
  const onDevice = (length: number, dtype: "float32" | "int32") => {
    const tensor = tf.keep(tf.zeros<tf.Rank.R1>([length], dtype));
    backend.uploadToGPU(tensor.dataId);
    const buffer = backend.tensorMap.get(tensor.dataId).resource as GPUBuffer; // numbers lie in buffers
    const write = (values: Float32Array | Int32Array, at: number): void => {
      backend.flush(); // what waits to be submitted reads what was written before
      backend.queue.writeBuffer(buffer, 4 * at, values);
    };
    return { tensor, write, dispose: () => tensor.dispose() };
  };
  return {
    feed(length) {
      const { tensor, write, dispose } = onDevice(length, "float32");
      feeds.add(tensor.dataId);
      return {
        tensor,
        write: (values) => write(values, 0),
        dispose() {
          feeds.delete(tensor.dataId);
          dispose();
        },
      };
    },
    room: (length) => onDevice(length, "int32"),
    repeat: (work) => repeatedBy(() => backend.record(work, feeds), work),
    read: (tensor) => tensor.data<"float32">(), // copied on the device at once
  };
}
