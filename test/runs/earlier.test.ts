/** Fine-tuning from an earlier model of one's own, against training from scratch. */
import { expect, test } from "vitest";
import { seededRandom } from "../../src/engine/data/random.ts";
import { engineWith, messages, trainedBy } from "../engine/assets/engine.ts";

const SEEDS = [1, 2, 3, 4, 5];
const ROWS = { earlier: 1500, few: 100, judged: 400 };

/** Words of two kinds; a text is of the kind that more of its words are. */
const KINDS = [0, 1].map((kind) => Array.from({ length: 40 }, (_, i) => `${kind ? "w" : "v"}${(i * 7919) % 997}`));

interface Texts { readonly text: readonly string[]; readonly kind: readonly string[] }
function texts(rows: number, stream: string): Texts {
  const random = seededRandom(11, stream);
  const made = Array.from({ length: rows }, () => {
    const kind = random() < 0.5 ? 0 : 1;
    const words = Array.from({ length: 9 }, () => KINDS[random() < 0.72 ? kind : 1 - kind]![Math.floor(40 * random())]!);
    const ones = words.filter((word) => word.startsWith("w")).length;
    return { text: words.join(" "), kind: ones > 4 ? "warm" : "cold" };
  });
  return { text: made.map(({ text }) => text), kind: made.map(({ kind }) => kind) };
}

const yaml = (encoder: string, epochs: number, split: string) => `
input_features: [{name: text, type: text, encoder: ${encoder}}]
output_features: [{name: kind, type: category}]
combiner: {type: concat, num_fc_layers: 1, output_size: 8}
trainer: {epochs: ${epochs}, batch_size: 20, learning_rate: 0.005, early_stop: 0}
preprocessing: {split: ${split}}
`;
const SCRATCH = "{type: embed, embedding_size: 8}";

test("fine-tuning from an earlier model beats training from scratch on 100 rows by more than its standard error over five seeds", { timeout: 120_000 }, async () => {
  const before = engineWith({ ...texts(ROWS.earlier, "earlier") }, {});
  const earlier = await before.exportModel((await trainedBy(before, yaml(SCRATCH, 8, "{probabilities: [0.9, 0.1, 0]}"), "wasm")).bundle);
  if (!earlier.ok) throw new Error(messages(earlier.problems).join());
  const accuracy = async (encoder: string, seed: number): Promise<number> => {
    const { text, kind } = texts(ROWS.few + ROWS.judged, `later ${seed}`);
    const part = text.map((_, i) => (i < 80 ? "0" : i < ROWS.few ? "1" : "2"));
    const run = await trainedBy(engineWith({ text, kind, part }, { "e.zip": earlier.value }), yaml(encoder, 15, "{type: fixed, column: part}"), "wasm", seed);
    return run.evaluations.find(({ split }) => split === "test")!.outputs["kind"]!.metrics["accuracy_micro"]!;
  };
  const gains: Record<"tuned" | "frozen", number[]> = { tuned: [], frozen: [] };
  const alone: number[] = [];
  for (const seed of SEEDS) {
    const scratch = await accuracy(SCRATCH, seed);
    alone.push(scratch);
    gains.tuned.push((await accuracy("{type: fidelio_model, model: e.zip, trainable: true}", seed)) - scratch);
    gains.frozen.push((await accuracy("{type: fidelio_model, model: e.zip}", seed)) - scratch);
  }
  expect(mean(alone)).toBeGreaterThan(0.5);
  for (const gain of Object.values(gains)) expect(mean(gain)).toBeGreaterThan(2 * standardError(gain));
});

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function standardError(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length);
}
