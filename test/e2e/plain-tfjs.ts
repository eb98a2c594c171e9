import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { createRequire } from "node:module";
import type { Examples } from "../../src/engine/export/examples.ts";

const plain = createRequire(import.meta.url).resolve("@tensorflow/tfjs/dist/tf.min.js");

/**
 * Loads an exported model with the published build of TensorFlow.js on a page that has nothing of ours, asks it the example
 * rows, and returns the largest difference from the answers that the export says it must give.
 */
export async function largestDifference(page: Page, zip: Uint8Array): Promise<{ readonly compared: number; readonly difference: number }> {
  const files = unzipSync(zip);
  const text = (name: string) => new TextDecoder().decode(files[name]);
  await page.goto("about:blank");
  await page.addScriptTag({ path: plain });
  const model = JSON.parse(text("model.json")) as { readonly modelTopology: object; readonly weightsManifest: readonly { readonly weights: readonly object[] }[] };
  const weights = Buffer.from(files["weights.bin"] ?? new Uint8Array()).toString("base64");
  return page.evaluate(
    async ({ model, weights, examples }) => {
      const { tf } = globalThis as unknown as { readonly tf: typeof import("@tensorflow/tfjs") };
      await tf.setBackend("cpu");
      const weightData = Uint8Array.from(atob(weights), (c) => c.charCodeAt(0)).buffer;
      const weightSpecs = model.weightsManifest.flatMap((group) => group.weights) as import("@tensorflow/tfjs").io.WeightsManifestEntry[];
      const loaded = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology: model.modelTopology, weightSpecs, weightData }));
      const inputs = examples.inputs.map(({ values, shape, dtype }) => tf.tensor([...values], [...shape], dtype));
      const outputs = [loaded.predict(inputs)].flat();
      const answers = await Promise.all(outputs.map((output) => output.data()));
      const differences = answers.flatMap((answer, i) => Array.from(answer, (value, j) => Math.abs(value - (examples.outputs[i]?.values[j] ?? NaN))));
      return { compared: differences.length, difference: Math.max(...differences) };
    },
    { model, weights, examples: JSON.parse(text("examples.json")) as Examples },
  );
}
