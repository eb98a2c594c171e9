import "@tensorflow/tfjs-backend-webgpu";
import { expect, test } from "vitest";
import * as tf from "../../src/engine/tf.ts";
import { requireDevice } from "../support/webgpu.ts";

test("there is a WebGPU adapter, and TensorFlow.js multiplies matrices on it", async () => {
  (await requireDevice()).destroy();
  expect(await tf.setBackend("webgpu")).toBe(true);
  const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5, 6], [7, 8]]));
  expect([...(await product.data())]).toEqual([19, 22, 43, 50]);
});
