/** Fine-tuning on pictures from an earlier model of one's own, against training from scratch, and against an earlier model that has learnt nothing. */
import { expect, test } from "vitest";
import { seededRandom } from "../../src/engine/data/random.ts";
import { engineWith, messages, trainedBy } from "../engine/assets/engine.ts";
import { shapes, type Shapes } from "../support/shapes.ts";

const SEEDS = [1, 2, 3, 4, 5];
const ROWS = { earlier: 1000, few: 100, judged: 200 };
const yaml = (encoder: string, epochs: number, split: string) => `
input_features: [{name: photo, type: image, preprocessing: {num_channels: 1}, encoder: ${encoder}}]
output_features: [{name: shape, type: category}]
combiner: {type: concat, num_fc_layers: 1, output_size: 8}
trainer: {epochs: ${epochs}, batch_size: 20, learning_rate: 0.005, early_stop: 0}
preprocessing: {split: ${split}}
`;
const SCRATCH = "{type: stacked_cnn, padding: same, conv_layers: [{out_channels: 8}, {out_channels: 8}], output_size: 16}";

async function earlierOf(learnt: Shapes): Promise<Uint8Array> {
  const engine = engineWith({ ...learnt }, {});
  const zip = await engine.exportModel((await trainedBy(engine, yaml(SCRATCH, 12, "{probabilities: [0.9, 0.1, 0]}"), "wasm")).bundle);
  if (!zip.ok) throw new Error(messages(zip.problems).join());
  return zip.value;
}

test("fine-tuning from an earlier model beats training from scratch on 100 pictures by more than its standard error over five seeds", { timeout: 120_000 }, async () => {
  const before = shapes(ROWS.earlier, "earlier");
  const random = seededRandom(1, "no shape");
  const files = { "e.zip": await earlierOf(before), "n.zip": await earlierOf({ ...before, shape: before.shape.map(() => (random() < 0.5 ? "bar" : "square")) }) };
  const accuracy = async (encoder: string, seed: number): Promise<number> => {
    const later = shapes(ROWS.few + ROWS.judged, `later ${seed}`);
    const part = later.shape.map((_, i) => (i < 80 ? "0" : i < ROWS.few ? "1" : "2"));
    const run = await trainedBy(engineWith({ ...later, part }, files), yaml(encoder, 8, "{type: fixed, column: part}"), "wasm", seed);
    return run.evaluations.find(({ split }) => split === "test")!.outputs["shape"]!.metrics["accuracy_micro"]!;
  };
  const gains: Record<"tuned" | "frozen" | "nothing", number[]> = { tuned: [], frozen: [], nothing: [] };
  for (const seed of SEEDS) {
    const scratch = await accuracy(SCRATCH, seed);
    gains.tuned.push((await accuracy("{type: fidelio_model, model: e.zip, trainable: true}", seed)) - scratch);
    gains.frozen.push((await accuracy("{type: fidelio_model, model: e.zip}", seed)) - scratch);
    gains.nothing.push((await accuracy("{type: fidelio_model, model: n.zip}", seed)) - scratch);
  }
  expect(mean(gains.tuned)).toBeGreaterThan(2 * standardError(gains.tuned));
  expect(mean(gains.frozen)).toBeGreaterThan(2 * standardError(gains.frozen));
  expect(mean(gains.nothing)).toBeLessThan(mean(gains.frozen) - 0.1);
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function standardError(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length);
}
