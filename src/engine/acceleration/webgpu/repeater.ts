import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import * as tf from "../../tf.ts";
import { anew, type Repeater } from "../repeat.ts";

export function webgpuRepeater(backend: WebGPUBackend): Repeater {
  return {
    feed(length) {
      const tensor = tf.keep(tf.zeros<tf.Rank.R1>([length]));
      backend.uploadToGPU(tensor.dataId);
      return {
        tensor,
        write(values) {
          backend.submitQueue(); // what waits to be submitted reads what was written before
          const data = backend.tensorMap.get(tensor.dataId);
          backend.device.queue.writeBuffer(data.resource as GPUBuffer, 0, values);
          Object.assign(data, { values: null }); // what was read of it before is not true any more
        },
        dispose: () => tensor.dispose(),
      };
    },
    repeat: (work) => anew(work, null),
    async read(tensor) {
      backend.uploadToGPU(tensor.dataId);
      const { resource } = backend.tensorMap.get(tensor.dataId);
      return new Float32Array(await backend.getBufferData(resource as GPUBuffer)).subarray(0, tensor.size); // copied at once, and not cached
    },
  };
}
