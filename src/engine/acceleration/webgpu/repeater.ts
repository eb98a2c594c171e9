import * as tf from "../../tf.ts";
import { repeatedBy } from "../recorded.ts";
import type { Repeater } from "../repeat.ts";
import type { RecordingBackend } from "./backend.ts";

/** Records pipelines, bind groups and dispatches over buffers that stay. */
export function webgpuRepeater(backend: RecordingBackend): Repeater {
  const feeds = new Set<object>();
  return {
    feed(length) {
      const tensor = tf.keep(tf.zeros<tf.Rank.R1>([length]));
      const { dataId } = tensor;
      backend.uploadToGPU(dataId);
      const buffer = backend.tensorMap.get(dataId).resource as GPUBuffer; // numbers lie in buffers
      feeds.add(dataId);
      return {
        tensor,
        write(values) {
          backend.flush(); // what waits to be submitted reads what was written before
          backend.queue.writeBuffer(buffer, 0, values);
        },
        dispose() {
          feeds.delete(dataId);
          tensor.dispose();
        },
      };
    },
    repeat: (work) => repeatedBy((recorded) => backend.record(recorded, feeds), work),
    read: (tensor) => tensor.data<"float32">(), // copied on the device at once
  };
}
