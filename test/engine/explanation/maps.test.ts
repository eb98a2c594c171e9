/** Grad-CAM's gradient against finite differences, and the arithmetic of both maps. */
import { beforeAll, describe, expect, test } from "vitest";
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { answerToExplain } from "../../../src/engine/explanation/answer.ts";
import { lastMaps, mapsAndGradient } from "../../../src/engine/explanation/grad-cam.ts";
import { meanFalls, occluded, patchesOver } from "../../../src/engine/explanation/occlusion.ts";
import { whereMost } from "../../../src/engine/explanation/where.ts";
import * as tf from "../../../src/engine/tf.ts";

beforeAll(() => startBackend("cpu", { gpu: null, timeout: 20_000 }));

const seeded = (seed: number) => tf.initializers.randomNormal({ seed, stddev: 0.5 });
const on = (layer: tf.layers.Layer, x: tf.SymbolicTensor) => layer.apply(x) as tf.SymbolicTensor; // symbolic in, symbolic out

/** Two convolutions, the second with an activation of its own, then a pool and two logits. */
function tiny(): { readonly model: tf.LayersModel; readonly input: tf.SymbolicTensor } {
  const input = tf.input({ shape: [4, 5, 1], name: "picture" });
  const first = on(tf.layers.conv2d({ filters: 2, kernelSize: 2, padding: "same", kernelInitializer: seeded(1), name: "first" }), input);
  const second = on(tf.layers.conv2d({ filters: 3, kernelSize: 2, padding: "same", kernelInitializer: seeded(2), name: "second" }), first);
  const active = on(tf.layers.activation({ activation: "tanh", name: "active" }), second);
  const pooled = on(tf.layers.averagePooling2d({ poolSize: 2, padding: "same", name: "pooled" }), active);
  const logits = on(tf.layers.dense({ units: 2, kernelInitializer: seeded(3), name: "logits" }), on(tf.layers.flatten(), pooled));
  return { model: tf.model({ inputs: input, outputs: logits }), input };
}

describe("grad-cam", () => {
  test("reads the last convolution after its activation, before it is pooled", () => {
    const { model, input } = tiny();
    expect(lastMaps(model, input)?.name).toBe("active");
    model.dispose();
  });

  test("its gradient is that of finite differences, and the layer is as before", async () => {
    const { model, input } = tiny();
    const layer = lastMaps(model, input)!;
    const x = tf.randomNormal([1, 4, 5, 1], 0, 1, "float32", 7);
    const before = tf.memory().numTensors;
    const [maps, gradient] = await Promise.all((["maps", "gradient"] as const).map((of) => tf.tidy(() => mapsAndGradient(model, layer, [x], 0, { unit: 1, sign: -1, shared: false })[of]).data()));
    // The rest of the model as a function of the maps.
    const rest = tf.input({ shape: [4, 5, 3] });
    const after = tf.model({ inputs: rest, outputs: ["pooled", ...model.layers.filter(({ name }) => name.startsWith("flatten")).map(({ name }) => name), "logits"].reduce((tensor, name) => on(model.getLayer(name), tensor), rest) });
    const score = async (values: Float32Array) => -(await (after.predict(tf.tensor(values, [1, 4, 5, 3])) as tf.Tensor).data())[1]!;
    const [h, given] = [1e-2, Float32Array.from(maps!)];
    for (const i of [0, 7, 22, 41, 59]) {
      const moved = (by: number) => given.map((value, j) => (j === i ? value + by : value));
      expect((await score(moved(h)) - await score(moved(-h))) / (2 * h)).toBeCloseTo(gradient![i]!, 3);
    }
    expect(Math.max(...gradient!.map(Math.abs))).toBeGreaterThan(0.01);
    expect(Object.hasOwn(layer, "call")).toBe(false);
    expect(tf.memory().numTensors).toBeLessThan(before + 60); // the tensors of this test alone
    model.dispose();
  });

  test("nothing stays on the device", () => {
    const { model, input } = tiny();
    const x = tf.zeros([1, 4, 5, 1]);
    const before = tf.memory().numTensors;
    tf.tidy(() => { mapsAndGradient(model, lastMaps(model, input)!, [x], 0, { unit: 0, sign: 1, shared: true }); });
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
  });

  test("a convolution that sees the picture as one place is passed over; without any there is none", () => {
    const input = tf.input({ shape: [2, 2, 1] });
    const wide = on(tf.layers.conv2d({ filters: 2, kernelSize: 1, name: "wide" }), input);
    const one = on(tf.layers.conv2d({ filters: 2, kernelSize: 2, name: "one" }), wide);
    expect(lastMaps(tf.model({ inputs: input, outputs: on(tf.layers.flatten(), one) }), input)?.name).toBe("wide");
    const flat = tf.input({ shape: [2, 2, 1] });
    expect(lastMaps(tf.model({ inputs: flat, outputs: on(tf.layers.dense({ units: 1 }), on(tf.layers.flatten(), flat)) }), flat)).toBeNull();
  });
});

