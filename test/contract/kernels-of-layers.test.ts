import { beforeAll, describe, expect, test } from "vitest";
import { startBackend, type RunningBackend } from "../../src/engine/acceleration/backends.ts";
import { attend } from "../../src/engine/kernels/attention/index.ts";
import { affine } from "../../src/engine/kernels/affine/index.ts";
import { convolve } from "../../src/engine/kernels/convolution/index.ts";
import * as tf from "../../src/engine/tf.ts";

/** A step through every kernel of these layers, forward and back: what a replay issues, and that it computes the same. */
describe("kernels of layers, recorded on WebAssembly", () => {
  let running: RunningBackend;
  beforeAll(async () => { running = await startBackend("wasm", { gpu: null, timeout: 20_000 }); });

  const dense = (x: tf.Tensor, kernel?: tf.Tensor, bias?: tf.Tensor) => affine(x, kernel as tf.Tensor2D, bias as tf.Tensor1D);
  const convolution = (x: tf.Tensor, kernel?: tf.Tensor, bias?: tf.Tensor) =>
    convolve(x as tf.Tensor4D, kernel as tf.Tensor4D, bias as tf.Tensor1D, { strides: [1, 1], dilations: [1, 1], pad: "same" });
  const attention = (qkv: tf.Tensor) => attend(qkv as tf.Tensor3D, null, 2);
  const steps = {
    // The product; two products and the sum of the bias.
    dense: { op: dense, shapes: [[6, 5], [5, 3], [3]], commands: 4 },
    // Field, panels, windows forward; the same for the input, field and product for the filter, the bias.
    convolution: { op: convolution, shapes: [[2, 5, 4, 3], [3, 3, 3, 4], [4]], commands: 9 },
    attention: { op: attention, shapes: [[2, 5, 12]], commands: 2 },
  };

  test.each(Object.entries(steps))("%s: so many commands, and the same numbers each time", async (_, { op, shapes, commands }) => {
    const feeds = shapes.map((shape) => running.repeater.feed(tf.util.sizeFromShape(shape)));
    const run = (): tf.Tensor[] => {
      const operands = feeds.map(({ tensor }, i) => tf.reshape(tensor, shapes[i]!));
      const { value, grads } = tf.valueAndGrads(op)(operands, dy);
      return [value, ...grads];
    };
    const dy = tf.tidy(() => tf.onesLike(op(...(feeds.map(({ tensor }, i) => tf.reshape(tensor, shapes[i]!)) as [tf.Tensor]))));
    const write = (seed: number) => {
      feeds.forEach((feed, k) => { feed.write(Float32Array.from({ length: feed.tensor.size }, (__, i) => Math.sin(seed + k + i * i))); });
    };
    const repeated = running.repeater.repeat(run);
    write(1);
    repeated.run();
    write(2);
    const replayed = await Promise.all(repeated.run().map((tensor) => tensor.data()));
    const anew = tf.tidy(run);
    expect(replayed).toEqual(await Promise.all(anew.map((tensor) => tensor.data())));
    expect(repeated.captured?.commands).toBe(commands);
    tf.dispose([anew, dy]);
    repeated.dispose();
    feeds.forEach((feed) => { feed.dispose(); });
  });
});
