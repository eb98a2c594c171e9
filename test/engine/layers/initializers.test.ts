import "@tensorflow/tfjs-backend-cpu";
import { beforeAll, describe, expect, test } from "vitest";
import { weightsFrom, type InitializerSpec } from "../../../src/engine/layers/initializers.ts";
import * as tf from "../../../src/engine/tf.ts";

async function drawn(spec: InitializerSpec, shape: number[], seed = 1): Promise<Float32Array> {
  const tensor = weightsFrom(spec, seed).apply(shape); // a tensor, not a variable
  const values = await tensor.data<"float32">();
  tensor.dispose();
  return values;
}
const mean = (values: Float32Array): number => values.reduce((a, b) => a + b, 0) / values.length;
function std(values: Float32Array): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((v) => (v - middle) ** 2)));
}

describe("initializers", () => {
  beforeAll(async () => {
    await tf.setBackend("cpu");
  });

  test.each<[InitializerSpec, number[], number, number]>([
    ["xavier_uniform", [300, 100], 0, Math.sqrt(2 / 400)],
    ["xavier_normal", [300, 100], 0, Math.sqrt(2 / 400)],
    ["kaiming_uniform", [300, 100], 0, Math.sqrt(2 / 300)],
    ["kaiming_normal", [5, 60, 100], 0, Math.sqrt(2 / 300)], // a convolution: its field counts
    [{ type: "uniform", a: -0.05, b: 0.05 }, [300, 100], 0, 0.1 / Math.sqrt(12)],
    ["uniform", [300, 100], 0.5, 1 / Math.sqrt(12)],
    [{ type: "normal", mean: 2, std: 0.02 }, [300, 100], 2, 0.02],
    [{ type: "xavier_uniform", gain: 3 }, [300, 100], 0, 3 * Math.sqrt(2 / 400)],
  ])("%j over %j has mean %d and standard deviation %d", async (spec, shape, middle, spread) => {
    const values = await drawn(spec, shape);
    expect(Math.abs(mean(values) - middle)).toBeLessThan((5 * spread) / Math.sqrt(values.length));
    expect(Math.abs(std(values) / spread - 1)).toBeLessThan(0.02);
  });

  test("fixed ones", async () => {
    expect(Array.from(await drawn("zeros", [3]))).toEqual([0, 0, 0]);
    expect(Array.from(await drawn("ones", [2]))).toEqual([1, 1]);
    expect(Array.from(await drawn({ type: "constant", val: 2.5 }, [2]))).toEqual([2.5, 2.5]);
    expect(Array.from(await drawn("identity", [2, 3]))).toEqual([1, 0, 0, 0, 1, 0]);
  });

  test.each([[[4, 6]], [[6, 4]], [[5, 5]]])("orthogonal over %j: rows or columns at right angles", async (shape) => {
    const [rows, columns] = shape as [number, number];
    const w = await drawn("orthogonal", shape);
    const along =
      rows <= columns
        ? (i: number, j: number, k: number) => w[i * columns + k]! * w[j * columns + k]!
        : (i: number, j: number, k: number) => w[k * columns + i]! * w[k * columns + j]!;
    for (let i = 0; i < Math.min(rows, columns); i++) {
      for (let j = 0; j <= i; j++) {
        const product = Array.from({ length: Math.max(rows, columns) }, (_, k) => along(i, j, k)).reduce((a, b) => a + b, 0);
        expect(product).toBeCloseTo(i === j ? 1 : 0, 5);
      }
    }
  });

  test("the seed decides", async () => {
    expect(await drawn("xavier_uniform", [3, 3], 5)).toEqual(await drawn("xavier_uniform", [3, 3], 5));
    expect(await drawn("xavier_uniform", [3, 3], 5)).not.toEqual(await drawn("xavier_uniform", [3, 3], 6));
  });
});