describe("occlusion", () => {
  test.each([[1, 1], [2, 3], [28, 28], [17, 224], [224, 224]])("patches cover a picture of %i × %i to its edges, in bounded number", (height, width) => {
    const patches = patchesOver(height, width);
    const covers = new Uint8Array(height * width);
    for (const { top, left, height: down, width: across } of patches) {
      expect(top + down <= height && left + across <= width && top >= 0 && left >= 0).toBe(true);
      for (let y = top; y < top + down; y++) covers.fill(1, y * width + left, y * width + left + across);
    }
    expect(covers.every((covered) => covered === 1)).toBe(true);
    expect(patches.length).toBeLessThanOrEqual(196);
  });

  test("a patch greys its place alone, and leaves the opacity", () => {
    const all = occluded(Uint8Array.from({ length: 2 * 2 * 4 }, (_, i) => i), 2, 4, [{ top: 1, left: 0, height: 1, width: 1 }]);
    expect([...all.subarray(0, 16)]).toEqual(Array.from({ length: 16 }, (_, i) => i));
    expect([...all.subarray(16)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 128, 128, 128, 11, 12, 13, 14, 15]);
  });

  test("a place has the mean fall under the patches over it, and no rise", () => {
    const patches = [{ top: 0, left: 0, height: 1, width: 2 }, { top: 0, left: 1, height: 1, width: 2 }, { top: 0, left: 3, height: 1, width: 1 }];
    expect([...meanFalls([0.5, 0.25, -1], patches, 1, 4)]).toEqual([0.5, 0.375, 0.25, 0]);
  });
});

describe("where most of a map lies", () => {
  const map = (height: number, width: number, at: (y: number, x: number) => number) => whereMost(Float32Array.from({ length: height * width }, (_, i) => at(Math.floor(i / width), i % width)), height, width)?.place;
  test.each([
    ["upper_left", (y: number, x: number) => Number(y < 3 && x < 3)],
    ["lower_right", (y: number, x: number) => Number(y > 5 && x > 5)],
    ["middle", (y: number, x: number) => Number(Math.abs(y - 4) < 2 && Math.abs(x - 4) < 2)],
    ["upper", (y: number) => Number(y < 3)],
    ["right", (_: number, x: number) => Number(x > 5)],
    ["everywhere", () => 1],
  ])("%s", (place, at) => expect(map(9, 9, at)).toBe(place));
  test("a map of zeros lies nowhere", () => expect(map(3, 3, () => 0)).toBeUndefined());
});

describe("the answer that is explained", () => {
  const category = { kind: "category", labels: ["a", "b", "c"], probabilities: Float32Array.from([0.2, 0.7, 0.1, 0.5, 0.3, 0.2]), predicted: Int32Array.from([1, 0]) } as const;
  test("is the one given, or the one asked for", () => {
    expect(answerToExplain(category)).toMatchObject({ label: "b", unit: 1, sign: 1 });
    const asked = answerToExplain(category, "c");
    expect([asked?.unit, asked?.valueIn(category, 1)]).toEqual([2, Float32Array.of(0.2)[0]]);
    expect(answerToExplain(category, "d")).toBeNull();
  });
  test("of two, the negative one is read backwards", () => {
    const binary = { kind: "binary", labels: ["no", "yes"], probability: Float32Array.of(0.25), predicted: Uint8Array.of(0) } as const;
    const no = answerToExplain(binary);
    expect([no?.label, no?.sign, no?.valueIn(binary, 0)]).toEqual(["no", -1, 0.75]);
  });
});
